// FC-MEM-0001.R13: what can be said of a run at a glance, as a fold of its records.
//
//   run.started, input.received       running
//   input.answered                    completed
//   input.failed                      failed; stopped, where it was interrupted
//   stop.requested                    stopped
//   execution.in-doubt                in-doubt, until an answer or a failure follows
//   run.closed                        stopped, where it closed because of a stop or before any answer came to a running input
import type { JournalRecord } from "@femtoclaw/core";
import type { JsonValue, Sha256 } from "@femtoclaw/protocol";

export const runStates = ["running", "completed", "failed", "stopped", "in-doubt"] as const;
export type RunStateWord = (typeof runStates)[number];

export interface RunCounts {
  /** Decisions with the verdict AUTHORIZED, further grants included. */
  readonly authorized: number;
  /** Decisions with any other verdict. */
  readonly denied: number;
  /** Replies of the brain that were not a protocol message. */
  readonly rejected: number;
  readonly outcomes: number;
  readonly inDoubt: number;
}

export interface RunSummary {
  readonly run: string;
  readonly startedMs: number;
  readonly lastMs: number;
  /** The beginning of the first input; null before there is one. */
  readonly input: string | null;
  readonly counts: RunCounts;
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
  state: "running",
  answer: null,
  firstSeq: seq,
  lastSeq: seq,
});

const count = (it: RunSummary, what: keyof RunCounts): RunSummary => ({
  ...it,
  counts: { ...it.counts, [what]: it.counts[what] + 1 },
});

/** The summary with one more record of its run. `summary` is null before the first. */
export const foldRun = (summary: RunSummary | null, run: string, record: JournalRecord, sha256: Sha256): RunSummary => {
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
    case "stop.requested":
      return { ...it, state: "stopped" };
    case "run.closed":
      return body["cause"] === "stopped" || it.state === "running" ? { ...it, state: closedState(it, body["cause"]) } : it;
    case "decision":
      return count(it, body["verdict"] === "AUTHORIZED" ? "authorized" : "denied");
    case "protocol.rejected":
      return count(it, "rejected");
    case "outcome":
      return count(it, "outcomes");
    case "execution.in-doubt":
      return { ...count(it, "inDoubt"), state: "in-doubt" };
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
  const { run } = record;
  if (run === null) return;
  fold.runs.set(run, foldRun(fold.runs.get(run) ?? null, run, record, sha256));
};

/**
 * What to call a run that nobody finished: one process writes a journal, so a run whose last record is older than the last
 * start of the runtime runs no more. An effect of it that has no end is in doubt.
 */
export const settleRun = (it: RunSummary, runtimeStartedSeq: number, hasUnfinished: boolean): RunSummary => {
  if (it.state !== "running" || it.lastSeq >= runtimeStartedSeq) return it;
  return { ...it, state: hasUnfinished ? "in-doubt" : "stopped" };
};
