import { describe, expect, test } from "vitest";
import { checkLines, emptyHead, foldProvenLines, linkRecords, type CheckedLines } from "@femtoclaw/memory";
import { sha256 } from "@femtoclaw/memory/host";
import { nodeHash } from "../../src/tree/tree-hash.ts";
import { foldGap, gapWidths, joinGap } from "../../src/tree/gap.ts";
import { emptyFrontier, growFrontier, rootOf } from "../../src/tree/frontier.ts";
import { draft } from "../drafts.ts";

const most = 12;
const { records, encoded, head } = linkRecords(emptyHead, Array.from({ length: most }, (_, n) => draft({ n, text: "é\n" })), sha256);
const leaves = records.map((_, index) => records[index + 1]?.prev ?? head.hash);

/** RFC 6962 §2.1 as it is written, by recursion. */
const treeOf = (hashes: readonly string[]): string => {
  if (hashes.length === 1) return hashes[0] ?? "";
  const split = 2 ** (Math.ceil(Math.log2(hashes.length)) - 1);
  return nodeHash(treeOf(hashes.slice(0, split)), treeOf(hashes.slice(split)), sha256);
};
const noteOf = (size: number): string => `journal.example\n${size}\n${Buffer.from(treeOf(leaves.slice(0, size)), "hex").toString("base64")}\n\n— journal.example AAAA\n`;

/** The lines of an export of the first `size` records that shows those whose bit is set. */
const exported = (size: number, shown: number): readonly string[] => {
  const fold = foldProvenLines(sha256);
  const lines = Array.from({ length: size }, (_, index) => fold.add(encoded[index] ?? "", leaves[index] ?? "", Math.floor(shown / 2 ** index) % 2 === 1)).flat();
  const end = fold.end(noteOf(size));
  expect(end.root).toBe(treeOf(leaves.slice(0, size)));
  return [...lines, ...end.lines];
};
const checked = (lines: readonly string[], size: number | null = null): CheckedLines | string => {
  const check = checkLines(sha256, size);
  for (const line of lines) {
    const added = check.add(line);
    if (!added.ok) return added.fault;
  }
  const end = check.end();
  return end.ok ? end.value : end.fault;
};

describe("a gap", () => {
  test("has the widest full subtrees of the tree as its parts, and joins to the root of the whole", () => {
    expect(gapWidths(0, 12)).toEqual([8, 4]);
    expect(gapWidths(1, 12)).toEqual([1, 2, 4, 4]);
    expect(gapWidths(5, 6)).toEqual([1]);
    expect(gapWidths(2 ** 40 + 1, 2 ** 40 + 4)).toEqual([1, 2]);
    for (let start = 0; start < most; start += 1) {
      for (let end = start + 1; end <= most; end += 1) {
        const before = leaves.slice(0, start).reduce((frontier, leaf) => growFrontier(frontier, leaf, sha256), emptyFrontier);
        const gap = foldGap(start, sha256);
        for (const leaf of leaves.slice(start, end)) gap.add(leaf);
        const joined = joinGap(before, end, gap.roots(), sha256);
        expect(joined === null ? null : rootOf(joined, sha256)).toBe(treeOf(leaves.slice(0, end)));
        expect(joinGap(before, end, gap.roots().slice(1), sha256)).toBeNull();
        expect(joinGap(before, end, gap.roots().map((it) => it.toUpperCase()), sha256)?.size ?? null).toBe(gap.roots().every((it) => it === it.toUpperCase()) ? end : null);
      }
    }
  });
});

describe("a proven export (FC-AUDIT-0001.R11)", () => {
  test("leads every selection of every history of up to eight records to the root that is signed", () => {
    for (let size = 1; size <= 8; size += 1) {
      for (let shown = 0; shown < 2 ** size; shown += 1) {
        const found = checked(exported(size, shown));
        expect(found).toMatchObject({ proven: { checkpoint: { size, origin: "journal.example" } }, breaks: 0 });
        expect(typeof found === "string" ? -1 : found.records).toBe([...shown.toString(2)].filter((it) => it === "1").length);
      }
    }
  });

  test("is refused with any line changed, left out, doubled, or exchanged with another (FC-AUDIT-0001.R12)", () => {
    for (const shown of [0b111111111111, 0b101, 0b100000000001, 0b011011000110, 0]) {
      const lines = exported(most, shown);
      expect(typeof checked(lines)).toBe("object");
      for (const [at, line] of lines.entries()) {
        // Without the note in its last line what shows everything is an export that says less; it proves nothing then.
        const without = checked(lines.toSpliced(at, 1));
        if (at < lines.length - 1 || shown !== 0b111111111111) expect(typeof without, `without line ${at}`).toBe("string");
        else expect(without).toMatchObject({ proven: null });
        expect(typeof checked(lines.toSpliced(at, 0, line)), `line ${at} twice`).toBe("string");
        for (let other = at + 1; other < lines.length; other += 1) expect(typeof checked(lines.with(at, lines[other] ?? "").with(other, line)), `${at} for ${other}`).toBe("string");
        for (let place = 0; place < line.length; place += at === lines.length - 1 ? 97 : 7) {
          const changed = `${line.slice(0, place)}${line[place] === "1" ? "2" : "1"}${line.slice(place + 1)}`;
          const found = checked(lines.with(at, changed));
          // A signature is for the trust file to judge; whose note it is stands in the note.
          if (at === lines.length - 1 && place > line.indexOf("\\n\\n")) continue;
          if (at === lines.length - 1 && typeof found !== "string") expect(found.proven?.note).not.toBe(noteOf(most));
          else expect(typeof found, changed).toBe("string");
        }
      }
    }
  });

  test("cannot pass a gap off as none, or in two, or over a record that is there", () => {
    const lines = exported(most, 0b100000000001);
    const [first = "", gap = "", last = ""] = lines;
    expect(JSON.parse(gap)).toMatchObject({ gap: { from: 2, to: 11 } });
    const { hashes } = JSON.parse(gap).gap;
    const halves = [`{"gap":{"from":2,"hashes":${JSON.stringify(hashes.slice(0, 1))},"to":2}}`, `{"gap":{"from":3,"hashes":${JSON.stringify(hashes.slice(1))},"to":11}}`];
    for (const forged of [[first, ...halves, last], [gap, first, last], [first, gap.replace('"to":11', '"to":12'), last], [first, gap, encoded[1] ?? "", last], [first, gap.replaceAll(",", ", "), last]]) {
      expect(typeof checked([...forged, ...lines.slice(3)])).toBe("string");
    }
  });
});

describe("an export without proofs", () => {
  test("is linked where records are consecutive, and says how often they are not", () => {
    expect(checked(encoded)).toMatchObject({ records: most, firstSeq: 1, head, breaks: 0, proven: null });
    expect(checked(encoded.slice(3))).toMatchObject({ records: most - 3, firstSeq: 4, breaks: 1 });
    expect(checked(encoded.filter((_, index) => index % 4 !== 1))).toMatchObject({ breaks: 3, proven: null, root: null });
    expect(checked([])).toMatchObject({ records: 0, breaks: 0, proven: null });
  });

  test("of everything comes to the root of each size, so that any checkpoint can be held against it", () => {
    for (let size = 1; size <= most; size += 1) expect(checked(encoded, size)).toMatchObject({ root: treeOf(leaves.slice(0, size)) });
    for (const lines of [encoded.slice(1), encoded.slice(0, 5)]) expect(checked(lines, 8)).toMatchObject({ root: null });
  });

  test("is refused where a record was changed, moved or doubled, or is none", () => {
    for (const [at, line] of encoded.entries()) {
      if (at < most - 1) expect(typeof checked(encoded.with(at, line.replace('"n":', '"m":')))).toBe("string");
      expect(typeof checked(encoded.toSpliced(at, 0, line))).toBe("string");
    }
    for (const line of ["", "{}", "[]", `${encoded[0]} `, `${encoded[0]}\r`, '{"seq":1}']) expect(typeof checked([line])).toBe("string");
    expect(typeof checked([...encoded].reverse())).toBe("string");
  });
});
