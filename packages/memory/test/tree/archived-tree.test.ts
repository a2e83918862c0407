// A tree of which the first leaves are gone and only the peaks over them are known: for every beginning, every size and every later leaf.
import { describe, expect, it } from "vitest";
import { sha256 } from "../../src/host/sha256.ts";
import { recordHash } from "../../src/record-link.ts";
import { emptyFrontier, growFrontier, type Frontier } from "../../src/tree/frontier.ts";
import { foldGap, resumeGap } from "../../src/tree/gap.ts";
import { consistencyParts, hashParts, inclusionParts, isTold, type LeafRange } from "../../src/tree/proof.ts";

const most = 40;
const leaves = Array.from({ length: most }, (_, index) => recordHash(`{"seq":${index + 1}}`, sha256));
const frontiers = leaves.reduce<readonly Frontier[]>((all, leaf) => [...all, growFrontier(all.at(-1) ?? emptyFrontier, leaf, sha256)], [emptyFrontier]);
const frontierAt = (size: number): Frontier => frontiers[size] ?? emptyFrontier;

const hashesOf = (parts: readonly LeafRange[], begin: number, end: number): readonly string[] => {
  const walk = hashParts(parts, sha256, frontierAt(begin));
  for (const leaf of leaves.slice(begin, end)) walk.add(leaf);
  return walk.hashes();
};

describe("proofs without the first leaves (FC-UPGRADE-0001.R17)", () => {
  it("are those of the whole tree for every later leaf, and for every older tree that is not smaller", () => {
    for (let size = 1; size <= most; size += 1) {
      const proofs = Array.from({ length: size }, (_, index) => hashesOf(inclusionParts(index, size), 0, size));
      for (let begin = 1; begin < size; begin += 1) {
        for (let index = begin; index < size; index += 1) {
          const parts = inclusionParts(index, size);
          expect(parts.every((part) => isTold(part, frontierAt(begin)))).toBe(true);
          expect(hashesOf(parts, begin, size)).toEqual(proofs[index]);
        }
        const parts = consistencyParts(begin, size);
        expect(parts.every((part) => isTold(part, frontierAt(begin)))).toBe(true);
        expect(hashesOf(parts, begin, size)).toEqual(hashesOf(parts, 0, size));
      }
    }
  });

  it("are not told where a part lies within a peak, rather than told wrongly", () => {
    expect(isTold({ start: 0, end: 1 }, frontierAt(8))).toBe(false);
    expect(isTold({ start: 4, end: 8 }, frontierAt(8))).toBe(false);
    expect(isTold({ start: 0, end: 8 }, frontierAt(13))).toBe(true);
    expect(isTold({ start: 12, end: 16 }, frontierAt(13))).toBe(true);
    expect(isTold({ start: 0, end: 1 }, emptyFrontier)).toBe(true);
  });

  it("leave the same gap behind, from the peaks on (FC-AUDIT-0001.R11)", () => {
    for (let begin = 1; begin < most; begin += 1) {
      const [whole, resumed] = [foldGap(0, sha256), resumeGap(frontierAt(begin), sha256)];
      for (const [index, leaf] of leaves.entries()) {
        whole.add(leaf);
        if (index < begin) continue;
        resumed.add(leaf);
        expect(resumed.roots()).toEqual(whole.roots());
      }
    }
  });
});
