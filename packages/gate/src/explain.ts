// FC-POL-0001.R6: the same decision, with every rule that was looked at and what it said.
import type { Evaluation, Reason, RuleReference } from "./decision.ts";
import { evaluate, type Situation } from "./evaluate.ts";
import { knownTo } from "./judge/known.ts";
import { unknown } from "./judge/objection.ts";
import { judgeRule, reasonOf, type RuleJudgement } from "./judge/rule.ts";
import { subjectOf } from "./judge/subject.ts";
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
  const { call, facts } = situation;
  const block = policy.capabilities.get(call.capability);
  if (block === undefined) return { evaluation, considered: [] };
  const subject = subjectOf(block.resource, call.args, policy.workspace);
  const considered = (["deny", "allow"] as const).flatMap((effect) =>
    block[effect].map((rule): ConsideredRule => {
      const judged = orUnknown(() => judgeRule(rule, subject, call.args, knownTo(effect, policy, facts)));
      return { rule: rule.reference, effect, approval: rule.approval, result: judged.result, reason: reasonOf(rule, judged) };
    }),
  );
  return { evaluation, considered };
};

/** A rule that cannot be evaluated is one that says nothing, in an explanation as in a decision. */
const orUnknown = (judge: () => RuleJudgement): RuleJudgement => {
  try {
    return judge();
  } catch {
    return unknown(() => ({ pointer: "", expected: "a rule that can be evaluated", found: "a failure inside the gate" }));
  }
};
