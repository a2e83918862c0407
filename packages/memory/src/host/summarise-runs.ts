// FC-MEM-0001.R13: all runs of a journal, folded from its records alone; so it needs no lock and no index.
import { runOfRecord } from "../run-of-record.ts";
import { concludeRun, foldRuns, type RunsFold, type RunSummary } from "../run-summary.ts";
import { createUnfinishedFold } from "../unfinished-executions.ts";
import type { JournalSource } from "./journal-source.ts";
import { readJournal, type ReadOptions } from "./read-journal.ts";
import { sha256 as hostSha256 } from "./sha256.ts";

/** In the order of their first records. Throws as `readJournal` does. */
export const summariseRuns = async (source: JournalSource, options: Pick<ReadOptions, "run" | "maxFrameBytes" | "sha256"> = {}): Promise<readonly RunSummary[]> => {
  const { run, sha256 = hostSha256, ...reading } = options;
  const fold: RunsFold = { runs: new Map(), runtimeStartedSeq: 0 };
  const unfinished = createUnfinishedFold();
  for await (const { record } of readJournal(source, { ...reading, sha256 })) {
    const told = runOfRecord(record);
    if (run !== undefined && told !== null && told !== run) continue;
    foldRuns(fold, record, sha256);
    unfinished.add(record);
  }
  const open = new Set(unfinished.list().map((it) => it.run));
  return [...fold.runs.values()].map((it) => concludeRun(it, fold.runtimeStartedSeq, open.has(it.run)));
};
