// What `status` says of a journal, as a fold of its records: the runs, what is in doubt, and what the last runtime was started with.
import type { JournalRecord } from "@femtoclaw/core";
import { concludeRun, createUnfinishedFold, foldRuns, runOfRecord, type RunsFold, type RunSummary, type UnfinishedExecution, type UnfinishedFold } from "@femtoclaw/memory";
import type { JsonObject, Sha256 } from "@femtoclaw/protocol";

export interface DoubtfulExecution extends UnfinishedExecution {
  /** Null while no record says so yet: the next runtime to open the journal writes it. */
  readonly recordedSeq: number | null;
}

export interface JournalFold {
  readonly runs: RunsFold;
  readonly unfinished: UnfinishedFold;
  readonly doubtful: DoubtfulExecution[];
  lastStart: JournalRecord | null;
}

export const beginJournalFold = (): JournalFold => ({
  runs: { runs: new Map(), runtimeStartedSeq: 0 },
  unfinished: createUnfinishedFold(),
  doubtful: [],
  lastStart: null,
});

/** The summary of the run says what is settled, and keeps it: a record that settles no doubt of it settles nothing here. */
const forgetSettled = ({ runs, doubtful }: JournalFold, record: JournalRecord): void => {
  const isSettled = runs.runs.get(runOfRecord(record) ?? "")?.doubts.some((it) => it.execution === record.execution && it.settled !== null) ?? false;
  const at = doubtful.findIndex((it) => it.execution === record.execution);
  if (isSettled && at !== -1) doubtful.splice(at, 1);
};

/** Adds one record in place: a journal can be very long, and nobody else holds the fold. */
export const foldJournal = (fold: JournalFold, record: JournalRecord, sha256: Sha256): void => {
  if (record.kind === "runtime.started") fold.lastStart = record;
  if (record.kind === "execution.in-doubt" && record.execution !== null && record.run !== null) {
    const begun = fold.unfinished.get(record.execution);
    const known = begun ?? { run: record.run, execution: record.execution, capability: "", seq: record.seq, time: record.time, lastMs: record.time };
    fold.doubtful.push({ ...known, recordedSeq: record.seq });
  }
  foldRuns(fold.runs, record, sha256);
  if (record.kind === "execution.settled") forgetSettled(fold, record);
  fold.unfinished.add(record);
};

export interface JournalStatus {
  /** In the order of their first records. */
  readonly runs: readonly RunSummary[];
  readonly inDoubt: readonly DoubtfulExecution[];
  /** Under way in the process that writes the journal. */
  readonly running: readonly UnfinishedExecution[];
  readonly lastStart: JournalRecord | null;
}

/** An effect without an outcome runs as long as somebody writes the journal, and is in doubt as soon as nobody does (G4). */
export const concludeJournal = (fold: JournalFold, hasWriter: boolean): JournalStatus => {
  const unfinished = fold.unfinished.list();
  const open = new Set(unfinished.map((it) => it.run));
  // Without a writer nothing runs any more, whatever the records of the last runtime left open.
  const startedSeq = hasWriter ? fold.runs.runtimeStartedSeq : Number.MAX_SAFE_INTEGER;
  return {
    runs: [...fold.runs.runs.values()].map((it) => concludeRun(it, startedSeq, open.has(it.run))),
    inDoubt: hasWriter ? fold.doubtful : [...fold.doubtful, ...unfinished.map((it) => ({ ...it, recordedSeq: null }))],
    running: hasWriter ? unfinished : [],
    lastStart: fold.lastStart,
  };
};

export const doubtDocument = (it: DoubtfulExecution): JsonObject => ({
  run: it.run,
  execution: it.execution,
  capability: it.capability,
  seq: it.seq,
  timeMs: it.time,
  recordedSeq: it.recordedSeq,
  state: "IN_DOUBT",
});
