// A recorded run's decisions made again under another policy, one by one. Up to the first that would be another, the run would have gone as
// it did; what it would have done after that nobody knows, so later ones are told apart: they hold only if it had gone on as recorded.
import type { MachineDefinition } from "@femtoclaw/core";
import { visibleCapabilities } from "@femtoclaw/gate";
import { readJournal, type JournalSource } from "@femtoclaw/memory/host";
import { canonicalise } from "@femtoclaw/protocol";
import { isChange, type DecisionChange } from "../changed-decision.ts";
import { foldDecision, type DecisionFold } from "../recorded-decision.ts";
import type { TriedPolicy } from "./try-policy.ts";

/** Changes that are told one by one (G10); the rest is counted. */
const mostChanges = 1_000;

export interface RejudgedRun {
  readonly decisions: number;
  readonly changed: number;
  /** What the new policy needs to know of these was not recorded. */
  readonly unknown: number;
  /** The number of the record up to which the run would have gone as it did; null where nothing changes. */
  readonly knownUntil: number | null;
  readonly changes: readonly DecisionChange[];
  readonly untold: number;
  /** What the brain would have been offered besides, and what it would not have been: with other tools it could have said something else from the start. */
  readonly offered: readonly string[];
  readonly withheld: readonly string[];
  /** Other budgets could have ended the run elsewhere. */
  readonly otherBudgets: boolean;
}

export const rejudgeRun = async (journal: JournalSource, run: string, to: number, recorded: MachineDefinition, tried: TriedPolicy): Promise<RejudgedRun> => {
  const fold: DecisionFold = new Map();
  const changes: DecisionChange[] = [];
  let [decisions, changed, unknown, untold] = [0, 0, 0, 0];
  let knownUntil: number | null = null;
  for await (const { record } of readJournal(journal, { run })) {
    if (record.seq > to) break;
    const decision = foldDecision(fold, record, tried.labelling);
    if (decision === null) continue;
    decisions += 1;
    const change = tried.judge(decision);
    if (change === null) continue;
    knownUntil ??= decision.seq;
    if (isChange(change)) changed += 1;
    if (change.otherwise !== null) unknown += 1;
    if (changes.length < mostChanges) changes.push(change);
    else untold += 1;
  }
  const before = visibleCapabilities(recorded.policy, recorded.registry).map(({ name }) => name);
  const after = visibleCapabilities(tried.policy, tried.registry).map(({ name }) => name);
  return {
    decisions, changed, unknown, knownUntil, changes, untold,
    offered: after.filter((it) => !before.includes(it)),
    withheld: before.filter((it) => !after.includes(it)),
    otherBudgets: canonicalise({ ...recorded.policy.budgets }) !== canonicalise({ ...tried.policy.budgets }),
  };
};
