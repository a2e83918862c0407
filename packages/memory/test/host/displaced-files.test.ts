import { renameSync } from "node:fs";
import { copyFile, cp, mkdir, readFile, rename, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { Journal } from "@femtoclaw/core";
import { openFileJournal, rebuildIndex, verifyJournal } from "@femtoclaw/memory/host";
import { draft } from "../drafts.ts";
import { startChild } from "./child-process.ts";
import { codeOf, inPlace, onlySegment, writeJournal } from "./journal-place.ts";

describe("a second writer", () => {
  test("in the same process is refused under every spelling of the directory", () =>
    inPlace(async (directory) => {
      const { journal } = await openFileJournal({ directory });
      const link = `${directory}-link`;
      await symlink(directory, link);
      for (const spelling of [directory, link, `${directory}/.`, join(link, "..", "journal")]) {
        expect(await codeOf(openFileJournal({ directory: spelling })), spelling).toBe("FC_JOURNAL_LOCKED");
        expect(await codeOf(rebuildIndex(spelling)), spelling).toBe("FC_JOURNAL_LOCKED");
      }
      await journal.append([draft()]);
      await journal.close();
      await writeJournal(link, [[draft()]]);
      expect(await verifyJournal(directory)).toMatchObject({ ok: true, records: 2 });
    }));

  test("that was refused in the same process has not opened the lock for another process", () =>
    inPlace(async (directory) => {
      const { journal } = await openFileJournal({ directory });
      expect(await codeOf(openFileJournal({ directory }))).toBe("FC_JOURNAL_LOCKED");
      const child = startChild(["hold", directory]);
      const said = await Promise.race([child.saying("failed"), child.saying("open")]);
      child.process.kill("SIGKILL");
      await child.ended;
      expect(said).toMatchObject({ failed: "FC_JOURNAL_LOCKED" });
      await journal.close();
    }));

  test("that came in because the index was removed costs the first one its word: it acknowledges nothing more", () =>
    inPlace(async (directory) => {
      const { journal } = await openFileJournal({ directory });
      await journal.append([draft({ n: 1 })]);
      await rm(join(directory, "index"), { recursive: true });
      const child = startChild(["hold", directory]);
      try {
        expect(await child.saying("open")).toMatchObject({ lastSeq: 1 });
        const owner = await readFile(join(directory, "owner.json"), "utf8");
        expect(await codeOf(journal.append([draft({ n: 2 })]))).toBe("FC_JOURNAL_DISPLACED");
        expect(await codeOf(journal.append([draft({ n: 3 })]))).toBe("FC_JOURNAL_DISPLACED");
        expect(journal.head().seq).toBe(1);
        await journal.close();
        // Closing takes nothing from the one who writes now.
        expect(await readFile(join(directory, "owner.json"), "utf8")).toBe(owner);
        expect(await codeOf(openFileJournal({ directory }))).toBe("FC_JOURNAL_LOCKED");
      } finally {
        child.process.kill("SIGKILL");
        await child.ended;
      }
      await writeJournal(directory, [[draft({ n: 2 })]]);
      expect(await verifyJournal(directory)).toMatchObject({ ok: true, records: 2 });
    }));
});

describe.each([
  ["soon", 0],
  ["after nothing happened in the directory for a while", 120],
])("a journal whose files are exchanged under the writer %s", (_, quietMs) => {
  /** The writer has seen its directory as it is, and nothing in it was renamed since. */
  const rest = async (journal: Journal): Promise<void> => {
    await after(quietMs);
    if (quietMs > 0) for (let n = 0; n < 2; n += 1) await journal.append([draft({ rest: n })]);
  };

  test.each<[string, (directory: string, file: string) => Promise<void>]>([
    ["the segment removed", (_, file) => rm(file)],
    ["the segment replaced by a copy", async (_, file) => {
      await copyFile(file, `${file}.copy`);
      await rename(`${file}.copy`, file);
    }],
    ["the segment replaced by a link to itself", async (_, file) => {
      await rename(file, `${file}.moved`);
      await symlink(`${file}.moved`, file);
    }],
    ["the segment written over by an editor", (_, file) => writeFile(file, "rubbish")],
    ["the segment cut", (_, file) => truncate(file, 64)],
    ["the index removed", (directory) => rm(join(directory, "index"), { recursive: true })],
    ["the lock made anew", async (directory) => {
      await rm(join(directory, "index", "LOCK"));
      await writeFile(join(directory, "index", "LOCK"), "");
    }],
    ["the whole journal moved away", (directory) => rename(directory, `${directory}-away`)],
    ["another journal in its place", async (directory) => {
      await rename(directory, `${directory}-away`);
      await cp(`${directory}-away`, directory, { recursive: true });
    }],
  ])("acknowledges nothing more: %s", (_, exchange) =>
    inPlace(async (directory) => {
      const { journal } = await openFileJournal({ directory });
      await journal.append([draft({ n: 1 })]);
      await rest(journal);
      const { seq } = journal.head();
      await exchange(directory, await onlySegment(directory));
      const appends = await Promise.all([2, 3].map((n) => codeOf(journal.append([draft({ n })]))));
      expect(appends).toEqual(["FC_JOURNAL_DISPLACED", "FC_JOURNAL_DISPLACED"]);
      expect(await codeOf(journal.append([draft({ n: 4 })]))).toBe("FC_JOURNAL_DISPLACED");
      expect(journal.head().seq).toBe(seq);
      await journal.close();
    }));

  test("acknowledges not even the batch whose flush was under way", () =>
    inPlace(async (directory) => {
      const { journal } = await openFileJournal({ directory });
      await journal.append([draft()]);
      await rest(journal);
      const { seq } = journal.head();
      const file = await onlySegment(directory);
      // The batch is begun in the first setImmediate of its append; this one comes right after it, and long before its flush is done.
      const appending = codeOf(journal.append([draft({ long: "x".repeat(500_000) })]));
      setImmediate(() => renameSync(file, `${file}.moved`));
      expect(await appending).toBe("FC_JOURNAL_DISPLACED");
      expect(journal.head().seq).toBe(seq);
      await journal.close();
      // The bytes did get into the moved file: they were written, and yet nobody was promised them.
      await rename(`${file}.moved`, file);
      expect(await verifyJournal(directory)).toMatchObject({ ok: true, records: seq + 1 });
    }));

  test("and other files in the directory are nobody's concern", () =>
    inPlace(async (directory) => {
      const { journal } = await openFileJournal({ directory });
      await journal.append([draft()]);
      await writeFile(join(directory, "notes.txt"), "hello");
      await mkdir(join(directory, "folder"));
      await journal.append([draft()]);
      await journal.close();
      expect(await verifyJournal(directory)).toMatchObject({ ok: true, records: 2 });
    }));
});
