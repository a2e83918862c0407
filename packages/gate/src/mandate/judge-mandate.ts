// FC-POL-0006: whether a call that the policy allows is within what the run is for.
import type { Call, Reason } from "../decision.ts";
import type { Fact } from "../fact.ts";
import { knownTo } from "../judge/known.ts";
import { judgeRule } from "../judge/rule.ts";
import { subjectOf } from "../judge/subject.ts";
import { programRulesFor, rulesFor } from "../rules-for.ts";
import type { CompiledMandate } from "./compile-mandate.ts";

/** How a mandate stands that has not been given yet: nothing is within it. */
export type Mandate = CompiledMandate | "due";

const mostReasons = 7;

/** Why the call is outside; null where it is within. */
export const judgeMandate = (mandate: CompiledMandate, call: Call, facts: readonly Fact[]): readonly Reason[] | null => {
  const outside: Reason = { rule: null, pointer: "", expected: `a call within the mandate ${mandate.name}`, found: `one of ${call.capability} outside of it` };
  const block = mandate.policy.capabilities.get(call.capability);
  if (block === undefined) return [outside];
  const subject = subjectOf(block.resource, call.args, mandate.policy.workspace);
  const known = knownTo("allow", mandate.policy, facts);
  if (rulesFor(block, subject, call, facts).allow.some((rule) => judgeRule(rule, subject, call.args, known).result === "holds")) return null;
  const causes = programRulesFor(block, subject).allow.slice(0, mostReasons).flatMap((rule): readonly Reason[] => {
    const judged = judgeRule(rule, subject, call.args, known);
    return judged.result === "holds" ? [] : [{ rule: rule.reference.id, ...judged.cause() }];
  });
  return [outside, ...causes];
};
