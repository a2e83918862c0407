import { createHash } from "node:crypto";
import type { JournalRecord, RecordKind } from "@femtoclaw/core";
import type { JsonObject } from "@femtoclaw/protocol";
import { describe, expect, it } from "vitest";
import { beginJournalFold, concludeJournal, foldJournal } from "../src/journal-status.ts";

const sha256 = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");
const run = "run_01k0000000000000000000000a";

const statusOf = (drafts: readonly (readonly [kind: RecordKind, execution: string | null, body: JsonObject])[], hasWriter: boolean) => {
  const fold = beginJournalFold();
  drafts.forEach(([kind, execution, body], index) => {
    const record: JournalRecord = { seq: index + 1, prev: "", time: index, run: kind.startsWith("runtime") || kind === "execution.settled" ? null : run, execution, kind, body };
    foldJournal(fold, record, sha256);
  });
  return concludeJournal(fold, hasWriter);
};

const begun = [
  ["runtime.started", null, {}],
  ["run.started", null, {}],
  ["input.received", null, { content: "x" }],
  ["decision", `${run}.1`, { verdict: "AUTHORIZED", call: { capability: "shell", args: {} } }],
] as const;

describe("an execution without an outcome", () => {
  it("is running while somebody writes the journal", () => {
    const status = statusOf(begun, true);
    expect(status.running.map((it) => it.execution)).toEqual([`${run}.1`]);
    expect(status.inDoubt).toEqual([]);
    expect(status.runs[0]?.state).toBe("running");
  });

  it("is in doubt as soon as nobody does", () => {
    const status = statusOf(begun, false);
    expect(status.running).toEqual([]);
    expect(status.inDoubt).toMatchObject([{ execution: `${run}.1`, capability: "shell", seq: 4, recordedSeq: null }]);
    expect(status.runs[0]?.state).toBe("in-doubt");
  });

  it("stays in doubt once a later runtime has recorded it, and is not counted twice", () => {
    const status = statusOf([...begun, ["runtime.recovered", null, {}], ["execution.in-doubt", `${run}.1`, { why: "x" }], ["runtime.started", null, {}]], false);
    expect(status.inDoubt).toMatchObject([{ execution: `${run}.1`, capability: "shell", recordedSeq: 6 }]);
  });

  it("is in doubt no more once that is settled, and the run keeps how", () => {
    const doubt = [...begun, ["execution.in-doubt", `${run}.1`, { why: "x" }]] as const;
    const status = statusOf([...doubt, ["execution.settled", `${run}.1`, { who: "ada", why: "looked", found: "done" }]], false);
    expect([status.running, status.inDoubt]).toEqual([[], []]);
    expect(status.runs).toMatchObject([{ state: "settled", doubts: [{ execution: `${run}.1`, settled: { found: "done", who: "ada", why: "looked" } }] }]);
    const other = statusOf([...doubt, ["execution.settled", `${run}.2`, { who: "ada", why: "looked", found: "done" }]], false);
    expect(other.inDoubt).toHaveLength(1);
    const unreadable = statusOf([...doubt, ["execution.settled", `${run}.1`, { found: "perhaps" }]], false);
    expect(unreadable.inDoubt).toHaveLength(1);
  });

  it("is neither once its outcome is recorded", () => {
    const status = statusOf([...begun, ["outcome", `${run}.1`, { outcome: "ok" }]], false);
    expect([status.running, status.inDoubt]).toEqual([[], []]);
  });
});
