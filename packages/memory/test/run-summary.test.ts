import { describe, expect, test } from "vitest";
import type { RecordDraft } from "@femtoclaw/core";
import { foldRuns, foldUnfinished, settleRun, type RunsFold, type RunSummary, type UnfinishedExecutions } from "@femtoclaw/memory";
import { sha256 } from "@femtoclaw/memory/host";
import { draft, recordsOf } from "./drafts.ts";

const of = (kind: RecordDraft["kind"], body: RecordDraft["body"] = {}, execution: string | null = null): RecordDraft => draft(body, { kind, execution });
const authorized = (execution: string, further = false): RecordDraft =>
  of("decision", { verdict: "AUTHORIZED", further, call: { capability: "shell", args: {} }, grant: { capability: "shell" } }, execution);

const summarise = (drafts: readonly RecordDraft[]): RunSummary => {
  const fold: RunsFold = { runs: new Map(), runtimeStartedSeq: 0 };
  let unfinished: UnfinishedExecutions = new Map();
  for (const record of recordsOf(drafts)) {
    foldRuns(fold, record, sha256);
    unfinished = foldUnfinished(unfinished, record);
  }
  const summary = fold.runs.get("r1");
  if (summary === undefined) throw new Error("no summary");
  return settleRun(summary, fold.runtimeStartedSeq, unfinished.size > 0);
};

const unfinishedIn = (drafts: readonly RecordDraft[]): readonly string[] => {
  let unfinished: UnfinishedExecutions = new Map();
  for (const record of recordsOf(drafts)) unfinished = foldUnfinished(unfinished, record);
  return [...unfinished.keys()];
};

const opened = [of("run.started"), of("input.received", { content: "What failed?" })];
const answered = of("input.answered", { content: "Nothing." });

describe("a run's summary", () => {
  test("counts decisions, rejections and outcomes, and knows input and answer", () => {
    const summary = summarise([
      ...opened,
      of("protocol.rejected"),
      of("decision", { verdict: "DENIED_POLICY_VIOLATION" }, "r1/1"),
      authorized("r1/2"),
      of("outcome", { outcome: "ok" }, "r1/2"),
      answered,
    ]);
    expect(summary).toEqual({
      run: "r1",
      startedMs: 1_700_000_000_000,
      lastMs: 1_700_000_000_000,
      input: "What failed?",
      counts: { authorized: 1, denied: 1, rejected: 1, outcomes: 1, inDoubt: 0 },
      state: "completed",
      answer: { digest: `sha256:${sha256("Nothing.")}`, beginning: "Nothing." },
      firstSeq: 1,
      lastSeq: 7,
    });
  });

  test.each<[string, readonly RecordDraft[], string]>([
    ["running while an input waits for its answer", opened, "running"],
    ["running again after a further input", [...opened, answered, of("input.received", { content: "And now?" })], "running"],
    ["completed after its answer, also once closed", [...opened, answered, of("run.closed", { cause: "completed" })], "completed"],
    ["failed when the input failed", [...opened, of("input.failed", { fault: { code: "FC_RUN_DEADLINE" } })], "failed"],
    ["stopped when it was interrupted", [...opened, of("input.failed", { fault: { code: "FC_RUN_INTERRUPTED" } })], "stopped"],
    ["stopped when it was closed by a stop", [...opened, of("stop.requested"), of("run.closed", { cause: "stopped" })], "stopped"],
    ["in doubt when an effect is", [...opened, authorized("r1/1"), of("execution.in-doubt", {}, "r1/1")], "in-doubt"],
    ["stopped when a later runtime found it open", [...opened, draft({}, { kind: "runtime.started", run: null })], "stopped"],
    ["in doubt when a later runtime found it open inside an effect", [...opened, authorized("r1/1"), draft({}, { kind: "runtime.started", run: null })], "in-doubt"],
  ])("is %s", (_, drafts, state) => {
    expect(summarise(drafts).state).toBe(state);
  });

  test("shows at most 200 characters of the input, and never half of one", () => {
    expect(summarise([of("input.received", { content: `${"x".repeat(199)}🦀` })]).input).toBe("x".repeat(199));
    expect(summarise([of("input.received", { content: `${"x".repeat(198)}🦀y` })]).input).toBe(`${"x".repeat(198)}🦀`);
  });
});

describe("an execution is unfinished", () => {
  test("from its first authorising decision until its outcome", () => {
    expect(unfinishedIn([authorized("r1/1")])).toEqual(["r1/1"]);
    expect(unfinishedIn([authorized("r1/1"), of("outcome", {}, "r1/1")])).toEqual([]);
    expect(unfinishedIn([authorized("r1/1"), of("execution.in-doubt", {}, "r1/1")])).toEqual([]);
  });

  test("through further decisions of the same execution, whatever they say", () => {
    const further = of("decision", { verdict: "DENIED_POLICY_VIOLATION", further: true }, "r1/1");
    expect(unfinishedIn([authorized("r1/1"), authorized("r1/1", true), further])).toEqual(["r1/1"]);
    expect(unfinishedIn([authorized("r1/1"), authorized("r1/1", true), of("outcome", {}, "r1/1")])).toEqual([]);
  });

  test("never after a denial, and independently of others", () => {
    expect(unfinishedIn([of("decision", { verdict: "DENIED_ARGUMENT_INVALID" }, "r1/1")])).toEqual([]);
    expect(unfinishedIn([authorized("r1/1"), authorized("r2/1"), of("outcome", {}, "r1/1")])).toEqual(["r2/1"]);
  });
});
