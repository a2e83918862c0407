// FC-CORE-0001.R19: an operator looked at what an execution in doubt would have changed, and says what he found. Nothing starts;
// the record is his act (G12), so it belongs to no run and no replay meets it.
import type { Clock, Journal, JournalRecord } from "@femtoclaw/core";
import { foldRun, runOfRecord, type Doubt, type RunSummary, type SettlementWord } from "@femtoclaw/memory";
import { sha256 } from "@femtoclaw/memory/host";
import { fault, FemtoClawError, isWellFormed, parseExecutionId, type Fault } from "@femtoclaw/protocol";
import { recoveryRecords } from "../recovery-records.ts";
import type { OpenedJournal } from "./create-runtime.ts";
import { systemClock } from "./system-clock.ts";

export interface SettlementParts {
  /** Opened as its one writer, and closed again: while a runtime writes, what it has under way is in no doubt. */
  readonly journal: () => Promise<OpenedJournal>;
  readonly execution: string;
  readonly found: SettlementWord;
  /** From 1 to 1,000 UTF-16 units each. */
  readonly who: string;
  readonly why: string;
  readonly clock?: Clock;
}

const mostUnits = 1_000;

/** Half a surrogate pair is in no canonical JSON, so no journal could hold it. */
const statementFault = (name: string, text: string): Fault | null => {
  const refused = (found: string): Fault => fault("FC_USAGE", `${name}, as text of 1 to ${mostUnits} characters`, found);
  if (text.trim() === "") return refused("none");
  if (text.length > mostUnits) return refused(`${text.length} characters`);
  return isWellFormed(text) ? null : refused("half a character");
};

interface Standing {
  /** Some record names the execution. */
  readonly isKnown: boolean;
  readonly doubt: Doubt | null;
}

/** From the journal and not from an index: this is what a record rests on. */
const standingOf = async (journal: Journal, run: string, execution: string): Promise<Standing> => {
  let summary: RunSummary | null = null;
  let isKnown = false;
  for await (const record of journal.read()) {
    if (runOfRecord(record) !== run) continue;
    summary = foldRun(summary, run, record, sha256);
    isKnown ||= record.execution === execution;
  }
  return { isKnown, doubt: summary?.doubts.find((it) => it.execution === execution) ?? null };
};

const refusalOf = ({ isKnown, doubt }: Standing): Fault | null => {
  const refused = (found: string): Fault => fault("FC_EXECUTION_NOT_IN_DOUBT", "an execution that is in doubt", found);
  if (!isKnown) return refused("one that the journal does not know");
  if (doubt === null) return refused("one that never began, or whose outcome is recorded");
  return doubt.settled === null ? null : refused(`one that record ${doubt.settled.seq} settled: ${doubt.settled.found}`);
};

/**
 * Resolves with the record once it is durable. What opening the journal found is recorded before, as by a runtime. Throws
 * FC_USAGE, FC_PROTO_EXECUTION_ID and FC_EXECUTION_NOT_IN_DOUBT, then nothing is settled; and what the journal throws.
 */
export const settleExecution = async ({ journal: open, execution, found, who, why, clock = systemClock }: SettlementParts): Promise<JournalRecord> => {
  const refused = statementFault("who", who) ?? statementFault("why", why);
  if (refused !== null) throw new FemtoClawError(refused);
  const id = parseExecutionId(execution);
  if (!id.ok) throw new FemtoClawError(id.fault);

  const { journal, recovery } = await open();
  try {
    await journal.append(recoveryRecords(clock.nowMs(), recovery));
    const refusal = refusalOf(await standingOf(journal, id.value.runId, execution));
    if (refusal !== null) throw new FemtoClawError(refusal);
    const { records } = await journal.append([{ time: clock.nowMs(), run: null, execution, kind: "execution.settled", body: { who, why, found } }]);
    const [record] = records;
    if (record === undefined) throw new FemtoClawError(fault("FC_INTERNAL", "the record that was appended", "none"));
    return record;
  } finally {
    await journal.close();
  }
};
