import { webcrypto } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { sha256 } from "../../src/host/sha256.ts";
import { recordHash } from "../../src/record-link.ts";
import { emptyFrontier, growFrontier, readFrontier, rootOf, type Frontier } from "../../src/tree/frontier.ts";
import { consistencyParts, hashParts, inclusionParts, type LeafRange } from "../../src/tree/proof.ts";
import { emptyRoot, nodeHash } from "../../src/tree/tree-hash.ts";
import { createVerifier } from "../../src/verifier.ts";

const verifier = createVerifier(webcrypto.subtle);
const most = 64;
const records = Array.from({ length: most }, (_, index) => `{"seq":${index + 1}}`);
const leaves = records.map((it) => recordHash(it, sha256));

/** RFC 6962 §2.1 as it is written, by recursion. */
const splitOf = (size: number): number => 2 ** (Math.ceil(Math.log2(size)) - 1);
const treeOf = (hashes: readonly string[]): string => {
  if (hashes.length <= 1) return hashes[0] ?? emptyRoot(sha256);
  const split = splitOf(hashes.length);
  return nodeHash(treeOf(hashes.slice(0, split)), treeOf(hashes.slice(split)), sha256);
};
const pathOf = (index: number, hashes: readonly string[]): readonly string[] => {
  if (hashes.length === 1) return [];
  const split = splitOf(hashes.length);
  return index < split ? [...pathOf(index, hashes.slice(0, split)), treeOf(hashes.slice(split))] : [...pathOf(index - split, hashes.slice(split)), treeOf(hashes.slice(0, split))];
};
const proofOf = (from: number, hashes: readonly string[], known: boolean): readonly string[] => {
  if (from === hashes.length) return known ? [] : [treeOf(hashes)];
  const split = splitOf(hashes.length);
  return from <= split ? [...proofOf(from, hashes.slice(0, split), known), treeOf(hashes.slice(split))] : [...proofOf(from - split, hashes.slice(split), false), treeOf(hashes.slice(0, split))];
};

const roots = Array.from({ length: most + 1 }, (_, size) => treeOf(leaves.slice(0, size)));
const hashesOf = (parts: readonly LeafRange[]): readonly string[] => {
  const walk = hashParts(parts, sha256);
  for (const leaf of leaves) walk.add(leaf);
  return walk.hashes();
};
const inclusion = (index: number, size: number): readonly string[] => hashesOf(inclusionParts(index, size));
const consistency = (from: number, to: number): readonly string[] => hashesOf(consistencyParts(from, to));
const rootAt = (size: number): string => roots[size] ?? "";

describe("the tree (FC-CRYPTO-0001.R1)", () => {
  it("has the roots of RFC 6962, leaf by leaf, also from a frontier that was stored", () => {
    let frontier: Frontier = emptyFrontier;
    for (const [index, leaf] of leaves.entries()) {
      expect(rootOf(frontier, sha256)).toBe(rootAt(index));
      const stored = readFrontier(frontier.size, frontier.peaks);
      expect(stored).toEqual(frontier);
      frontier = growFrontier(stored ?? emptyFrontier, leaf, sha256);
    }
    expect(rootOf(frontier, sha256)).toBe(rootAt(most));
  });

  it("takes for a frontier only what can be one", () => {
    const hash = "a".repeat(64);
    expect(readFrontier(0, [])).toEqual(emptyFrontier);
    for (const [size, peaks] of [[1, []], [1, [hash, hash]], [3, [hash]], [-1, []], [1.5, [hash]], [2 ** 53, [hash]], [1, ["A".repeat(64)]], [1, [`${hash}a`]]] as const) expect(readFrontier(size, peaks)).toBeNull();
  });

  it("has the proofs of RFC 6962, every one up to 64 records (FC-CRYPTO-0001.R2)", () => {
    for (let size = 1; size <= most; size += 1) {
      for (let index = 0; index < size; index += 1) expect(inclusion(index, size)).toEqual(pathOf(index, leaves.slice(0, size)));
      for (let from = 1; from <= size; from += 1) expect(consistency(from, size)).toEqual(from === size ? [] : proofOf(from, leaves.slice(0, size), true));
      expect(consistency(0, size)).toEqual([]);
    }
  });

  it("has no hash for a part whose leaves are missing", () => {
    const walk = hashParts([{ start: 0, end: 2 }, { start: 2, end: 4 }], sha256);
    for (const leaf of leaves.slice(0, 3)) walk.add(leaf);
    expect(walk.hashes()).toEqual([rootAt(2)]);
  });
});

const flipped = (hash: string): string => `${hash.startsWith("0") ? "1" : "0"}${hash.slice(1)}`;

/** What a forger may try with a true proof, each of which makes another. */
const tampered = (proof: readonly string[]): readonly (readonly string[])[] => [
  ...proof.map((hash, at) => proof.with(at, flipped(hash))),
  ...proof.map((_, at) => proof.toSpliced(at, 1)),
  ...proof.flatMap((hash, at) => [proof.toSpliced(at, 0, hash), ...(at > 0 && proof[at - 1] !== hash ? [proof.with(at, proof[at - 1] ?? "").with(at - 1, hash)] : [])]),
  [...proof, leaves[0] ?? ""],
  [rootAt(1), ...proof],
];

describe("the verifier", () => {
  it("accepts every true inclusion up to 64 records, and no other place, size, root or record (FC-CRYPTO-0001.R3)", { timeout: 120_000 }, async () => {
    let falselyAccepted = 0;
    for (let size = 1; size <= most; size += 1) {
      for (let index = 0; index < size; index += 1) {
        const [record, proof] = [records[index] ?? "", inclusion(index, size)];
        expect(await verifier.includes(record, index + 1, proof, size, rootAt(size))).toBe(true);
        const forgeries = [
          ...tampered(proof).map((it) => verifier.includes(record, index + 1, it, size, rootAt(size))),
          ...Array.from({ length: size + 2 }, (_, seq) => (seq === index + 1 ? false : verifier.includes(record, seq, proof, size, rootAt(size)))),
          verifier.includes(`${record} `, index + 1, proof, size, rootAt(size)),
          verifier.includes(record, index + 1, proof, size, flipped(rootAt(size))),
          verifier.includes(record, index + 1, proof, size, rootAt(size - 1)),
        ];
        falselyAccepted += (await Promise.all(forgeries)).filter((it) => it).length;
      }
    }
    expect(falselyAccepted).toBe(0);
  });

  it("accepts every true continuation up to 64 records, and no other (FC-CRYPTO-0001.R3)", { timeout: 120_000 }, async () => {
    let falselyAccepted = 0;
    for (let to = 0; to <= most; to += 1) {
      for (let from = 0; from <= to; from += 1) {
        const [older, newer, proof] = [{ size: from, root: rootAt(from) }, { size: to, root: rootAt(to) }, consistency(from, to)];
        expect(await verifier.extends(older, newer, proof)).toBe(true);
        const forgeries = [
          ...tampered(proof).map((it) => verifier.extends(older, newer, it)),
          verifier.extends({ ...older, root: flipped(older.root) }, newer, proof),
          // Every history begins with none.
          from === 0 && to > 0 ? false : verifier.extends(older, { ...newer, root: flipped(newer.root) }, proof),
          ...Array.from({ length: to }, (_, size) => (size === from ? false : verifier.extends({ size, root: rootAt(from) }, newer, proof))),
          ...(from === to ? [] : [verifier.extends(newer, older, proof), verifier.extends({ ...older, root: newer.root }, { ...newer, root: older.root }, proof)]),
        ];
        falselyAccepted += (await Promise.all(forgeries)).filter((it) => it).length;
      }
    }
    expect(falselyAccepted).toBe(0);
  });
});

it("the verifier imports nothing, and names nothing of a host (FC-CRYPTO-0001.R6)", () => {
  const text = readFileSync(new URL("../../src/verifier.ts", import.meta.url), "utf8");
  expect(text).not.toMatch(/\bimport\b\s*[({*"'a-z]|\brequire\b|\bprocess\b|\bglobalThis\b|\bBuffer\b/);
});
