import { readJournal, requireKeptRun, sha256, type JournalSource } from "@femtoclaw/memory/host";
import { fault, FemtoClawError, isRunId, type RunId } from "@femtoclaw/protocol";

/** `last`, a run id, or the end of one where only one run has it. Whether the journal has a run named in full is for the reader of its records to say. */
export const resolveRun = async (journal: JournalSource, named: string): Promise<RunId> => {
  if (isRunId(named)) return named;
  const isEnd = /^[0-9a-z]{4,26}$/.test(named) && named !== "last";
  const expected = "a run id such as run_01…, the end of one, or `last`";
  if (named !== "last" && !isEnd) throw new FemtoClawError(fault("FC_USAGE_RUN", expected, named.slice(0, 64)));
  let found: RunId | null = null;
  for await (const { record } of readJournal(journal)) {
    if (record.kind !== "run.started" || record.run === null || !isRunId(record.run) || (isEnd && !record.run.endsWith(named))) continue;
    if (isEnd && found !== null && found !== record.run) throw new FemtoClawError(fault("FC_USAGE_RUN", "the end of one run id alone", `${named}, which is the end of several`));
    found = record.run;
  }
  if (found !== null) return found;
  await requireKeptRun(journal, named, sha256);
  throw new FemtoClawError(fault("FC_USAGE_RUN", expected, isEnd ? named : "a journal without runs"));
};
