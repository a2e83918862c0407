// FC-CORE-0001.R9, FC-MEM-0001.R8: what whoever opens a journal to write records of what opening it found, before anything else.
import type { RecordDraft } from "@femtoclaw/core";
import type { UnfinishedExecution } from "@femtoclaw/memory";

export interface RecoveryFindings {
  readonly tornBytes: number;
  readonly unfinished: readonly UnfinishedExecution[];
}

/** Empty when the journal was closed in order. */
export const recoveryRecords = (time: number, recovery: RecoveryFindings): readonly RecordDraft[] => {
  const inDoubt = recovery.unfinished.map((it): RecordDraft => ({
    // Never before the run's own last record, wherever the host's clock stands now: the machine's time does not run back (G7).
    time: Math.max(time, it.lastMs),
    run: it.run,
    execution: it.execution,
    kind: "execution.in-doubt",
    body: { why: "the runtime ended before the outcome was recorded" },
  }));
  if (inDoubt.length === 0 && recovery.tornBytes === 0) return [];
  const body = { tornBytes: recovery.tornBytes, inDoubt: recovery.unfinished.map((it) => it.execution) };
  return [{ time, run: null, execution: null, kind: "runtime.recovered", body }, ...inDoubt];
};
