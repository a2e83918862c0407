// FC-CRYPTO-0001: which parts of the tree a proof of RFC 6962 §2.1 consists of, and their hashes. The parts are told from the numbers
// alone, so one walk over the leaves makes any proof, in the memory of the proof.
import type { Sha256 } from "@femtoclaw/protocol";
import { emptyFrontier, growFrontier, rootOf, type Frontier } from "./frontier.ts";

/** The leaves from `start` up to but without `end`, counted from 0. */
export interface LeafRange {
  readonly start: number;
  readonly end: number;
}

/** The widest power of two that is less than `size`, which is at least 2. */
const splitOf = (size: number): number => {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
};

/** That the leaf at `index` is in the tree of `size` leaves: its neighbours, from the leaf up. */
export const inclusionParts = (index: number, size: number): readonly LeafRange[] => {
  const parts: LeafRange[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    const isLeft = index < middle;
    parts.push(isLeft ? { start: middle, end } : { start, end: middle });
    if (isLeft) end = middle;
    else start = middle;
  }
  return parts.reverse();
};

/** That the tree of `from` leaves is the beginning of that of `to` leaves. None where one is empty, or they are as large. */
export const consistencyParts = (from: number, to: number): readonly LeafRange[] => {
  if (from === 0 || from === to) return [];
  const parts: LeafRange[] = [];
  let [start, end] = [0, to];
  while (from !== end) {
    const middle = start + splitOf(end - start);
    const isLeft = from <= middle;
    parts.push(isLeft ? { start: middle, end } : { start, end: middle });
    if (isLeft) end = middle;
    else start = middle;
  }
  // Where the older tree is one full subtree of the newer from its beginning, its root is known to whoever checks.
  if (start !== 0) parts.push({ start, end });
  return parts.reverse();
};

export interface PartHashes {
  /** The next leaf hash, in order from leaf 0. */
  add(leaf: string): void;
  /** In the order of the parts. Empty where leaves are missing. */
  hashes(): readonly string[];
}

/** The peaks that lie in a part, as what its own tree grows on from: a part that begins within a peak has none. */
const grownWithin = ({ size, peaks }: Frontier, { start, end }: LeafRange): Frontier | null => {
  let at = 0;
  const within: string[] = [];
  for (const peak of peaks) {
    let width = 1;
    while (width * 2 <= size - at) width *= 2;
    if (at >= start && at + width <= end) within.push(peak);
    else if (at < end && at + width > start) return null;
    at += width;
  }
  return { size: Math.max(0, Math.min(size, end) - start), peaks: within };
};

/** Whether nothing more has to be known of what lies before the first leaf than `begin`. */
export const isTold = (part: LeafRange, begin: Frontier): boolean => grownWithin(begin, part) !== null;

/**
 * The root of each part; parts do not overlap. `begin` is what was there before the first leaf: parts that lie there are known where they
 * are its peaks, which is so in every proof about a later leaf.
 */
export const hashParts = (parts: readonly LeafRange[], sha256: Sha256, begin: Frontier = emptyFrontier): PartHashes => {
  const roots = new Map<LeafRange, string>();
  const open: LeafRange[] = [];
  for (const part of parts) {
    const grown = grownWithin(begin, part);
    if (part.end > begin.size) open.push(part);
    else if (grown !== null) roots.set(part, rootOf(grown, sha256));
  }
  const inOrder = open.toSorted((a, b) => a.start - b.start);
  let at = begin.size;
  let next = 0;
  const beginningOf = (part: LeafRange | undefined): Frontier => (part === undefined ? emptyFrontier : (grownWithin(begin, part) ?? emptyFrontier));
  let frontier: Frontier = beginningOf(inOrder[0]);
  return {
    add: (leaf) => {
      const part = inOrder[next];
      if (part !== undefined && at >= part.start) {
        frontier = growFrontier(frontier, leaf, sha256);
        if (at + 1 === part.end) {
          roots.set(part, rootOf(frontier, sha256));
          frontier = emptyFrontier;
          next += 1;
        }
      }
      at += 1;
    },
    hashes: () => parts.flatMap((part) => roots.get(part) ?? []),
  };
};
