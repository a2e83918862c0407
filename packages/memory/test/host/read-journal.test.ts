import { readFile, writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { recordBytes } from "@femtoclaw/memory";
import { openFileJournal, readJournal, verifyJournal, type ReadOptions } from "@femtoclaw/memory/host";
import { draft } from "../drafts.ts";
import { codeOf, framesOf, inPlace, onlySegment, rewriteSegment, writeJournal } from "./journal-place.ts";

const seqs = async (directory: string, options: ReadOptions = {}): Promise<readonly number[]> => {
  const all: number[] = [];
  for await (const { record } of readJournal(directory, options)) all.push(record.seq);
  return all;
};

const small = { segmentBytes: 4_096 } as const;
const batches = Array.from({ length: 40 }, (_, n) => [draft({ n, padding: "x".repeat(300) }, { run: n % 2 === 0 ? "even" : "odd" })]);

describe("readJournal()", () => {
  test("hands out every record in order with its exact bytes, over all segments", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, batches, small);
      let previous = "0".repeat(64);
      let count = 0;
      for await (const { record, bytes, hash } of readJournal(directory)) {
        expect(record.prev).toBe(previous);
        expect(bytes).toBe(recordBytes(record));
        previous = hash;
        count += 1;
      }
      expect(count).toBe(40);
    }));

  test("begins at a seq and keeps to a run when asked", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, batches, small);
      expect(await seqs(directory, { fromSeq: 38 })).toEqual([38, 39, 40]);
      expect(await seqs(directory, { fromSeq: 35, run: "odd" })).toEqual([36, 38, 40]);
      expect(await seqs(directory, { fromSeq: 41 })).toEqual([]);
      expect(await seqs(directory, { run: "missing" })).toEqual([]);
    }));

  test("stops at damage with a code, after what is whole", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, [[draft({ n: 1 })], [draft({ n: 2 })], [draft({ n: 3 })]], small);
      await rewriteSegment(await onlySegment(directory), (payloads) => payloads.filter((_, index) => index !== 1));
      const seen: number[] = [];
      const reading = (async () => {
        for await (const { record } of readJournal(directory)) seen.push(record.seq);
      })();
      expect(await codeOf(reading)).toBe("FC_JOURNAL_DAMAGED");
      expect(seen).toEqual([1]);
    }));

  test("follows the journal into segments that were begun while it read", () =>
    inPlace(async (directory) => {
      const { journal } = await openFileJournal({ directory, ...small });
      await journal.append([draft(), draft()]);
      const reading = readJournal(directory);
      expect((await reading.next()).done).toBe(false);
      for (const batch of batches) await journal.append(batch);
      let count = 1;
      for await (const { record } of reading) expect(record.seq).toBe((count += 1));
      expect(count).toBe(42);
      await journal.close();
    }));

  test.each([
    ["looks torn", 2, 3],
    ["looks damaged", 1, 2],
  ])("looks again at a batch that %s while it is being written", (_, from, to) =>
    inPlace(async (directory) => {
      await writeJournal(directory, [[draft()], [draft()], [draft()]], small);
      const file = await onlySegment(directory);
      const whole = await readFile(file);
      const frames = framesOf(whole);
      // What a reader sees when it comes by before the pages of that batch do.
      await writeFile(file, new Uint8Array(whole).fill(0, (frames[from]?.offset ?? 0) + 4, frames[to]?.offset));
      const reading = readJournal(directory);
      expect((await reading.next()).done).toBe(false);
      await writeFile(file, whole);
      let count = 1;
      for await (const { record } of reading) expect(record.seq).toBe((count += 1));
      expect(count).toBe(3);
    }));

  test("and verification beside a busy writer never see a fault, only a shorter journal", () =>
    inPlace(async (directory) => {
      const { journal } = await openFileJournal({ directory, segmentBytes: 65_536, preallocateBytes: 4_096 });
      const over = new AbortController();
      const writers = Array.from({ length: 20 }, async (_, n) => {
        while (!over.signal.aborted) await journal.append([draft({ n, padding: "x".repeat(n * 13) }), draft({ n })]);
      });
      let readings = 0;
      let last = 0;
      const end = performance.now() + 1_500;
      while (performance.now() < end && last < 60_000) {
        const { ok, records, damage } = await verifyJournal(directory);
        expect(damage).toBeNull();
        expect(ok && records >= last).toBe(true);
        last = records;
        readings += 1;
      }
      over.abort();
      await Promise.all(writers);
      await journal.close();
      expect(readings).toBeGreaterThan(2);
      expect(last).toBeGreaterThan(100);
      expect(await verifyJournal(directory)).toMatchObject({ ok: true, torn: null });
    }));
});
