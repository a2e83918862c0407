import { cp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { describe, expect, test } from "vitest";
import { encodeSegmentHeader, formatVersion } from "@femtoclaw/memory";
import { openFileJournal, verifyJournal } from "@femtoclaw/memory/host";
import { draft } from "../drafts.ts";
import { codeOf, copySegments, faultOf, forgetHeads, framesOf, inPlace, onlySegment, segmentFiles, writeJournal } from "./journal-place.ts";

const small = { segmentBytes: 4_096, preallocateBytes: 512 } as const;
const batches = [[draft()], [draft(), draft()], [draft(), draft()]];

const fourAtATime = async (count: number, work: (index: number) => Promise<void>): Promise<void> => {
  let next = 0;
  await Promise.all(Array.from({ length: 4 }, async () => {
    while (next < count) await work(next++);
  }));
};

describe("a torn tail", () => {
  test("at whatever byte of the last batch is cut, and every acknowledged batch before it is there", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, batches, small);
      const whole = await readFile(await onlySegment(directory));
      const frames = framesOf(whole);
      const start = frames[3]?.offset ?? 0;
      const end = whole.findLastIndex((byte) => byte !== 0) + 1;
      await fourAtATime(end - start, async (index) => {
        const cut = start + index;
        const place = join(directory, "..", `torn-${cut}`);
        await copySegments(directory, place);
        const file = await onlySegment(place);
        // Every other time the file ends there, as when its new length never reached the disk.
        const truncated = cut % 2 === 0;
        if (truncated) await truncate(file, cut);
        else await writeFile(file, new Uint8Array(whole).fill(0, cut));
        const { journal, recovery } = await openFileJournal({ directory: place, ...small });
        // Padding is zero anyway, so a frame is whole with its payload; but it has to be there.
        const fourth = frames[3]?.offset ?? 0;
        const kept = cut >= (truncated ? (frames[4]?.offset ?? 0) : fourth + 12 + (frames[3]?.payloadBytes ?? 0)) ? 4 : 3;
        expect(recovery.lastSeq, `cut at ${cut}`).toBe(kept);
        expect(recovery.tornAt === null, `cut at ${cut}`).toBe(recovery.tornBytes === 0);
        await journal.append([draft({ after: "the cut" })]);
        await journal.close();
        expect(await verifyJournal(place), `cut at ${cut}`).toMatchObject({ ok: true, records: kept + 1, torn: null });
        await rm(place, { recursive: true });
      });
    }));

  test("whose later pages came first leaves nothing behind", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, batches, small);
      const place = join(directory, "..", "torn");
      await copySegments(directory, place);
      const file = await onlySegment(place);
      const bytes = await readFile(file);
      const frames = framesOf(bytes);
      await writeFile(file, new Uint8Array(bytes).fill(0, frames[3]?.offset, frames[4]?.offset));
      const { journal, recovery } = await openFileJournal({ directory: place, ...small });
      expect(recovery).toMatchObject({ lastSeq: 3, tornAt: { file, offset: frames[3]?.offset } });
      expect((await readFile(file)).subarray(frames[3]?.offset).every((byte) => byte === 0)).toBe(true);
      await journal.close();
    }));

  test("is not cut when head.json or the index has seen the record on disk: then it was acknowledged", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, batches, small);
      const file = await onlySegment(directory);
      const torn = new Uint8Array(await readFile(file));
      torn.fill(0, framesOf(torn)[4]?.offset);
      await writeFile(file, torn);
      const byHeadFile = await faultOf(openFileJournal({ directory, ...small }));
      for (const said of ["FC_JOURNAL_DAMAGED", "record 5", "head.json", "the folder index"]) expect(byHeadFile).toContain(said);
      await rm(join(directory, "head.json"));
      const refusal = await faultOf(openFileJournal({ directory, ...small }));
      expect(refusal).toContain("FC_JOURNAL_DAMAGED");
      expect(refusal).toContain("record 5");
      expect(refusal).toContain(file);
      expect((await readFile(file)).equals(torn)).toBe(true);
      await forgetHeads(directory);
      const { journal, recovery } = await openFileJournal({ directory, ...small });
      expect(recovery.lastSeq).toBe(4);
      await journal.close();
    }));
});

describe("damage", () => {
  test("anywhere before the last batch stops the opening, names file, byte and record, and changes nothing", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, batches, small);
      const file = await onlySegment(directory);
      const whole = await readFile(file);
      const [, second] = framesOf(whole);
      for (const withIndex of [true, false]) {
        const damaged = new Uint8Array(whole);
        damaged[(second?.offset ?? 0) + 40] = 0xff;
        await writeFile(file, damaged);
        if (!withIndex) await rm(join(directory, "index"), { recursive: true });
        const refusal = await faultOf(openFileJournal({ directory, ...small }));
        expect(refusal).toContain("FC_JOURNAL_DAMAGED");
        expect(refusal).toContain(`"offset":${second?.offset}`);
        expect(refusal).toContain("record 2");
        expect(refusal).toContain(file);
        expect((await readFile(file)).equals(damaged)).toBe(true);
      }
    }));

  test.each(["the first segment", "a segment in the middle", "the last segment", "every segment"])("is what a missing file is: %s", (which) =>
    inPlace(async (directory) => {
      await writeJournal(directory, Array.from({ length: 40 }, (_, n) => [draft({ n, padding: "x".repeat(300) })]), small);
      const files = await segmentFiles(directory);
      const gone = { "the first segment": [0], "a segment in the middle": [2], "the last segment": [files.length - 1], "every segment": files.keys() }[which] ?? [];
      for (const index of gone) await rm(files[index] ?? "");
      // What lies before the segment of the index's head is for verification, and for whoever has no index.
      if (which === "a segment in the middle") {
        expect(await verifyJournal(directory)).toMatchObject({ ok: false });
        await rm(join(directory, "index"), { recursive: true });
      }
      expect(await codeOf(openFileJournal({ directory, ...small }))).toBe("FC_JOURNAL_DAMAGED");
    }));

  test("is not what an unknown format version is: FC_JOURNAL_FORMAT, with nothing changed", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, [[draft()]], small);
      const file = await onlySegment(directory);
      const bytes = new Uint8Array(await readFile(file));
      const header = Buffer.from(encodeSegmentHeader({ firstSeq: 1, prev: "0".repeat(64) }, crc32));
      header.writeUInt32LE(formatVersion + 1, 8);
      header.writeUInt32LE(0, 12);
      header.writeUInt32LE(crc32(header), 12);
      bytes.set(header);
      await writeFile(file, bytes);
      expect(await codeOf(openFileJournal({ directory, ...small }))).toBe("FC_JOURNAL_FORMAT");
      expect(await codeOf(verifyJournal(directory))).toBe("FC_JOURNAL_FORMAT");
      expect((await readFile(file)).equals(bytes)).toBe(true);
    }));
});

describe("recovery", () => {
  test("finds what was authorised and never ended", () =>
    inPlace(async (directory) => {
      const decision = (execution: string) => draft({ verdict: "AUTHORIZED", grant: { capability: "shell" } }, { kind: "decision", execution });
      await writeJournal(directory, [[decision("r1/1")], [draft({ outcome: "ok" }, { kind: "outcome", execution: "r1/1" })], [decision("r1/2")], [decision("r1/2")]]);
      for (const withIndex of [true, false]) {
        if (!withIndex) await rm(join(directory, "index"), { recursive: true });
        const { journal, recovery } = await openFileJournal({ directory });
        expect(recovery.unfinished).toEqual([{ run: "r1", execution: "r1/2", capability: "shell", seq: 3, time: 1_700_000_000_000, lastMs: 1_700_000_000_000 }]);
        await journal.close();
      }
    }));

  test("removes a segment that was being made when the machine stopped (FC-STORAGE-0001.R5)", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, [[draft()]], small);
      const unfinished = join(directory, "0000000000000002.segment.new");
      await cp(await onlySegment(directory), unfinished);
      await truncate(unfinished, 17);
      await writeJournal(directory, [[draft()]], small);
      expect(await codeOf(readFile(unfinished))).toContain("ENOENT");
      expect(await verifyJournal(directory)).toMatchObject({ ok: true, records: 2 });
    }));

  test("goes on in a segment that was made and never used (FC-STORAGE-0001.R5)", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, [[draft()]], small);
      const { head } = await verifyJournal(directory);
      const header = encodeSegmentHeader({ firstSeq: 2, prev: head.hash }, crc32);
      await writeFile(join(directory, "0000000000000002.segment"), Buffer.concat([header, new Uint8Array(512)]));
      await writeJournal(directory, [[draft()]], small);
      expect(await verifyJournal(directory)).toMatchObject({ ok: true, records: 2 });
      expect(await segmentFiles(directory)).toHaveLength(2);
    }));
});
