import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { openFileJournal, verifyJournal } from "@femtoclaw/memory/host";
import { failing, startChild } from "./child-process.ts";
import { inPlace, readAll } from "./journal-place.ts";

describe("a disk that fails", () => {
  test.each([
    ["a flush with EIO", "fdatasync:error=EIO:when=3", "FC_JOURNAL_SYNC_FAILED"],
    ["a flush with ENOSPC", "fdatasync:error=ENOSPC:when=2", "FC_JOURNAL_FULL"],
    ["a write with ENOSPC", "pwrite64:error=ENOSPC:when=3", "FC_JOURNAL_FULL"],
    ["a write with EIO", "pwrite64:error=EIO:when=4", "FC_JOURNAL_WRITE_FAILED"],
    ["every flush from the first on", "fdatasync:error=EIO:when=1+", "FC_JOURNAL_SYNC_FAILED"],
    ["a flush with EIO on the thread that a busy journal gets", "fdatasync:error=EIO:when=400", "FC_JOURNAL_SYNC_FAILED"],
    ["a write with ENOSPC on the thread that a busy journal gets", "pwrite64:error=ENOSPC:when=400", "FC_JOURNAL_FULL"],
  ])("%s: everything waiting and everything later is rejected, nothing is tried again, nothing acknowledged is lost (FC-MEM-0001.R6)", (name, inject, code) =>
    inPlace(async (directory) => {
      const log = join(dirname(directory), "strace.log");
      const child = startChild(["until-fault", directory, "1000"], failing(inject, join(directory, "0000000000000001.segment"), log));
      const said = await child.saying("pending");
      await child.ended;
      expect(said).toMatchObject({ pending: [code, code], later: code });
      const { acknowledged } = said;
      if (typeof acknowledged !== "number") throw new Error("the child did not count");
      expect(said["head"]).toBe(acknowledged);

      const calls = (await readFile(log, "utf8")).split("\n").filter((line) => /(fdatasync|pwrite64)\(/.test(line));
      const failed = calls.findIndex((line) => line.includes("(INJECTED)"));
      expect(failed).toBeGreaterThanOrEqual(0);
      expect(calls.slice(failed + 1)).toEqual([]);
      // The child's pool has one thread.
      const threadOf = (line: string | undefined): string | undefined => line?.split(" ")[0];
      expect(threadOf(calls[failed]) !== threadOf(calls[0])).toBe(name.includes("on the thread"));

      const { journal, recovery } = await openFileJournal({ directory });
      expect(recovery.lastSeq).toBeGreaterThanOrEqual(acknowledged);
      expect((await readAll(journal.read())).length).toBe(recovery.lastSeq);
      await journal.close();
      expect(await verifyJournal(directory)).toMatchObject({ ok: true });
    }));

  test("because it is mounted read-only is FC_JOURNAL_READ_ONLY", () =>
    inPlace(async (directory) => {
      await mkdir(directory);
      const index = join(directory, "index");
      const child = startChild(["until-fault", directory], failing("mkdir:error=EROFS", index, join(dirname(directory), "strace.log")));
      expect(await child.saying("failed")).toMatchObject({ failed: "FC_JOURNAL_READ_ONLY", fault: { found: "EROFS" } });
      await child.ended;
    }));
});
