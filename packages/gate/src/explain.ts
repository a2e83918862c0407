// FC-POL-0001: the same decision, with every rule that was looked at and what it said.
import type { Evaluation, Reason, RuleReference } from "./decision.ts";
import { evaluate, type Situation } from "./evaluate.ts";
import { judgeRule } from "./judge/rule.ts";
import type { CompiledPolicy } from "./policy/compiled-policy.ts";
import type { Registry } from "./registry.ts";

export interface ConsideredRule {
  readonly rule: RuleReference;
  readonly effect: "allow" | "deny";
  readonly approval: boolean;
  readonly result: "holds" | "fails" | "unknown";
  /** The first condition that did not hold. */
  readonly reason: Reason | null;
}

export interface Explanation {
  readonly evaluation: Evaluation;
  readonly considered: readonly ConsideredRule[];
}

export const explain = (policy: CompiledPolicy, registry: Registry, situation: Situation): Explanation => {
  const evaluation = evaluate(policy, registry, situation);
  const capability = registry.capabilities.get(situation.call.capability);
  const block = policy.capabilities.get(situation.call.capability);
  if (capability === undefined || block === undefined) return { evaluation, considered: [] };
  const around = { workspace: policy.workspace, facts: situation.facts };
  const considered = (["deny", "allow"] as const).flatMap((effect) =>
    block[effect].map((rule): ConsideredRule => {
      const judged = judgeRule(rule, capability.descriptor.resource, situation.call, around);
      const reason = judged.result === "holds" ? null : { rule: rule.reference.id, ...judged.cause };
      return { rule: rule.reference, effect, approval: rule.approval, result: judged.result, reason };
    }),
  );
  return { evaluation, considered };
};
