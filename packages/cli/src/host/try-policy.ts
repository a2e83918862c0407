// A policy that is tried on what was recorded: loaded as a runtime would load it here, and asked again about each decision, with what was
// known then. The host is asked nothing about a call: what nobody recorded stays unknown, and that denies.
import { lookupsOf } from "@femtoclaw/core";
import { evaluate, type CompiledPolicy, type Registry } from "@femtoclaw/gate";
import { fault, FemtoClawError } from "@femtoclaw/protocol";
import { loadPolicy, readTextFile, type Config, type PolicySurroundings } from "@femtoclaw/runtime";
import { assumedFact, isAnswered } from "../assumed-fact.ts";
import { changeOf, type DecisionChange } from "../changed-decision.ts";
import { FaultsError } from "../faults-error.ts";
import type { Labelling, RecordedDecision } from "../recorded-decision.ts";
import { mandatesUnder } from "./mandate-under.ts";
import { policySurroundings } from "./policy-surroundings.ts";
import type { Session } from "./session.ts";
import { configFile } from "./settings.ts";

export interface TriedPolicy {
  readonly policy: CompiledPolicy;
  readonly registry: Registry;
  /** Null where the decision stays as it was. */
  readonly judge: (decision: RecordedDecision) => DecisionChange | null;
  /** As this policy labels results, whatever the one before it said. */
  readonly labelling: Labelling;
}

const labellingOf =
  (policy: CompiledPolicy): Labelling =>
  (capability, { source }) => {
    const results = policy.capabilities.get(capability)?.results;
    return { source, trust: results?.trust ?? "untrusted", secret: results?.secret ?? false };
  };

const judgeUnder = (policy: CompiledPolicy, around: PolicySurroundings): TriedPolicy["judge"] => {
  const { registry } = around;
  const mandateOf = mandatesUnder(policy, around);
  return (decision) => {
    const { situation, known } = decision;
    const mandate = mandateOf(decision.mandate);
    const evaluation = evaluate(policy, registry, { ...situation, mandate });
    const missing = lookupsOf({ policy, registry }, { mandate }, situation.call).filter((it) => !isAnswered(it, situation.facts));
    const otherwise = evaluate(policy, registry, { ...situation, mandate, facts: [...situation.facts, ...missing.map(assumedFact)] }).verdict;
    return changeOf(decision, evaluation, !known || otherwise !== evaluation.verdict ? otherwise : null);
  };
};

/** Throws a FaultsError with every defect of the policy. */
export const tryPolicy = async (session: Session, settings: Config, file: string): Promise<TriedPolicy> => {
  const text = await readTextFile(file, "a policy");
  if (!text.ok) throw new FemtoClawError(text.fault);
  const around = await policySurroundings(settings, await configFile(session));
  const loading = await loadPolicy({ file, text: text.value }, around);
  if (loading.loaded === null) throw new FaultsError(fault("FC_CONFIG_INVALID_POLICY", "a policy without defects", `${loading.faults.length}`), loading.faults);
  const { policy } = loading.loaded;
  return { policy, registry: around.registry, judge: judgeUnder(policy, around), labelling: labellingOf(policy) };
};
