import { describe, expect, test } from "vitest";
import { createSigningKey, openFileJournal, readJournalTree, verifyJournal } from "@femtoclaw/memory/host";
import { startChild } from "./child-process.ts";
import { inPlace } from "./journal-place.ts";

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Kills a writer `afterMs` after its first record, or with a key its first checkpoint; returns the highest seq that it had been promised. */
const crash = async (directory: string, waiters: number, afterMs: number, ...key: readonly string[]): Promise<number> => {
  const child = startChild(["flood", directory, String(waiters), ...key]);
  await child.saying(key.length === 0 ? "acknowledged" : "checkpointed");
  await pause(afterMs);
  child.process.kill("SIGKILL");
  await child.ended;
  return child.said.reduce((high, { acknowledged: it }) => (typeof it === "number" ? Math.max(high, it) : high), 0);
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

  test.each([1, 30])("at any moment leaves no checkpoint that the records do not bear out, and a tree that goes on, with %i waiting appends (FC-CRYPTO-0001.R10, FC-MEM-0001.R19)", (waiters) =>
    inPlace(async (directory) => {
      const signer = await createSigningKey(`${directory}.key`, "host.example.com/journal", "journal");
      for (let round = 0; round < 4; round += 1) {
        await crash(directory, waiters, Math.random() * 100, `${directory}.key`);
        const killed = await verifyJournal(directory);
        expect(killed).toMatchObject({ ok: true });
        const { journal, checkpoints, acknowledged } = await openFileJournal({ directory, segmentBytes: 32_768, checkpoints: { signer } });
        expect(acknowledged().checkpointed).toBeGreaterThan(0);
        const now = await checkpoints?.now();
        expect(now?.checkpoint.root).toBe((await readJournalTree(directory)).root);
        await journal.close();
        expect(await verifyJournal(directory)).toMatchObject({ ok: true, records: acknowledged().durable });
      }
    }), 60_000);
});
