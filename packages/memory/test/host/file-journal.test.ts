import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { journalSuite } from "@femtoclaw/memory";
import { openFileJournal, sha256, verifyJournal, type CommitMeasure } from "@femtoclaw/memory/host";
import { draft } from "../drafts.ts";
import { startChild } from "./child-process.ts";
import { codeOf, faultOf, inPlace, readAll, segmentFiles, writeJournal } from "./journal-place.ts";

describe("the file journal", () => {
  journalSuite({
    test: (name, run) => void test(name, run),
    createJournal: async () => {
      const directory = await mkdtemp(join(tmpdir(), "femtoclaw-journal-"));
      return {
        open: async () => (await openFileJournal({ directory, segmentBytes: 65_536 })).journal,
        dispose: () => rm(directory, { recursive: true, force: true }),
      };
    },
    supports: { reopen: true, oneWriter: true },
    sha256,
  });
});

describe("group commit", () => {
  test("makes 1,000 concurrent appends durable with a handful of flushes", () =>
    inPlace(async (directory) => {
      const commits: CommitMeasure[] = [];
      const { journal } = await openFileJournal({ directory, onCommit: (it) => void commits.push(it) });
      const receipts = await Promise.all(Array.from({ length: 1_000 }, (_, n) => journal.append([draft({ n })])));
      expect(receipts.map(({ records }) => records[0]?.seq)).toEqual(Array.from({ length: 1_000 }, (_, n) => n + 1));
      expect(commits.reduce((sum, { records }) => sum + records, 0)).toBe(1_000);
      expect(commits.length).toBeLessThan(20);
      await journal.close();
      expect(await verifyJournal(directory)).toMatchObject({ ok: true, records: 1_000, torn: null });
    }));

  test("gathers what comes while a flush is under way into the next", () =>
    inPlace(async (directory) => {
      const sizes: number[] = [];
      const { journal } = await openFileJournal({ directory, onCommit: ({ records }) => void sizes.push(records) });
      const appends: Promise<unknown>[] = [];
      for (let n = 0; n < 200; n += 1) {
        appends.push(journal.append([draft({ n })]));
        if (n % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
      await Promise.all(appends);
      await journal.close();
      expect(Math.max(...sizes)).toBeGreaterThan(1);
      expect(sizes.reduce((sum, it) => sum + it, 0)).toBe(200);
    }));

  test("refuses more than may wait, loses nothing that was taken, and recovers its breath", () =>
    inPlace(async (directory) => {
      const { journal } = await openFileJournal({ directory, maxWaiting: 10 });
      const results = await Promise.allSettled(Array.from({ length: 30 }, (_, n) => journal.append([draft({ n })])));
      expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
      expect(await codeOf(Promise.reject(results.flatMap((it) => (it.status === "rejected" ? [it.reason] : []))[0]))).toBe("FC_JOURNAL_OVERLOADED");
      await journal.append([draft({ later: true })]);
      expect((await readAll(journal.read())).map(({ body }) => body["n"] ?? "later")).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, "later"]);
      await journal.close();
    }));

  test("refuses a record beyond the bound, and goes on without a gap", () =>
    inPlace(async (directory) => {
      const { journal } = await openFileJournal({ directory, maxFrameBytes: 1_000 });
      expect(await codeOf(journal.append([draft({ long: "x".repeat(1_000) })]))).toBe("FC_JOURNAL_RECORD_TOO_LONG");
      expect((await journal.append([draft()])).records[0]?.seq).toBe(1);
      await journal.close();
    }));
});

describe("segments", () => {
  test("follow one another when they are full, and are read and verified as one journal", () =>
    inPlace(async (directory) => {
      const batches = Array.from({ length: 60 }, (_, n) => [draft({ n, padding: "x".repeat(300) })]);
      await writeJournal(directory, batches, { segmentBytes: 4_096, preallocateBytes: 1_024 });
      expect((await segmentFiles(directory)).length).toBeGreaterThan(5);
      for (const file of await segmentFiles(directory)) expect((await stat(file)).size).toBeLessThanOrEqual(4_096);
      expect(await verifyJournal(directory)).toMatchObject({ ok: true, records: 60, torn: null });
      const { journal, recovery } = await openFileJournal({ directory, segmentBytes: 4_096 });
      expect(recovery).toMatchObject({ lastSeq: 60, tornBytes: 0, tornAt: null });
      expect((await readAll(journal.read(50))).map(({ seq }) => seq)).toEqual([50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60]);
      await journal.close();
    }));

  test("take a batch that is larger than a segment, in one of its own (FC-STORAGE-0001.R3)", () =>
    inPlace(async (directory) => {
      const large = Array.from({ length: 3 }, (_, n) => draft({ n, padding: "x".repeat(3_000) }));
      await writeJournal(directory, [[draft()], large, [draft()]], { segmentBytes: 4_096 });
      expect(await verifyJournal(directory)).toMatchObject({ ok: true, records: 5 });
    }));

  test("and their directory can be read by their owner alone (FC-STORAGE-0001.R8)", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, [[draft()]]);
      const mode = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);
      expect([await mode(directory), await mode(join(directory, "index"))]).toEqual(["700", "700"]);
      for (const file of await segmentFiles(directory)) expect(await mode(file)).toBe("600");
    }));
});

describe("one writer", () => {
  test("is all a journal takes: a second process is refused with the name of the first, and changes nothing", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, [[draft()]]);
      const [file = ""] = await segmentFiles(directory);
      const before = await readFile(file);
      const child = startChild(["hold", directory]);
      try {
        await child.saying("open");
        const refusal = await faultOf(openFileJournal({ directory }));
        expect(refusal).toContain("FC_JOURNAL_LOCKED");
        expect(refusal).toContain(`process ${child.process.pid} `);
        expect((await readFile(file)).equals(before)).toBe(true);
      } finally {
        child.process.kill("SIGKILL");
        await child.ended;
      }
      // Killed, not closed: owner.json still names it, and yet nobody has to clean up.
      const { journal, recovery } = await openFileJournal({ directory });
      expect(recovery.lastSeq).toBe(1);
      await journal.close();
    }));

  test("is enforced inside one process as well, and ends with close()", () =>
    inPlace(async (directory) => {
      const { journal } = await openFileJournal({ directory });
      expect(await codeOf(openFileJournal({ directory }))).toBe("FC_JOURNAL_LOCKED");
      await journal.close();
      await journal.close();
      await writeJournal(directory, [[draft()]]);
    }));
});

describe("a place that cannot hold a journal", () => {
  test("because it is a file is FC_JOURNAL_OPEN_FAILED", () =>
    inPlace(async (directory) => {
      await writeFile(directory, "not a directory");
      expect(await codeOf(openFileJournal({ directory }))).toBe("FC_JOURNAL_OPEN_FAILED");
      expect(await codeOf(openFileJournal({ directory: join(directory, "below") }))).toBe("FC_JOURNAL_OPEN_FAILED");
    }));

  test("because nobody may create anything there fails at once", async () => {
    expect(await codeOf(openFileJournal({ directory: "/proc/self/journal" }))).toBe("FC_JOURNAL_OPEN_FAILED");
  });

  test("is no place to leave anything in", () =>
    inPlace(async (directory) => {
      await writeFile(directory, "not a directory");
      await codeOf(openFileJournal({ directory }));
      expect(await readFile(directory, "utf8")).toBe("not a directory");
      expect(await segmentFiles(dirname(directory))).toEqual([]);
    }));
});
