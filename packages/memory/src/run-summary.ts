// FC-MEM-0001.R13: what can be said of a run at a glance, as a fold of its records.
//
//   run.started, input.received       running
//   approval.requested                waiting, until it is answered
//   input.answered                    completed
//   input.failed                      failed; stopped, where it was interrupted
//   stop.requested                    stopped
//   execution.in-doubt                in-doubt, until an answer or a failure follows
//   execution.settled                 settled, where the run is in-doubt and nothing else of it is
//   run.closed                        stopped, where it closed because of a stop or before any answer came to a running input
import type { JournalRecord } from "@femtoclaw/core";
import type { JsonValue, Sha256 } from "@femtoclaw/protocol";
import { runOfRecord } from "./run-of-record.ts";

export const runStates = ["running", "waiting", "completed", "failed", "stopped", "in-doubt", "settled"] as const;
export type RunStateWord = (typeof runStates)[number];

export interface RunCounts {
  /** Decisions with the verdict AUTHORIZED, further grants included. */
  readonly authorized: number;
  /** Decisions with any other verdict. */
  readonly denied: number;
  /** Replies of the brain that were not a protocol message. */
  readonly rejected: number;
  readonly outcomes: number;
  /** Also those that are settled by now. */
  readonly inDoubt: number;
}

/** What an operator found when he looked: whether the effect had been done. */
export const settlementWords = ["done", "not-done"] as const;
export type SettlementWord = (typeof settlementWords)[number];

export interface Settlement {
  readonly found: SettlementWord;
  readonly who: string;
  readonly why: string;
  readonly seq: number;
  readonly time: number;
}

/** An execution of which an `execution.in-doubt` is recorded. */
export interface Doubt {
  readonly execution: string;
  readonly seq: number;
  /** Null as long as it is in doubt. */
  readonly settled: Settlement | null;
}

export interface RunSummary {
  readonly run: string;
  readonly startedMs: number;
  readonly lastMs: number;
  /** The beginning of the first input; null before there is one. */
  readonly input: string | null;
  readonly counts: RunCounts;
  /** In the order of their records. */
  readonly doubts: readonly Doubt[];
  readonly state: RunStateWord;
  /** Of the last answer: `sha256:…` of its UTF-8, and its beginning. */
  readonly answer: { readonly digest: string; readonly beginning: string } | null;
  readonly firstSeq: number;
  readonly lastSeq: number;
}

const shownLength = 200;

/** At most 200 UTF-16 units, and never half a character. */
const beginningOf = (text: string): string => {
  const lastUnit = text.charCodeAt(shownLength - 1);
  const splitsPair = text.length > shownLength && lastUnit >= 0xd800 && lastUnit <= 0xdbff;
  return text.slice(0, splitsPair ? shownLength - 1 : shownLength);
};

const textOf = (value: JsonValue | undefined): string => (typeof value === "string" ? value : "");

const isInterruption = (value: JsonValue | undefined): boolean =>
  typeof value === "object" && value !== null && "code" in value && value.code === "FC_RUN_INTERRUPTED";

const begin = (run: string, { seq, time }: JournalRecord): RunSummary => ({
  run,
  startedMs: time,
  lastMs: time,
  input: null,
  counts: { authorized: 0, denied: 0, rejected: 0, outcomes: 0, inDoubt: 0 },
  doubts: [],
  state: "running",
  answer: null,
  firstSeq: seq,
  lastSeq: seq,
});

const count = (it: RunSummary, what: keyof RunCounts): RunSummary => ({
  ...it,
  counts: { ...it.counts, [what]: it.counts[what] + 1 },
});

const readSettlement = ({ body, seq, time }: JournalRecord): Settlement | null => {
  const found = settlementWords.find((it) => it === body["found"]);
  return found === undefined ? null : { found, who: textOf(body["who"]), why: textOf(body["why"]), seq, time };
};

/** Only a doubt can be settled, and only once: whatever else a journal says is no settlement. */
const settleDoubt = (it: RunSummary, record: JournalRecord): RunSummary => {
  const settled = readSettlement(record);
  const isSettledHere = (doubt: Doubt): boolean => doubt.execution === record.execution && doubt.settled === null;
  if (settled === null || !it.doubts.some(isSettledHere)) return it;
  const doubts = it.doubts.map((doubt) => (isSettledHere(doubt) ? { ...doubt, settled } : doubt));
  return { ...it, doubts, state: it.state === "in-doubt" && doubts.every((doubt) => doubt.settled !== null) ? "settled" : it.state };
};

/** The summary with one more record that tells of its run. `summary` is null before the first, which a settlement cannot be. */
export const foldRun = (summary: RunSummary | null, run: string, record: JournalRecord, sha256: Sha256): RunSummary | null => {
  if (record.kind === "execution.settled") return summary === null ? null : settleDoubt(summary, record);
  const { body } = record;
  const it: RunSummary = { ...(summary ?? begin(run, record)), lastMs: record.time, lastSeq: record.seq };
  switch (record.kind) {
    case "input.received":
      return { ...it, state: "running", input: it.input ?? beginningOf(textOf(body["content"])) };
    case "input.answered": {
      const content = textOf(body["content"]);
      return { ...it, state: "completed", answer: { digest: `sha256:${sha256(content)}`, beginning: beginningOf(content) } };
    }
    case "input.failed":
      return { ...it, state: isInterruption(body["fault"]) ? "stopped" : "failed" };
    case "approval.requested":
      return { ...it, state: "waiting" };
    case "approval.answered":
      return { ...it, state: it.state === "waiting" ? "running" : it.state };
    case "stop.requested":
      return { ...it, state: "stopped" };
    case "run.closed":
      return body["cause"] === "stopped" || it.state === "running" || it.state === "waiting" ? { ...it, state: closedState(it, body["cause"]) } : it;
    case "decision":
      return count(it, body["verdict"] === "AUTHORIZED" ? "authorized" : "denied");
    case "protocol.rejected":
      return count(it, "rejected");
    case "outcome":
      return count(it, "outcomes");
    case "execution.in-doubt":
      return { ...count(it, "inDoubt"), doubts: [...it.doubts, { execution: record.execution ?? "", seq: record.seq, settled: null }], state: "in-doubt" };
    default:
      return it;
  }
};

/** A run that never had an input closes as completed: nothing was left undone. */
const closedState = (it: RunSummary, cause: JsonValue | undefined): RunStateWord =>
  cause !== "stopped" && it.input === null ? "completed" : "stopped";

/** Summaries of all runs seen, and where the runtime last started. */
export interface RunsFold {
  readonly runs: Map<string, RunSummary>;
  /** Seq of the last `runtime.started`; 0 before there is one. */
  runtimeStartedSeq: number;
}

/** Adds one record in place: there can be very many runs, and nobody else holds the map. */
export const foldRuns = (fold: RunsFold, record: JournalRecord, sha256: Sha256): void => {
  if (record.kind === "runtime.started") fold.runtimeStartedSeq = record.seq;
  const run = runOfRecord(record);
  if (run === null) return;
  const summary = foldRun(fold.runs.get(run) ?? null, run, record, sha256);
  if (summary !== null) fold.runs.set(run, summary);
};

/**
 * What to call a run that nobody finished: one process writes a journal, so a run whose last record is older than the last
 * start of the runtime runs no more. An effect of it that has no end is in doubt.
 */
export const concludeRun = (it: RunSummary, runtimeStartedSeq: number, hasUnfinished: boolean): RunSummary => {
  if (it.state !== "running" || it.lastSeq >= runtimeStartedSeq) return it;
  return { ...it, state: hasUnfinished ? "in-doubt" : "stopped" };
};
