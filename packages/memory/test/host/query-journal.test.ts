import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { describe, expect, test } from "vitest";
import { decodeOutline, decodeSegmentHeader, encodeOutline, encodeSegmentHeader, type RecordSelector } from "@femtoclaw/memory";
import { openFileJournal, queryJournal, rebuildIndex, sha256, verifyJournal, type QueryEnd, type QueryOptions } from "@femtoclaw/memory/host";
import { draft } from "../drafts.ts";
import { codeOf, inPlace, rewriteSegment, segmentFiles, writeJournal } from "./journal-place.ts";

const small = { segmentBytes: 4_096 } as const;
/** Ten runs one after the other, about ten records to a segment. */
const batches = Array.from({ length: 100 }, (_, n) => [draft({ n, padding: "x".repeat(150) }, { run: `run-${Math.floor(n / 10)}`, time: 1_000 + n })]);

interface Answer extends QueryEnd {
  readonly seqs: readonly number[];
}
const ask = async (directory: string, selector: RecordSelector, options: QueryOptions = {}): Promise<Answer> => {
  const seqs: number[] = [];
  const query = queryJournal(directory, selector, options);
  for (;;) {
    const next = await query.next();
    if (next.done === true) return { seqs, ...next.value };
    seqs.push(next.value.record.seq);
  }
};
const outlineFiles = async (directory: string): Promise<readonly string[]> => (await readdir(join(directory, "outline"))).sort().map((name) => join(directory, "outline", name));
const numbers = (from: number, to: number): readonly number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe("queryJournal()", () => {
  test("gives with outlines what it gives without, and reads less (FC-AUDIT-0001.R7)", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, batches, small);
      expect((await outlineFiles(directory)).length).toBe((await segmentFiles(directory)).length - 1);
      for (const selector of [{ run: "run-3" }, { run: "run-9" }, { run: "none" }, { sinceMs: 1_040, untilMs: 1_050 }, { kinds: ["decision"] }, { afterSeq: 95 }, {}] as const) {
        const [quick, whole] = [await ask(directory, selector), await ask(directory, selector, { whole: true })];
        expect(quick.seqs).toEqual(whole.seqs);
        expect([whole.read, quick.read <= whole.read]).toEqual(["afterSeq" in selector ? whole.read : 100, true]);
      }
      expect(await ask(directory, { run: "run-3" })).toMatchObject({ seqs: numbers(31, 40), next: null });
      expect((await ask(directory, { run: "run-3" })).read).toBeLessThan(60);
    }));

  test("goes on where its limit ended it, and the parts together are the whole (FC-AUDIT-0001.R5)", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, batches, small);
      for (const selector of [{ run: "run-4" }, {}, { untilMs: 1_017 }] as const) {
        const whole = await ask(directory, selector);
        for (const limit of [1, 3, 7, 100]) {
          const seqs: number[] = [];
          for (let after: number | null = 0; after !== null; ) {
            const part: Answer = await ask(directory, { ...selector, afterSeq: after }, { limit });
            expect(part.seqs.length).toBeLessThanOrEqual(limit);
            seqs.push(...part.seqs);
            after = part.next;
          }
          expect(seqs).toEqual(whole.seqs);
        }
      }
      expect(await ask(directory, { toSeq: 30, afterSeq: 27 })).toMatchObject({ seqs: [28, 29, 30], next: null });
    }));

  test("stops at damage with a code, also in a segment that it could have passed by if that were whole", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, batches, small);
      const [, , third = ""] = await segmentFiles(directory);
      await rewriteSegment(third, (payloads) => payloads.slice(1));
      expect(await codeOf(ask(directory, { sinceMs: 0 }))).toBe("FC_JOURNAL_DAMAGED");
      expect(await codeOf(ask(directory, { run: "run-9" }, { whole: true }))).toBe("FC_JOURNAL_DAMAGED");
      expect(await codeOf(ask(`${directory}-none`, {}))).toBe("FC_JOURNAL_NOT_FOUND");
    }));

  test("beside a writer sees what is there, without a lock", () =>
    inPlace(async (directory) => {
      const { journal } = await openFileJournal({ directory, ...small });
      for (const batch of batches.slice(0, 50)) await journal.append(batch);
      expect((await ask(directory, { run: "run-4" })).seqs).toEqual(numbers(41, 50));
      for (const batch of batches.slice(50)) await journal.append(batch);
      await journal.close();
      expect((await ask(directory, { run: "run-9" })).seqs).toEqual(numbers(91, 100));
    }));
});

describe("outlines", () => {
  test("are made again from the segments alone, by opening where they are behind and by one command (FC-AUDIT-0001.R8)", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, batches, small);
      const texts = async (): Promise<readonly string[]> => Promise.all((await outlineFiles(directory)).map((file) => readFile(file, "utf8")));
      const before = await texts();
      await rm(join(directory, "outline"), { recursive: true });
      expect((await ask(directory, { run: "run-3" })).seqs).toEqual(numbers(31, 40));
      await rebuildIndex(directory);
      expect(await texts()).toEqual(before);

      // Opened anew every few records: the segment that was not full is folded from its beginning again.
      const other = `${directory}-in-parts`;
      for (let at = 0; at < batches.length; at += 7) await writeJournal(other, batches.slice(at, at + 7), small);
      expect((await segmentFiles(other)).length).toBe((await segmentFiles(directory)).length);
      expect(await Promise.all((await outlineFiles(other)).map((file) => readFile(file, "utf8")))).toEqual(before);
    }));

  test("that are rubbish, of another segment, or lead elsewhere are not used, and nothing of somebody else's is touched", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, batches, small);
      const files = await outlineFiles(directory);
      const [first = "", second = "", third = ""] = files;
      await writeFile(first, "rubbish");
      await cp(third, second);
      await rm(third);
      await symlink(first, third);
      await writeFile(join(directory, "outline", "notes.txt"), "mine");
      expect((await ask(directory, { run: "run-0" })).seqs).toEqual(numbers(1, 10));
      expect((await ask(directory, { run: "run-1" })).seqs).toEqual(numbers(11, 20));
      expect((await ask(directory, { run: "run-2" })).seqs).toEqual(numbers(21, 30));
      await rebuildIndex(directory);
      expect(await readFile(join(directory, "outline", "notes.txt"), "utf8")).toBe("mine");

      await rm(join(directory, "outline"), { recursive: true });
      const elsewhere = `${directory}-elsewhere`;
      await mkdir(elsewhere);
      await symlink(elsewhere, join(directory, "outline"));
      await rebuildIndex(directory);
      expect(await readdir(elsewhere)).toEqual([]);
      expect((await ask(directory, { run: "run-3" })).seqs).toEqual(numbers(31, 40));
    }));

  test("of segments that do not join are not used: what stands there is read, and found", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, batches, small);
      const [, , third = ""] = await segmentFiles(directory);
      const bytes = await readFile(third);
      const header = decodeSegmentHeader(bytes, crc32);
      bytes.set(encodeSegmentHeader({ firstSeq: header.ok ? header.value.firstSeq : 0, prev: "a".repeat(64) }, crc32), 0);
      await writeFile(third, bytes);
      expect(await codeOf(ask(directory, { run: "run-9" }))).toBe("FC_JOURNAL_DAMAGED");
    }));

  test("that hide what their records say are found by verification, which names the file (FC-AUDIT-0001.R8)", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, batches, small);
      expect(await verifyJournal(directory)).toMatchObject({ ok: true, outlines: [] });
      const files = await outlineFiles(directory);
      // Whoever can write there can also make the digest fit.
      for (const file of files) {
        const outline = decodeOutline(await readFile(file, "utf8"), sha256);
        if (outline?.runs?.includes("run-3") === true) await writeFile(file, encodeOutline({ ...outline, runs: outline.runs.filter((it) => it !== "run-3") }, sha256));
      }
      const hidden = await ask(directory, { run: "run-3" });
      expect(hidden.seqs.length).toBeLessThan(10);
      expect((await ask(directory, { run: "run-3" }, { whole: true })).seqs).toEqual(numbers(31, 40));
      const { ok, outlines } = await verifyJournal(directory);
      expect([ok, outlines.length > 0, outlines.every((it) => files.includes(it))]).toEqual([true, true, true]);
      await rebuildIndex(directory);
      expect(await verifyJournal(directory)).toMatchObject({ ok: true, outlines: [] });
      expect((await ask(directory, { run: "run-3" })).seqs).toEqual(numbers(31, 40));
    }));
});
