// FC-CRYPTO-0001.R13: a journal's records held against the checkpoints that lie beside them, in one walk. Whoever rewrote the records and
// let the notes be is found; who rewrote both, or removed the notes, is found by a copy that is kept elsewhere.
import type { Sha256 } from "@femtoclaw/protocol";
import { emptyFrontier, growFrontier, rootOf, type Frontier } from "../tree/frontier.ts";
import type { JournalDamage } from "../verify.ts";
import type { StoredCheckpoint } from "./checkpoint-files.ts";

export interface HeldCheckpoints {
  /** The next record's hash, in order from the first that is read. */
  add(hash: string): void;
  /** The first checkpoint that signs something else, or more than there was. */
  contradiction(): JournalDamage | null;
}

/**
 * `all` in the order of their sizes. Beyond the last of them nothing is hashed. Those of before `begin`, where the reading begins, are
 * for whoever has the archive.
 */
export const holdCheckpoints = (all: readonly StoredCheckpoint[], sha256: Sha256, begin: Frontier = emptyFrontier): HeldCheckpoints => {
  const stored = all.filter(({ checkpoint }) => checkpoint.size >= begin.size);
  let frontier: Frontier = begin;
  let next = 0;
  let found: JournalDamage | null = null;
  const compare = (): void => {
    for (let it = stored[next]; it !== undefined && it.checkpoint.size === frontier.size; it = stored[next]) {
      next += 1;
      if (it.checkpoint.root === rootOf(frontier, sha256)) continue;
      found ??= { seq: Math.max(1, it.checkpoint.size), file: it.file, offset: 0, cause: `the ${it.checkpoint.size} records up to here are not those that this checkpoint signs: history was rewritten` };
    }
  };
  compare();
  return {
    add: (hash) => {
      if (next >= stored.length) return;
      frontier = growFrontier(frontier, hash, sha256);
      compare();
    },
    contradiction: () => {
      const missing = stored.at(-1);
      if (found !== null || missing === undefined || next >= stored.length) return found;
      return { seq: frontier.size + 1, file: missing.file, offset: 0, cause: `the journal ends here, and this checkpoint signs ${missing.checkpoint.size} records` };
    },
  };
};
