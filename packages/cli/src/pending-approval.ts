// What waits for a person, as a fold of a journal's records.
import type { JournalRecord } from "@femtoclaw/core";
import { isJsonObject } from "@femtoclaw/gate";
import type { JsonObject, JsonValue } from "@femtoclaw/protocol";

export interface PendingApproval {
  readonly execution: string;
  readonly run: string;
  readonly seq: number;
  readonly askedMs: number;
  readonly expiresAtMs: number;
  readonly grant: JsonObject;
  readonly grantDigest: string;
  readonly rule: JsonObject | null;
}

/** By run: a run waits for one answer at a time. */
export type PendingApprovals = Map<string, PendingApproval>;

const object = (value: JsonValue | undefined): JsonObject => (isJsonObject(value) ? value : {});

/** Adds one record in place. */
export const foldPending = (pending: PendingApprovals, { kind, run, execution, seq, time, body }: JournalRecord): void => {
  if (run === null) return;
  if (kind === "approval.requested" && execution !== null) {
    const { expiresAtMs, grantDigest, rule } = body;
    pending.set(run, {
      execution, run, seq, askedMs: time,
      expiresAtMs: typeof expiresAtMs === "number" ? expiresAtMs : 0,
      grant: object(body["grant"]),
      grantDigest: typeof grantDigest === "string" ? grantDigest : "",
      rule: isJsonObject(rule) ? rule : null,
    });
  } else if (kind === "approval.answered" || kind === "input.failed" || kind === "run.closed") pending.delete(run);
};
