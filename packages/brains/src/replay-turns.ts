// Journal records of one run → what its brain answered, in order, to be said again in place of a brain.
import { eventOf, type JournalRecord, type TokenUsage } from "@femtoclaw/core";
import { fail, fault, ok, type Fault, type Result } from "@femtoclaw/protocol";

export type ReplayTurn =
  | { readonly kind: "replied"; readonly bytes: Uint8Array; readonly usage: TokenUsage | null }
  | { readonly kind: "failed"; readonly fault: Fault };

const turnOf = (record: JournalRecord): ReplayTurn | null => {
  const event = eventOf(record);
  if (event?.type === "BrainReplied") return { kind: "replied", bytes: event.bytes, usage: event.usage };
  return event?.type === "BrainFailed" ? { kind: "failed", fault: event.fault } : null;
};

const unusable = (expected: string, found: string): { readonly ok: false; readonly fault: Fault } =>
  fail(fault("FC_BRAIN_REPLAY_RECORD", expected, found));

export const readReplayTurns = (records: Iterable<JournalRecord>): Result<readonly ReplayTurn[], Fault> => {
  const turns: ReplayTurn[] = [];
  let run: string | null = null;
  for (const record of records) {
    if (record.run !== null && run !== null && record.run !== run) return unusable("records of one run", `another in record ${record.seq}`);
    run ??= record.run;
    if (record.kind !== "brain.replied" && record.kind !== "brain.failed") continue;
    const turn = turnOf(record);
    if (turn === null) return unusable(`what ${record.kind} records`, `record ${record.seq} without it`);
    turns.push(turn);
  }
  return ok(turns);
};
