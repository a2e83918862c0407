// FC-CORE-0001.R19: the run that a record tells of. A settlement is an operator's act and no record of the run, so no replay of the
// run meets it; but it names an execution, and with it the run.
import type { JournalRecord } from "@femtoclaw/core";
import { parseExecutionId } from "@femtoclaw/protocol";

export const runOfRecord = ({ run, execution, kind }: JournalRecord): string | null => {
  if (run !== null || execution === null || kind !== "execution.settled") return run;
  const parsed = parseExecutionId(execution);
  return parsed.ok ? parsed.value.runId : null;
};
