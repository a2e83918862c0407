// FC-CRYPTO-0001: all of a tree that its growth needs. Of any number of leaves these are at most 53 hashes: one for each full subtree
// on the way along its right edge, the widest first. A leaf more costs one hash on average, and the root one for each of them.
import type { Sha256 } from "@femtoclaw/protocol";
import { emptyRoot, nodeHash } from "./tree-hash.ts";

export interface Frontier {
  /** Leaves. */
  readonly size: number;
  /** As many as `size` has ones in binary. */
  readonly peaks: readonly string[];
}

export const emptyFrontier: Frontier = { size: 0, peaks: [] };

/** With a full subtree of `width` leaves to the right: a power of two, of which `size` is a multiple. */
export const joinFrontier = ({ size, peaks }: Frontier, root: string, width: number, sha256: Sha256): Frontier => {
  const grown = [...peaks];
  let hash = root;
  // Each full subtree as wide as the one that was just filled becomes one with it.
  for (let rest = size / width; rest % 2 === 1; rest = (rest - 1) / 2) hash = nodeHash(grown.pop() ?? "", hash, sha256);
  grown.push(hash);
  return { size: size + width, peaks: grown };
};

export const growFrontier = (frontier: Frontier, leaf: string, sha256: Sha256): Frontier => joinFrontier(frontier, leaf, 1, sha256);

export const rootOf = ({ peaks }: Frontier, sha256: Sha256): string =>
  peaks.length === 0 ? emptyRoot(sha256) : peaks.reduceRight((right, left) => nodeHash(left, right, sha256));

/** A frontier that was stored: null where it cannot be one. */
export const readFrontier = (size: number, peaks: readonly string[]): Frontier | null => {
  if (!Number.isSafeInteger(size) || size < 0) return null;
  let ones = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) ones += rest % 2;
  return ones === peaks.length && peaks.every((it) => /^[0-9a-f]{64}$/.test(it)) ? { size, peaks: [...peaks] } : null;
};
