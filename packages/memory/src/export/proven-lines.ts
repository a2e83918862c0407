// FC-AUDIT-0001.R11: a proven export as a fold over all records up to the checkpoint. It holds the way along the tree's right edge and
// that of the gap under way, and no record.
import type { Sha256 } from "@femtoclaw/protocol";
import { emptyFrontier, growFrontier, rootOf, type Frontier } from "../tree/frontier.ts";
import { foldGap, joinGap, resumeGap, type GapFold } from "../tree/gap.ts";
import { checkpointLine, gapLine } from "./export-line.ts";

export interface ProvenLines {
  /** The next record, its leaf hash, and whether it is shown. Returns the lines that are due. */
  add(bytes: string, hash: string, shown: boolean): readonly string[];
  /** The lines that are left, with the note; and the root that all of them lead to, which has to be the one that it signs. */
  end(note: string): { readonly lines: readonly string[]; readonly root: string };
}

/** `begin` is what lies before the first record that is added: a gap as well, and its roots are known. */
export const foldProvenLines = (sha256: Sha256, begin: Frontier = emptyFrontier): ProvenLines => {
  let frontier: Frontier = emptyFrontier;
  let seq = begin.size;
  let gap: GapFold | null = seq === 0 ? null : resumeGap(begin, sha256);
  /** Closes the gap before the record `seq`. */
  const closeGap = (): readonly string[] => {
    if (gap === null) return [];
    const hashes = gap.roots();
    const from = frontier.size + 1;
    frontier = joinGap(frontier, seq - 1, hashes, sha256) ?? frontier;
    gap = null;
    return [gapLine({ from, to: seq - 1, hashes })];
  };
  return {
    add: (bytes, hash, shown) => {
      seq += 1;
      if (!shown) {
        gap ??= foldGap(seq - 1, sha256);
        gap.add(hash);
        return [];
      }
      const lines = closeGap();
      frontier = growFrontier(frontier, hash, sha256);
      return [...lines, bytes];
    },
    end: (note) => {
      seq += 1;
      const lines = closeGap();
      return { lines: [...lines, checkpointLine(note)], root: rootOf(frontier, sha256) };
    },
  };
};
