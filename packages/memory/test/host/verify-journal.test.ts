import { copyFile, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { describe, expect, test } from "vitest";
import { emptyHead, encodeSegmentHeader, linkRecords } from "@femtoclaw/memory";
import { openFileJournal, sha256, verifyJournal } from "@femtoclaw/memory/host";
import { draft } from "../drafts.ts";
import { codeOf, framesOf, inPlace, onlySegment, rewriteSegment, segmentFiles, writeJournal } from "./journal-place.ts";

const small = { segmentBytes: 4_096, preallocateBytes: 256 } as const;
const drafts = [1, 2, 3, 4].map((n) => draft({ n }));
const batches = drafts.map((it) => [it]);

describe("verifyJournal() (FC-AUDIT-0001.R1)", () => {
  test("accepts a whole journal, and says how far it is", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, batches);
      const { head } = linkRecords(emptyHead, drafts, sha256);
      expect(await verifyJournal(directory)).toEqual({ ok: true, records: 4, archived: 0, head, damage: null, torn: null, outlines: [] });
      expect(await verifyJournal(directory, { expected: head })).toMatchObject({ ok: true });
    }));

  test("finds a changed bit in every byte of header and earlier batches", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, batches, small);
      const file = await onlySegment(directory);
      const whole = await readFile(file);
      const frames = framesOf(whole);
      const last = frames.at(-1)?.offset ?? 0;
      for (let at = 0; at < last; at += 1) {
        const bytes = new Uint8Array(whole);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
        await writeFile(file, bytes);
        const { ok, damage } = await verifyJournal(directory);
        expect(ok, `byte ${at}`).toBe(false);
        const frame = frames.findLastIndex(({ offset }) => offset <= at);
        expect(damage, `byte ${at}`).toMatchObject({ seq: Math.max(1, frame + 1), file, offset: frame < 0 ? 0 : (frames[frame]?.offset ?? 0) });
      }
    }));

  test.each<[string, (payloads: readonly string[]) => readonly string[], number]>([
    ["an edit", (it) => it.map((text, index) => (index === 1 ? text.replace('{"n":2}', '{"n":7}') : text)), 3],
    ["a deletion", (it) => it.filter((_, index) => index !== 1), 2],
    ["a deletion at the beginning", (it) => it.slice(1), 1],
    ["an exchange", ([a = "", b = "", c = "", d = ""]) => [a, c, b, d], 2],
    ["an insertion", ([a = "", b = "", c = "", d = ""]) => [a, b, b.replace('"seq":2', '"seq":3'), c, d], 3],
  ])("finds %s whose checksums were made to fit", (_, change, seq) =>
    inPlace(async (directory) => {
      await writeJournal(directory, batches, small);
      const file = await onlySegment(directory);
      await rewriteSegment(file, change);
      expect(await verifyJournal(directory)).toMatchObject({ ok: false, records: seq - 1, damage: { seq, file } });
      expect(await codeOf(openFileJournal({ directory }))).toBe("FC_JOURNAL_DAMAGED");
    }));

  test("against a known head finds what links cannot show: a cut end, and a history written anew", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, batches, small);
      const file = await onlySegment(directory);
      const { head: expected } = await verifyJournal(directory);
      // As somebody would who wants to hide it.
      await rm(join(directory, "head.json"));
      const untouched = `${file}.kept`;
      await copyFile(file, untouched);

      await rewriteSegment(file, (payloads) => payloads.slice(0, 3));
      expect(await verifyJournal(directory)).toMatchObject({ ok: true, records: 3 });
      expect(await verifyJournal(directory, { expected })).toMatchObject({ ok: false, damage: { seq: 4 } });

      await copyFile(untouched, file);
      const forged = linkRecords(emptyHead, drafts.map((it, index) => (index === 1 ? draft({ n: 7 }) : it)), sha256).encoded;
      await rewriteSegment(file, () => forged);
      expect(await verifyJournal(directory)).toMatchObject({ ok: true, records: 4 });
      expect(await verifyJournal(directory, { expected })).toMatchObject({ ok: false, damage: { seq: 4 } });
      // The index knew the head as well, and the runtime does not start on another history.
      expect(await codeOf(openFileJournal({ directory }))).toBe("FC_JOURNAL_DAMAGED");
    }));

  test("finds a missing, exchanged or foreign segment (FC-STORAGE-0001.R6)", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, Array.from({ length: 40 }, (_, n) => [draft({ n, padding: "x".repeat(300) })]), small);
      const files = await segmentFiles(directory);
      const [first = "", second = "", third = ""] = files;
      const kept = await readFile(second);
      await writeFile(second, await readFile(third));
      expect(await verifyJournal(directory)).toMatchObject({ ok: false, damage: { file: second } });
      await rm(second);
      expect(await verifyJournal(directory)).toMatchObject({ ok: false, damage: { file: third } });
      const firstSeq = Number(kept.readBigUInt64LE(16));
      const foreign = encodeSegmentHeader({ firstSeq, prev: "f".repeat(64) }, crc32);
      await writeFile(second, Buffer.concat([foreign, kept.subarray(foreign.length)]));
      expect(await verifyJournal(directory)).toMatchObject({ ok: false, damage: { seq: firstSeq, file: second, offset: 0 } });
      await writeFile(second, kept);
      expect(await verifyJournal(directory)).toMatchObject({ ok: true, records: 40 });
      await rm(first);
      expect(await verifyJournal(directory)).toMatchObject({ ok: false, damage: { seq: 1 } });
    }));

  test("reports a torn tail beside what is whole, and tells of its progress", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, batches, small);
      const file = await onlySegment(directory);
      const bytes = new Uint8Array(await readFile(file));
      const last = framesOf(bytes)[3]?.offset ?? 0;
      await rm(join(directory, "head.json"));
      await writeFile(file, bytes.fill(0, last + 20));
      expect(await verifyJournal(directory)).toMatchObject({ ok: true, records: 3, torn: { file, offset: last, bytes: 20 } });
    }));

  test("changes no byte, and says what is missing where there is no journal", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, batches, small);
      const before = await readFile(await onlySegment(directory));
      await verifyJournal(directory);
      expect((await readFile(await onlySegment(directory))).equals(before)).toBe(true);
      expect(await codeOf(verifyJournal(`${directory}-elsewhere`))).toBe("FC_JOURNAL_NOT_FOUND");
    }));
});
