import { execFileSync } from "node:child_process";
import { closeSync, constants, openSync } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { openFileJournal, verifyJournal } from "@femtoclaw/memory/host";
import { startDiskWorker } from "../../src/host/disk-worker.ts";
import { draft } from "../drafts.ts";
import { inPlace, readAll } from "./journal-place.ts";

const until = async (isSo: () => boolean): Promise<void> => {
  for (let turn = 0; !isSo(); turn += 1) {
    if (turn === 1_000) throw new Error("it did not come to be so in 10 seconds");
    await after(10);
  }
};

/** As many opens of a pipe as nobody writes to hold every thread of the pool, until somebody does. */
const holdThePool = (pipe: string): { readonly free: () => Promise<void> } => {
  execFileSync("mkfifo", [pipe]);
  const held = Array.from({ length: 128 }, () => open(pipe, "r"));
  return {
    free: async () => {
      const writer = openSync(pipe, constants.O_RDWR);
      for (const handle of held) await (await handle).close();
      closeSync(writer);
    },
  };
};

describe("a journal that goes on writing", () => {
  test("commits on a thread of its own, also when every thread of the pool waits for something else (FC-MEM-0001.R25)", () =>
    inPlace(async (directory) => {
      const { journal } = await openFileJournal({ directory });
      // Until well after the thread was started.
      for (let n = 0; n < 64; n += 1) await journal.append([draft({ n })]);
      await after(1_000);
      const pool = holdThePool(join(dirname(directory), "pipe"));
      try {
        const appended = journal.append([draft({ last: true })]);
        expect(await Promise.race([appended.then(({ records }) => records.at(-1)?.seq), after(20_000, "the pool held it up")])).toBe(65);
      } finally {
        await pool.free();
      }
      await journal.close();
      expect(await verifyJournal(directory)).toMatchObject({ ok: true, records: 65 });
    }));

  test("writes there also what is longer than the memory that the two threads share", () =>
    inPlace(async (directory) => {
      const { journal } = await openFileJournal({ directory, segmentBytes: 4_096 });
      for (let n = 0; n < 64; n += 1) await journal.append([draft({ n })]);
      await after(1_000);
      const long = Array.from({ length: 9_500 }, (_, n) => String(n).padStart(1_000, "-")).join("");
      await journal.append([draft({ long })]);
      await journal.append([draft({ last: true })]);
      const records = await readAll(journal.read(65));
      expect(records.map(({ body }) => body)).toEqual([{ long }, { last: true }]);
      await journal.close();
      expect(await verifyJournal(directory)).toMatchObject({ ok: true, records: 66 });
    }));
});

describe("startDiskWorker()", () => {
  test("writes bytes and zeros where it is told, and tells what the system said where it cannot", () =>
    inPlace(async (directory) => {
      const file = `${directory}.file`;
      const worker = startDiskWorker();
      await until(worker.isReady);
      const handle = await open(file, "w");
      expect(await worker.write(handle.fd, Buffer.from("abc"), 2, 3)).toBeNull();
      expect([...(await readFile(file))]).toEqual([0, 0, 97, 98, 99, 0, 0, 0]);
      await handle.close();
      const reader = await open(file, "r");
      expect(await worker.write(reader.fd, Buffer.from("abc"), 0, 0)).toEqual({ operation: "write", code: "EBADF" });
      await reader.close();
      await worker.close();
    }));

  test("is not ready once it was closed, and writes nothing more", async () => {
    const worker = startDiskWorker();
    await worker.close();
    expect(worker.isReady()).toBe(false);
    expect(await worker.write(1, Buffer.from("abc"), 0, 0)).toEqual({ operation: "write", code: "the disk's thread has ended (it was closed)" });
  });
});
