// One run's records, and what the runtime that began it began with: read from the journal once, bounded by the run.
import type { Journal, JournalRecord } from "@femtoclaw/core";
import { fault, FemtoClawError, type RunId } from "@femtoclaw/protocol";
import { readRuntimeStarted, type RuntimeBeginning } from "../runtime-record.ts";

export interface RecordedRun {
  readonly beginning: RuntimeBeginning;
  readonly started: JournalRecord;
  readonly records: readonly JournalRecord[];
}

/** Throws FC_USAGE_RUN for a run that the journal does not have. */
export const recordedRun = async (journal: Journal, run: RunId): Promise<RecordedRun> => {
  let latest: RuntimeBeginning | null = null;
  let beginning: RuntimeBeginning | null = null;
  const records: JournalRecord[] = [];
  for await (const record of journal.read()) {
    if (record.kind === "runtime.started") latest = readRuntimeStarted(record);
    if (record.run !== run) continue;
    beginning ??= latest;
    records.push(record);
  }
  const [started] = records;
  if (started === undefined || beginning === null) throw new FemtoClawError(fault("FC_USAGE_RUN", "a run of this journal", run));
  return { beginning, started, records };
};
