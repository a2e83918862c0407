import { readJournal } from "@femtoclaw/memory/host";
import { fault, FemtoClawError, isRunId, type RunId } from "@femtoclaw/protocol";

/** `last`, or a run id. Whether the journal has that run is for the reader of its records to say. */
export const resolveRun = async (journal: string, named: string): Promise<RunId> => {
  let run: string | null = named === "last" ? null : named;
  if (run === null) {
    for await (const { record } of readJournal(journal)) if (record.kind === "run.started") ({ run } = record);
  }
  if (run !== null && isRunId(run)) return run;
  throw new FemtoClawError(fault("FC_USAGE_RUN", "a run id such as run_01…, or `last`", run === null ? "a journal without runs" : run.slice(0, 64)));
};
