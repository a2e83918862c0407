// FC-MEM-0001: how drafts become waiting records, in any journal that commits in groups: each append gets its places at once, whole or not
// at all, within its bounds, and resolves when the commit that has it did.
import type { Journal, JournalHead, JournalRecord } from "@femtoclaw/core";
import { fault, FemtoClawError, type Sha256 } from "@femtoclaw/protocol";
import { linkRecords } from "../record-link.ts";
import { createCommitQueue } from "./commit-queue.ts";

export interface Appended {
  readonly records: readonly JournalRecord[];
  readonly encoded: readonly string[];
  readonly payloadBytes: readonly number[];
  /** What all of it takes where it is stored. */
  readonly bytes: number;
  readonly before: JournalHead;
  readonly head: JournalHead;
}

export interface AppenderOptions {
  /** Where the journal stands. */
  readonly from: JournalHead;
  readonly commit: (batch: readonly Appended[]) => Promise<void>;
  /** What a record of so many bytes takes where it is stored. */
  readonly storedBytes: (payloadBytes: number) => number;
  readonly maxRecordBytes: number;
  readonly maxAppendBytes: number;
  readonly maxBatchBytes: number;
  readonly maxWaiting: number;
  readonly maxWaitingBytes: number;
  readonly sha256: Sha256;
}

export interface Appender {
  readonly append: Journal["append"];
  /** The last record that has its place. */
  sequenced(): number;
  /** Takes nothing more, and resolves when nothing waits. */
  close(): Promise<void>;
}

const tooLong = (expected: string, found: number): FemtoClawError => new FemtoClawError(fault("FC_JOURNAL_RECORD_TOO_LONG", expected, `${found}`));

export const createAppender = (options: AppenderOptions): Appender => {
  const { from, storedBytes, maxRecordBytes, maxAppendBytes, sha256 } = options;
  const queue = createCommitQueue<Appended>(options);
  let linked = from;
  let closed = false;
  return {
    append: async (drafts) => {
      const refusal = closed ? fault("FC_JOURNAL_CLOSED", "an open journal", "a closed one") : queue.refusal();
      if (refusal !== null) throw new FemtoClawError(refusal);
      if (drafts.length === 0) return { records: [] };
      const before = linked;
      const { records, encoded, head } = linkRecords(before, drafts, sha256);
      const payloadBytes: number[] = [];
      let bytes = 0;
      for (const text of encoded) {
        const length = Buffer.byteLength(text);
        if (length > maxRecordBytes) throw tooLong(`records of at most ${maxRecordBytes} bytes`, length);
        payloadBytes.push(length);
        bytes += storedBytes(length);
      }
      if (bytes > maxAppendBytes) throw tooLong(`at most ${maxAppendBytes} bytes at a time`, bytes);
      linked = head;
      await queue.add({ records, encoded, payloadBytes, bytes, before, head });
      return { records };
    },
    sequenced: () => linked.seq,
    close: () => {
      closed = true;
      return queue.drain();
    },
  };
};
