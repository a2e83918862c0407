import { describe, expect, test } from "vitest";
import type { RecordDraft } from "@femtoclaw/core";
import { concludeRun, createUnfinishedFold, foldRuns, type RunsFold, type RunSummary } from "@femtoclaw/memory";
import { sha256 } from "@femtoclaw/memory/host";
import { draft, recordsOf } from "./drafts.ts";

const of = (kind: RecordDraft["kind"], body: RecordDraft["body"] = {}, execution: string | null = null): RecordDraft => draft(body, { kind, execution });
const authorized = (execution: string, further = false): RecordDraft =>
  of("decision", { verdict: "AUTHORIZED", further, call: { capability: "shell", args: {} }, grant: { capability: "shell" } }, execution);

const summarise = (drafts: readonly RecordDraft[], run = "r1"): RunSummary => {
  const fold: RunsFold = { runs: new Map(), runtimeStartedSeq: 0 };
  const unfinished = createUnfinishedFold();
  for (const record of recordsOf(drafts)) {
    foldRuns(fold, record, sha256);
    unfinished.add(record);
  }
  const summary = fold.runs.get(run);
  if (summary === undefined) throw new Error("no summary");
  return concludeRun(summary, fold.runtimeStartedSeq, unfinished.size > 0);
};

const unfinishedIn = (drafts: readonly RecordDraft[]): readonly string[] => {
  const unfinished = createUnfinishedFold();
  for (const record of recordsOf(drafts)) unfinished.add(record);
  return unfinished.list().map((it) => it.execution);
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
      doubts: [],
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

describe("a settlement (FC-CORE-0001.R19)", () => {
  const run = "run_01k0000000000000000000000a";
  const doubted = (number: number): readonly RecordDraft[] =>
    [authorized(`${run}.${number}`), of("execution.in-doubt", {}, `${run}.${number}`)].map((it) => ({ ...it, run }));
  const settled = (number: number, found = "not-done", named = run): RecordDraft =>
    draft({ who: "ada", why: "looked", found }, { run: null, kind: "execution.settled", execution: `${named}.${number}` });
  const begun = opened.map((it) => ({ ...it, run }));
  const inRun = (drafts: readonly RecordDraft[]) => summarise([...begun, ...drafts], run);

  test("is kept with what was in doubt, and ends the run's doubt", () => {
    const summary = inRun([...doubted(1), settled(1)]);
    expect(summary).toMatchObject({ state: "settled", counts: { inDoubt: 1 }, lastSeq: 4 });
    expect(summary.doubts).toEqual([
      { execution: `${run}.1`, seq: 4, settled: { found: "not-done", who: "ada", why: "looked", seq: 5, time: 1_700_000_000_000 } },
    ]);
  });

  test("leaves a run in doubt while another of its executions is", () => {
    expect(inRun([...doubted(1), ...doubted(2), settled(1)]).state).toBe("in-doubt");
    expect(inRun([...doubted(1), ...doubted(2), settled(1), settled(2, "done")]).state).toBe("settled");
  });

  test("does not change how a run ended that went on", () => {
    expect(inRun([...doubted(1), { ...answered, run }, settled(1)])).toMatchObject({ state: "completed", doubts: [{ settled: { found: "not-done" } }] });
  });

  test("counts once, and only of what is in doubt", () => {
    expect(inRun([...doubted(1), settled(1, "done"), settled(1, "not-done")]).doubts).toMatchObject([{ settled: { found: "done" } }]);
    for (const nothing of [settled(2), settled(1, "perhaps"), settled(1, "done", "run_01k0000000000000000000000b")]) {
      expect(inRun([...doubted(1), nothing])).toMatchObject({ state: "in-doubt", doubts: [{ settled: null }] });
    }
    expect(inRun([{ ...authorized(`${run}.1`), run }, settled(1)])).toMatchObject({ state: "running", doubts: [] });
    expect(unfinishedIn([{ ...authorized(`${run}.1`), run }, settled(1)])).toEqual([`${run}.1`]);
  });

  test("begins no run", () => {
    const fold: RunsFold = { runs: new Map(), runtimeStartedSeq: 0 };
    for (const record of recordsOf([settled(1), draft({}, { run: null, kind: "execution.settled", execution: "nonsense" })])) foldRuns(fold, record, sha256);
    expect(fold.runs.size).toBe(0);
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
