// What a run came to, counted from its records.
import type { JournalRecord } from "@femtoclaw/core";

export interface Tally {
  readonly authorized: number;
  readonly denied: number;
  readonly rejected: number;
  readonly outcomes: number;
  readonly inDoubt: number;
  readonly records: number;
  readonly firstSeq: number | null;
  readonly lastSeq: number | null;
}

export const emptyTally: Tally = { authorized: 0, denied: 0, rejected: 0, outcomes: 0, inDoubt: 0, records: 0, firstSeq: null, lastSeq: null };

const counted = ({ kind, body }: JournalRecord): "authorized" | "denied" | "rejected" | "outcomes" | "inDoubt" | null => {
  switch (kind) {
    case "decision":
      return body["verdict"] === "AUTHORIZED" ? "authorized" : "denied";
    case "protocol.rejected":
      return "rejected";
    case "outcome":
      return "outcomes";
    case "execution.in-doubt":
      return "inDoubt";
    default:
      return null;
  }
};

export const countRecord = (tally: Tally, record: JournalRecord): Tally => {
  const what = counted(record);
  return {
    ...tally,
    ...(what === null ? {} : { [what]: tally[what] + 1 }),
    records: tally.records + 1,
    firstSeq: tally.firstSeq ?? record.seq,
    lastSeq: record.seq,
  };
};

/** What was added after `before`, which is an earlier tally of the same run. */
export const tallySince = (before: Tally, now: Tally): Tally => ({
  authorized: now.authorized - before.authorized,
  denied: now.denied - before.denied,
  rejected: now.rejected - before.rejected,
  outcomes: now.outcomes - before.outcomes,
  inDoubt: now.inDoubt - before.inDoubt,
  records: now.records - before.records,
  firstSeq: before.lastSeq ?? now.firstSeq,
  lastSeq: now.lastSeq,
});
