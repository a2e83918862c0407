// FC-MEM-0001: a journal without a disk. It keeps every promise but durability: for tests, trials and simulation.
import type { Journal, JournalHead, JournalRecord } from "@femtoclaw/core";
import { fault, FemtoClawError, type Sha256 } from "@femtoclaw/protocol";
import { emptyHead, linkRecords } from "./record-link.ts";

export const createMemoryJournal = (sha256: Sha256): Journal => {
  const kept: JournalRecord[] = [];
  let head: JournalHead = emptyHead;
  let closed = false;
  return {
    append: async (drafts) => {
      if (closed) throw new FemtoClawError(fault("FC_JOURNAL_CLOSED", "an open journal", "a closed one"));
      const linked = linkRecords(head, drafts, sha256);
      ({ head } = linked);
      // What is recorded stays as it was said, whatever the caller does to its drafts afterwards.
      const records = linked.encoded.map((text): JournalRecord => JSON.parse(text));
      kept.push(...records);
      return { records };
    },
    async *read(fromSeq = 1) {
      // Up to where the journal stood when the reading began, as for every journal.
      const last = kept.length;
      for (let index = Math.max(0, fromSeq - 1); index < last; index += 1) {
        const record = kept[index];
        if (record !== undefined) yield record;
      }
    },
    head: () => head,
    close: async () => {
      closed = true;
    },
  };
};
