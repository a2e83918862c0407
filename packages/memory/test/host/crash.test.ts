import { describe, expect, test } from "vitest";
import { openFileJournal, verifyJournal } from "@femtoclaw/memory/host";
import { startChild } from "./child-process.ts";
import { inPlace } from "./journal-place.ts";

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Kills a writer after `afterMs` of writing; returns the highest seq that it had been promised. */
const crash = async (directory: string, waiters: number, afterMs: number): Promise<number> => {
  const child = startChild(["flood", directory, String(waiters)]);
  await child.saying("acknowledged");
  await pause(afterMs);
  child.process.kill("SIGKILL");
  await child.ended;
  return Math.max(...child.said.map(({ acknowledged }) => (typeof acknowledged === "number" ? acknowledged : 0)));
};

describe("SIGKILL", () => {
  // Five journals, each killed five times over, so that recovery also meets what recovery left behind.
  test.each([1, 2, 7, 30, 100])("at any moment loses no acknowledged record of %i waiting appends", (waiters) =>
    inPlace(async (directory) => {
      let before = 0;
      for (let round = 0; round < 5; round += 1) {
        const promised = await crash(directory, waiters, Math.random() * 60);
        expect(promised).toBeGreaterThan(before);
        const { journal, recovery } = await openFileJournal({ directory, segmentBytes: 32_768 });
        await journal.close();
        expect(recovery.lastSeq).toBeGreaterThanOrEqual(promised);
        const verified = await verifyJournal(directory);
        expect(verified).toMatchObject({ ok: true, records: recovery.lastSeq, torn: null });
        before = recovery.lastSeq;
      }
    }));
});
