import { mkdir, readdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openFileJournal, verifyJournal } from "@femtoclaw/memory/host";
import { draft } from "../drafts.ts";
import { codeOf, faultOf, inPlace, onlySegment, writeJournal } from "./journal-place.ts";

describe("opening touches no file but the journal's own", () => {
  test("so an index that is a link is refused, and what it leads to is left as it was", () =>
    inPlace(async (directory) => {
      const foreign = `${directory}-foreign`;
      await mkdir(join(foreign, "below"), { recursive: true });
      for (const name of ["CURRENT", "notes.txt", "below/deep.txt", "000001.log"]) await writeFile(join(foreign, name), "precious");
      await mkdir(directory);
      await symlink(foreign, join(directory, "index"));
      const refusal = await faultOf(openFileJournal({ directory }));
      expect(refusal).toContain("FC_JOURNAL_OPEN_FAILED");
      expect(refusal).toContain("a symbolic link");
      expect((await readdir(foreign, { recursive: true })).sort()).toEqual(["000001.log", "CURRENT", "below", "below/deep.txt", "notes.txt"]);
      expect(await readFile(join(foreign, "CURRENT"), "utf8")).toBe("precious");
    }));

  test("so an index that is a file, or whose lock is a link, is refused", () =>
    inPlace(async (directory) => {
      await mkdir(directory);
      await writeFile(join(directory, "index"), "precious");
      expect(await codeOf(openFileJournal({ directory }))).toBe("FC_JOURNAL_OPEN_FAILED");
      expect(await readFile(join(directory, "index"), "utf8")).toBe("precious");
      await rm(join(directory, "index"));
      await mkdir(join(directory, "index"));
      await symlink(join(directory, "elsewhere"), join(directory, "index", "LOCK"));
      expect(await codeOf(openFileJournal({ directory }))).toBe("FC_JOURNAL_OPEN_FAILED");
      expect(await codeOf(readFile(join(directory, "elsewhere")))).toContain("ENOENT");
    }));

  test("so of an index that is no database any more only the database's files are removed", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, [[draft()]]);
      const index = join(directory, "index");
      for (const name of await readdir(index)) if (name !== "LOCK") await writeFile(join(index, name), "rubbish");
      await mkdir(join(index, "keep.log"));
      const foreign = ["keep.log/000001.log", "notes.txt", "CURRENT.bak", "my.log", "photo.ldb"];
      for (const name of foreign) await writeFile(join(index, name), "precious");
      await writeJournal(directory, [[draft()]]);
      for (const name of foreign) expect(await readFile(join(index, name), "utf8"), name).toBe("precious");
      expect(await verifyJournal(directory)).toMatchObject({ ok: true, records: 2 });
    }));

  test("so only a segment that was being made is removed, and nothing else that ends in .new", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, [[draft()]]);
      const foreign = ["thesis.new", "1.segment.new", "0000000000000002.segment.new.new", ".new"];
      for (const name of foreign) await writeFile(join(directory, name), "precious");
      await mkdir(join(directory, "folder.new"));
      await writeFile(join(directory, "0000000000000002.segment.new"), "half a segment");
      await writeJournal(directory, [[draft()]]);
      for (const name of foreign) expect(await readFile(join(directory, name), "utf8"), name).toBe("precious");
      expect(await readdir(directory)).toContain("folder.new");
      expect(await readdir(directory)).not.toContain("0000000000000002.segment.new");
    }));

  test("so a segment that is a link or a directory is refused by the writer, and damage to a reader (FC-STORAGE-0001.R8)", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, [[draft()]]);
      const file = await onlySegment(directory);
      const elsewhere = `${directory}-elsewhere`;
      await rename(file, elsewhere);
      const before = await readFile(elsewhere);
      for (const make of [() => symlink(elsewhere, file), () => mkdir(file)]) {
        await make();
        expect(await codeOf(openFileJournal({ directory }))).toBe("FC_JOURNAL_OPEN_FAILED");
        const { ok, damage } = await verifyJournal(directory);
        expect({ ok, cause: damage?.cause }).toEqual({ ok: false, cause: "the segment is not a regular file" });
        await rm(file, { recursive: true });
      }
      expect((await readFile(elsewhere)).equals(before)).toBe(true);
    }));
});
