// FC-CORE-0004: the records. The machine drafts them, the journal gives them their place and links them.
import type { JsonObject } from "@femtoclaw/protocol";

export const recordKinds = [
  "runtime.started",
  "runtime.recovered",
  "runtime.stopped",
  "runtime.migrated",
  "journal.archived",
  "run.started",
  "run.resumed",
  "run.closed",
  "input.received",
  "input.answered",
  "input.failed",
  "brain.replied",
  "brain.failed",
  "protocol.rejected",
  "context.summarised",
  "mandate.given",
  "facts.resolved",
  "grant.requested",
  "approval.requested",
  "approval.answered",
  "decision",
  "outcome",
  "execution.in-doubt",
  "execution.settled",
  "deadline.passed",
  "stop.requested",
] as const;
export type RecordKind = (typeof recordKinds)[number];

/** `time` is the recorded clock in ms; `run` is null for records of the runtime itself; `execution` is null outside one. */
export interface RecordDraft {
  readonly time: number;
  readonly run: string | null;
  readonly execution: string | null;
  readonly kind: RecordKind;
  readonly body: JsonObject;
}

/**
 * A draft with its place. `seq` counts from 1 without gaps over the whole journal; `prev` is the hash of the record before
 * (64 zeros for the first). A record's hash is RFC 6962's leaf hash of its canonical JSON: sha256(0x00 || bytes), hex.
 */
export interface JournalRecord extends RecordDraft {
  readonly seq: number;
  readonly prev: string;
}
