// G5: what the run has given to the journal, and how far it is on disk.
import { fault, FemtoClawError, type Fault } from "@femtoclaw/protocol";
import type { Journal } from "../ports.ts";
import type { JournalRecord, RecordDraft } from "../record.ts";

export interface Commits {
  /** `ordinal` is that of the last draft. */
  append(drafts: readonly RecordDraft[], ordinal: number): void;
}

interface Commit {
  readonly ordinal: number;
  /** Null until it is durable. */
  records: readonly JournalRecord[] | null;
}

const journalFault = (thrown: unknown): Fault =>
  thrown instanceof FemtoClawError
    ? thrown.fault
    : fault("FC_JOURNAL_WRITE_FAILED", "durable records", `an unknown failure of the journal: ${thrown instanceof Error ? thrown.name : typeof thrown}`);

/**
 * Each commit is reported once, in order: a journal that acknowledges a later one first does not thereby acknowledge those
 * before it, and an obligation counts on everything up to its record.
 */
export const createCommits = (
  journal: Journal,
  onDurable: (ordinal: number, records: readonly JournalRecord[]) => void,
  onFailure: (it: Fault) => void,
): Commits => {
  const underWay: Commit[] = [];
  const reportPrefix = (): void => {
    for (let first = underWay[0]; first !== undefined && first.records !== null; first = underWay[0]) {
      underWay.shift();
      onDurable(first.ordinal, first.records);
    }
  };
  return {
    append(drafts, ordinal) {
      const commit: Commit = { ordinal, records: null };
      underWay.push(commit);
      const appending = new Promise<readonly JournalRecord[]>((resolve) => {
        resolve(journal.append(drafts).then((receipt) => receipt.records));
      });
      appending.then(
        (records) => {
          if (Array.isArray(records) && records.length === drafts.length) {
            commit.records = records;
            reportPrefix();
          } else {
            onFailure(fault("FC_JOURNAL_WRITE_FAILED", `a receipt for ${drafts.length} records`, "another one"));
          }
        },
        (thrown: unknown) => onFailure(journalFault(thrown)),
      );
    },
  };
};
