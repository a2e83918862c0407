import { mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { canonicalise } from "@femtoclaw/protocol";
import { openFileJournal, rebuildIndex, sha256, verifyJournal } from "@femtoclaw/memory/host";
import { draft } from "../drafts.ts";
import { codeOf, copySegments, faultOf, forgetHeads, inPlace, onlySegment, rewriteSegment, segmentFiles, writeJournal } from "./journal-place.ts";

const batches = [1, 2, 3, 4].map((n) => [draft({ n })]);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const headOf = (directory: string): Promise<string> => readFile(join(directory, "head.json"), "utf8");

describe("head.json", () => {
  test("names the last record after close(), canonical and with its own digest (FC-STORAGE-0001.R7)", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, batches);
      const { head } = await verifyJournal(directory);
      const digest = sha256(canonicalise({ ...head }));
      expect(await headOf(directory)).toBe(`${canonicalise({ ...head, digest })}\n`);
    }));

  test("follows within about a second while records are written", () =>
    inPlace(async (directory) => {
      const { journal } = await openFileJournal({ directory });
      await journal.append([draft()]);
      expect(await codeOf(headOf(directory))).toContain("ENOENT");
      await pause(1_500);
      expect(await headOf(directory)).toContain('"seq":1');
      await journal.append([draft()]);
      await pause(1_500);
      expect(await headOf(directory)).toContain('"seq":2');
      await journal.close();
    }), 10_000);

  test("shows verification that a journal was cut at the boundary of a record, and a writer that has no index", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, batches);
      await rewriteSegment(await onlySegment(directory), (payloads) => payloads.slice(0, 3));
      const { ok, damage, records } = await verifyJournal(directory);
      expect({ ok, records, seq: damage?.seq }).toEqual({ ok: false, records: 3, seq: 4 });
      expect(damage?.cause).toContain("head.json names record 4");
      await rm(join(directory, "index"), { recursive: true });
      const before = await readFile(await onlySegment(directory));
      const refusal = await faultOf(openFileJournal({ directory }));
      for (const said of ["FC_JOURNAL_DAMAGED", "head.json", "the folder index"]) expect(refusal).toContain(said);
      expect(await codeOf(rebuildIndex(directory))).toBe("FC_JOURNAL_DAMAGED");
      expect((await readFile(await onlySegment(directory))).equals(before)).toBe(true);
      await forgetHeads(directory);
      expect(await verifyJournal(directory)).toMatchObject({ ok: true, records: 3 });
      await writeJournal(directory, [[draft()]]);
      expect(await verifyJournal(directory)).toMatchObject({ ok: true, records: 4 });
    }));

  test("shows that all segments are gone, or that the record under its number is another", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, batches);
      const other = `${directory}-other`;
      await writeJournal(other, batches.map(() => [draft({ other: true })]));
      await writeFile(join(other, "head.json"), await headOf(directory));
      await rm(join(other, "index"), { recursive: true });
      const { damage } = await verifyJournal(other);
      expect(damage).toMatchObject({ seq: 4 });
      expect(damage?.cause).toContain("head.json names");
      expect(await codeOf(openFileJournal({ directory: other }))).toBe("FC_JOURNAL_DAMAGED");
      await rm(await onlySegment(other));
      expect(await codeOf(openFileJournal({ directory: other }))).toBe("FC_JOURNAL_DAMAGED");
      expect(await segmentFiles(other)).toEqual([]);
    }));

  test("is held against the journal also where it lies segments behind the index", () =>
    inPlace(async (directory) => {
      const small = { segmentBytes: 4_096, preallocateBytes: 512 } as const;
      await writeJournal(directory, batches, small);
      const early = await headOf(directory);
      await writeJournal(directory, Array.from({ length: 40 }, (_, n) => [draft({ n, padding: "x".repeat(300) })]), small);
      await writeFile(join(directory, "head.json"), early);
      await writeJournal(directory, [[draft()]], small);
      expect(await verifyJournal(directory)).toMatchObject({ ok: true, records: 45 });
      const hash = "f".repeat(64);
      const digest = sha256(canonicalise({ seq: 4, hash }));
      await writeFile(join(directory, "head.json"), `${canonicalise({ seq: 4, hash, digest })}\n`);
      expect(await codeOf(openFileJournal({ directory, ...small }))).toBe("FC_JOURNAL_DAMAGED");
    }));

  test("that was changed is damage, and one that is missing or behind is not", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, batches.slice(0, 2));
      const behind = await headOf(directory);
      for (const changed of ["", behind.replace('"seq":2', '"seq":1'), behind.replace('"hash"', ' "hash"'), "x".repeat(5_000)]) {
        await writeFile(join(directory, "head.json"), changed);
        const { ok, records, damage } = await verifyJournal(directory);
        expect({ ok, records, seq: damage?.seq, file: damage?.file }).toEqual({ ok: false, records: 2, seq: 3, file: join(directory, "head.json") });
        expect(await codeOf(openFileJournal({ directory }))).toBe("FC_JOURNAL_DAMAGED");
      }
      await writeFile(join(directory, "head.json"), behind);
      await writeJournal(directory, batches.slice(2));
      await writeFile(join(directory, "head.json"), behind);
      expect(await verifyJournal(directory)).toMatchObject({ ok: true, records: 4 });
      const bare = `${directory}-bare`;
      await copySegments(directory, bare);
      expect(await verifyJournal(bare)).toMatchObject({ ok: true, records: 4 });
      await writeJournal(bare, [[draft()]]);
      expect(await headOf(bare)).toContain('"seq":5');
    }));

  test("gives way to a head that the caller knows", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, batches.slice(0, 2));
      const { head: expected } = await verifyJournal(directory);
      await writeJournal(directory, batches.slice(2));
      await rewriteSegment(await onlySegment(directory), (payloads) => payloads.slice(0, 2));
      expect(await verifyJournal(directory)).toMatchObject({ ok: false });
      expect(await verifyJournal(directory, { expected })).toMatchObject({ ok: true, records: 2 });
    }));

  test("and what it is made from are never written through a link (FC-STORAGE-0001.R8)", () =>
    inPlace(async (directory) => {
      await mkdir(directory);
      const foreign = `${directory}-foreign`;
      await writeFile(foreign, "not the journal's");
      for (const name of ["head.json.new", "owner.json"]) await symlink(foreign, join(directory, name));
      await writeJournal(directory, batches);
      expect(await readFile(foreign, "utf8")).toBe("not the journal's");
      expect(await headOf(directory)).toContain('"seq":4');
    }));
});
