import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Level } from "level";
import { describe, expect, test } from "vitest";
import { journalSuite } from "@femtoclaw/memory";
import { openLevelJournal, sha256 } from "@femtoclaw/memory/host";
import { draft } from "../drafts.ts";
import { codeOf, inPlace, readAll } from "./journal-place.ts";

describe("the journal in level", () => {
  journalSuite({
    test: (name, run) => void test(name, run),
    createJournal: async () => {
      const directory = await mkdtemp(join(tmpdir(), "femtoclaw-journal-"));
      return { open: () => openLevelJournal({ directory }), dispose: () => rm(directory, { recursive: true, force: true }) };
    },
    supports: { reopen: true, oneWriter: true },
    sha256,
  });

  const written = async (directory: string, records: number): Promise<void> => {
    const journal = await openLevelJournal({ directory });
    await journal.append(Array.from({ length: records }, (_, n) => draft({ n })));
    await journal.close();
  };

  const changed = async (directory: string, change: (store: Level<string, string>) => Promise<void>): Promise<void> => {
    const store = new Level<string, string>(join(directory, "records"));
    await change(store);
    await store.close();
  };
  const key = (seq: number): string => seq.toString(16).padStart(16, "0");

  test.each<[string, (store: Level<string, string>) => Promise<void>]>([
    ["that was taken out", (store) => store.del(key(3))],
    ["in which something was changed", async (store) => store.put(key(3), (await store.get(key(3)))?.replace('"n":2', '"n":7') ?? "")],
    ["that stands where another belongs", async (store) => store.put(key(3), (await store.get(key(2))) ?? "")],
    ["that is none", (store) => store.put(key(3), "{}")],
  ])("does not read a record %s, nor one behind it (FC-MEM-0001.R9)", (_what, change) =>
    inPlace(async (directory) => {
      await written(directory, 5);
      await changed(directory, change);
      const journal = await openLevelJournal({ directory });
      const read: number[] = [];
      const code = await codeOf(
        (async () => {
          for await (const { seq } of journal.read()) read.push(seq);
        })(),
      );
      expect(code).toBe("FC_JOURNAL_DAMAGED");
      // That a record was changed is seen in the link of the next.
      expect(read.length).toBeLessThanOrEqual(3);
      expect(read).toEqual([1, 2, 3].slice(0, read.length));
      await journal.close();
    }),
  );

  test.each<[string, (store: Level<string, string>) => Promise<void>]>([
    ["its last record is none", (store) => store.put(key(5), "{}")],
    ["a key names no record", (store) => store.put("zzz", "{}")],
    ["the record before the first that is asked for is gone", (store) => store.del(key(3))],
  ])("is refused, or what is asked of it, where %s (FC-STORAGE-0001.R10)", (_what, change) =>
    inPlace(async (directory) => {
      await written(directory, 5);
      await changed(directory, change);
      const readFrom4 = async (): Promise<void> => {
        const journal = await openLevelJournal({ directory });
        try {
          await readAll(journal.read(4));
        } finally {
          await journal.close();
        }
      };
      expect(await codeOf(readFrom4())).toBe("FC_JOURNAL_DAMAGED");
    }),
  );

  test("holds each record under its number, and nothing else (FC-STORAGE-0001.R10)", () =>
    inPlace(async (directory) => {
      await written(directory, 300);
      const found: (readonly [string, number])[] = [];
      await changed(directory, async (store) => {
        for await (const [name, text] of store.iterator()) {
          const { seq }: { seq: number } = JSON.parse(text);
          found.push([name, seq]);
        }
      });
      expect(found).toEqual(Array.from({ length: 300 }, (_, n) => [key(n + 1), n + 1]));
    }));

  test("is opened at a record in which somebody says how one links, and read from behind it (FC-MEM-0001.R10)", () =>
    inPlace(async (directory) => {
      await written(directory, 1);
      const said = { prev: "0".repeat(64), run: "made up" };
      const journal = await openLevelJournal({ directory });
      await journal.append([draft({ said })]);
      await journal.close();
      const again = await openLevelJournal({ directory });
      await again.append([draft({ said })]);
      expect((await readAll(again.read(3))).map(({ seq }) => seq)).toEqual([3]);
      await again.close();
    }));

  test("never begins anew over records that it cannot read", () =>
    inPlace(async (directory) => {
      await written(directory, 5);
      await writeFile(join(directory, "records", "CURRENT"), "nothing\n");
      expect(await codeOf(openLevelJournal({ directory }))).toBe("FC_JOURNAL_DAMAGED");
      expect(await codeOf(openLevelJournal({ directory }))).toBe("FC_JOURNAL_DAMAGED");
    }));

  test("refuses more than may wait, and a record that is too long, and loses nothing that was taken (FC-MEM-0001.R10)", () =>
    inPlace(async (directory) => {
      const journal = await openLevelJournal({ directory, maxWaiting: 10, maxRecordBytes: 1_000 });
      const results = await Promise.allSettled(Array.from({ length: 30 }, (_, n) => journal.append([draft({ n })])));
      expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
      expect(await codeOf(journal.append([draft({ text: "x".repeat(1_000) })]))).toBe("FC_JOURNAL_RECORD_TOO_LONG");
      await journal.append([draft({ later: true })]);
      expect((await readAll(journal.read())).map(({ seq }) => seq)).toEqual(Array.from({ length: 11 }, (_, n) => n + 1));
      await journal.close();
    }));
});
