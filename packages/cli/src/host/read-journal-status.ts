import type { JournalHead } from "@femtoclaw/core";
import { emptyHead } from "@femtoclaw/memory";
import { readJournal, sha256 } from "@femtoclaw/memory/host";
import { beginJournalFold, concludeJournal, foldJournal, type JournalStatus } from "../journal-status.ts";
import { findJournalWriter, type JournalWriter } from "./journal-writer.ts";

export interface ReadStatus {
  readonly status: JournalStatus;
  readonly writer: JournalWriter;
  readonly head: JournalHead;
}

/** Reads the journal once, without a lock and without a change. Throws as `readJournal` does. */
export const readJournalStatus = async (journal: string): Promise<ReadStatus> => {
  // Asked before and after: a writer that ended while we read has left outcomes that we may not have seen.
  const before = await findJournalWriter(journal);
  const fold = beginJournalFold();
  let head = emptyHead;
  for await (const { record, hash } of readJournal(journal)) {
    foldJournal(fold, record, sha256);
    head = { seq: record.seq, hash };
  }
  const after = await findJournalWriter(journal);
  if (before.state === "active" && after.state === "none") return readJournalStatus(journal);
  return { status: concludeJournal(fold, after.state !== "none"), writer: after, head };
};
