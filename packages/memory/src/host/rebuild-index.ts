// FC-MEM-0001.R13, FC-AUDIT-0001.R8: the index and the outlines, thrown away and folded anew from the journal alone.
import type { Sha256 } from "@femtoclaw/protocol";
import { openFileJournal } from "./open-file-journal.ts";
import { claimIndexStore } from "./index-store.ts";
import { headKey } from "./index-entry.ts";
import { realDirectory } from "./make-directory.ts";
import { removeOutlines } from "./outline-files.ts";

export interface RebuiltIndex {
  readonly records: number;
}

/** Throws FC_JOURNAL_LOCKED while a writer is at work, and what opening throws for a journal that is not whole. */
export const rebuildIndex = async (directory: string, options: { readonly sha256?: Sha256; readonly maxFrameBytes?: number } = {}): Promise<RebuiltIndex> => {
  const real = await realDirectory(directory);
  const index = await claimIndexStore(real);
  // An index without a head is one that opening begins anew. What head.json says is held against the journal all the same.
  await index.store.del(headKey);
  await removeOutlines(real);
  await index.release();
  const { journal } = await openFileJournal({ directory, ...options });
  const { seq } = journal.head();
  await journal.close();
  return { records: seq };
};
