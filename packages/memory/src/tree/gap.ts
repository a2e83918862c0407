// FC-AUDIT-0001.R11: consecutive leaves that are left out of what is shown, as the roots of the widest full subtrees that make them up, in
// order. So whoever has the other leaves comes to the root of the whole tree, in one walk and in the memory of one way down the tree.
import type { Sha256 } from "@femtoclaw/protocol";
import { joinFrontier, type Frontier } from "./frontier.ts";
import { nodeHash } from "./tree-hash.ts";

/** How many leaves each has; from leaf `start`, counted from 0, up to but without `end`. */
export const gapWidths = (start: number, end: number): readonly number[] => {
  const widths: number[] = [];
  for (let at = start; at < end; ) {
    let width = 1;
    while (at % (width * 2) === 0 && at + width * 2 <= end) width *= 2;
    widths.push(width);
    at += width;
  }
  return widths;
};

export interface GapFold {
  /** The next leaf hash. */
  add(leaf: string): void;
  roots(): readonly string[];
}

interface Subtree {
  readonly start: number;
  readonly width: number;
  readonly root: string;
}

const growGap = (subtrees: Subtree[], start: number, sha256: Sha256): GapFold => {
  let end = start;
  return {
    add: (leaf) => {
      let grown: Subtree = { start: end, width: 1, root: leaf };
      end += 1;
      for (let left = subtrees.at(-1); left?.width === grown.width && left.start % (2 * left.width) === 0; left = subtrees.at(-1)) {
        grown = { start: left.start, width: 2 * left.width, root: nodeHash(left.root, grown.root, sha256) };
        subtrees.pop();
      }
      subtrees.push(grown);
    },
    roots: () => subtrees.map(({ root }) => root),
  };
};

export const foldGap = (start: number, sha256: Sha256): GapFold => growGap([], start, sha256);

/** A gap from the first leaf on that is known up to the size of `begin`: its peaks are the widest full subtrees there. */
export const resumeGap = ({ size, peaks }: Frontier, sha256: Sha256): GapFold => {
  const widths = gapWidths(0, size);
  let at = 0;
  const subtrees = peaks.map((root, index): Subtree => {
    const [start, width] = [at, widths[index] ?? 0];
    at += width;
    return { start, width, root };
  });
  return growGap(subtrees, size, sha256);
};

/** The tree with the gap up to `end` behind it; null where these cannot be its roots. */
export const joinGap = (frontier: Frontier, end: number, roots: readonly string[], sha256: Sha256): Frontier | null => {
  const widths = gapWidths(frontier.size, end);
  if (widths.length !== roots.length || !roots.every((it) => /^[0-9a-f]{64}$/.test(it))) return null;
  return widths.reduce((grown, width, index) => joinFrontier(grown, roots[index] ?? "", width, sha256), frontier);
};
