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

/** The root of each part; parts do not overlap. */
export const hashParts = (parts: readonly LeafRange[], sha256: Sha256): PartHashes => {
  const inOrder = parts.toSorted((a, b) => a.start - b.start);
  const roots = new Map<LeafRange, string>();
  let at = 0;
  let next = 0;
  let frontier: Frontier = emptyFrontier;
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
