import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JournalRecord, RecordDraft } from "@femtoclaw/core";
import { openFileJournal, readJournal, verifyJournal } from "@femtoclaw/memory/host";
import { settleExecution, type SettlementParts } from "@femtoclaw/runtime";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "femtoclaw-settle-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const run = "run_01k0000000000000000000000a";
const of = (kind: RecordDraft["kind"], body: RecordDraft["body"], number: number | null = null): RecordDraft => ({
  time: 1_000, run, execution: number === null ? null : `${run}.${number}`, kind, body,
});
const decided = (number: number, verdict = "AUTHORIZED"): RecordDraft => of("decision", { verdict, call: { capability: "shell", args: {} } }, number);

const write = async (...drafts: readonly RecordDraft[]): Promise<void> => {
  const { journal } = await openFileJournal({ directory });
  await journal.append(drafts);
  await journal.close();
};
const collect = async (): Promise<readonly JournalRecord[]> => {
  const records: JournalRecord[] = [];
  for await (const { record } of readJournal(directory)) records.push(record);
  return records;
};
const settle = (change: Partial<SettlementParts> = {}): Promise<JournalRecord> =>
  settleExecution({ journal: () => openFileJournal({ directory }), execution: `${run}.1`, found: "not-done", who: "ada", why: "looked", clock: { ...clock }, ...change });
const clock = { nowMs: () => 5_000, after: () => () => {} };

describe("settleExecution()", () => {
  it("records what the crash left in doubt, and then who settled it, why and how (FC-CORE-0001.R19)", async () => {
    await write(of("input.received", { content: "x" }), decided(1), decided(2));
    const record = await settle();
    expect(record).toMatchObject({ time: 5_000, run: null, execution: `${run}.1`, kind: "execution.settled", body: { who: "ada", why: "looked", found: "not-done" } });
    const records = await collect();
    expect(records.slice(3).map(({ kind, execution }) => [kind, execution])).toEqual([
      ["runtime.recovered", null], ["execution.in-doubt", `${run}.1`], ["execution.in-doubt", `${run}.2`], ["execution.settled", `${run}.1`],
    ]);
    expect(records.at(-1)).toEqual(record);
    expect((await verifyJournal(directory)).ok).toBe(true);
  });

  it("refuses a second time, an outcome, a denial and an unknown execution, and records none of it", async () => {
    await write(decided(1), of("execution.in-doubt", { why: "x" }, 1), decided(2), of("outcome", { outcome: "ok" }, 2), decided(3, "DENIED_POLICY_VIOLATION"));
    await settle({ found: "done" });
    const before = await collect();
    for (const [execution, found] of [
      [`${run}.1`, "one that record 6 settled: done"],
      [`${run}.2`, "one that never began, or whose outcome is recorded"],
      [`${run}.3`, "one that never began, or whose outcome is recorded"],
      [`${run}.9`, "one that the journal does not know"],
      ["run_01k0000000000000000000000b.1", "one that the journal does not know"],
    ] as const) {
      await expect(settle({ execution })).rejects.toMatchObject({ code: "FC_EXECUTION_NOT_IN_DOUBT", fault: { found } });
    }
    expect(await collect()).toEqual(before);
  });

  it("opens no journal for what could never be recorded", async () => {
    const journal = () => Promise.reject(new Error("opened"));
    await expect(settle({ journal, execution: run })).rejects.toMatchObject({ code: "FC_PROTO_EXECUTION_ID" });
    for (const why of ["", "  ", "x".repeat(1_001), "\udc00"]) await expect(settle({ journal, why }), why).rejects.toMatchObject({ code: "FC_USAGE" });
    await expect(settle({ journal, who: "" })).rejects.toMatchObject({ code: "FC_USAGE" });
  });

  it("is refused while somebody writes the journal, and lets go of it whatever happens", async () => {
    await write(decided(1));
    const { journal } = await openFileJournal({ directory });
    await expect(settle()).rejects.toMatchObject({ code: "FC_JOURNAL_LOCKED" });
    await journal.close();
    await expect(settle({ execution: `${run}.9` })).rejects.toMatchObject({ code: "FC_EXECUTION_NOT_IN_DOUBT" });
    await settle();
  });
});
