// FC-POL-0006: whether a call that the policy allows is within what the run is for. Arguments are judged as the granting rule's program
// will see them: from its directory, and what is judged as a path is what the program is given (G2).
import type { Call, Reason } from "../decision.ts";
import type { Fact } from "../fact.ts";
import type { Grant } from "../grant.ts";
import { knownTo } from "../judge/known.ts";
import { judgeRule, reasonOf, type Resolved } from "../judge/rule.ts";
import { subjectOf } from "../judge/subject.ts";
import type { CompiledRule } from "../policy/compiled-policy.ts";
import { programRulesFor, rulesFor } from "../rules-for.ts";
import type { CompiledMandate } from "./compile-mandate.ts";

/** `due`: the brain has still to propose one. `void`: what was given cannot be read. Nothing is within either. */
export type Mandate = CompiledMandate | "due" | "void";

const mostReasons = 7;

const seenFrom = (grant: Grant, rule: CompiledRule): CompiledRule => (grant.kind === "exec" ? { ...rule, exec: rule.exec && { ...rule.exec, cwd: grant.cwd } } : rule);

/** `paths` has what the mandate took for a path, by the place of the argument. */
export type MandateJudgement = { readonly within: true; readonly paths: ReadonlyMap<number, string> } | { readonly within: false; readonly reasons: readonly Reason[] };

export const judgeMandate = (mandate: CompiledMandate, call: Call, facts: readonly Fact[], grant: Grant): MandateJudgement => {
  const outside: Reason = { rule: null, pointer: "", expected: `a call within the mandate ${mandate.name}`, found: `one of ${call.capability} outside of it` };
  const block = mandate.policy.capabilities.get(call.capability);
  if (block === undefined) return { within: false, reasons: [outside] };
  const subject = subjectOf(block.resource, call.args, mandate.policy.workspace);
  const known = knownTo("allow", mandate.policy, facts);
  const judge = (rule: CompiledRule) => judgeRule(seenFrom(grant, rule), subject, call.args, known);
  for (const rule of rulesFor(block, subject, call, facts).allow) {
    const judged = judge(rule);
    if (judged.result === "holds") return { within: true, paths: pathsIn(judged.resolved) };
  }
  const causes = programRulesFor(block, subject).allow.slice(0, mostReasons).flatMap((rule) => reasonOf(rule, judge(rule)) ?? []);
  return { within: false, reasons: [outside, ...causes] };
};

/** Only a path is ever given otherwise than it was written. */
const pathsIn = (resolved: Resolved | null): ReadonlyMap<number, string> => {
  if (resolved?.kind !== "exec") return new Map();
  const { argv, given } = resolved;
  return new Map(argv.flatMap((text, index) => (text === given[index] ? [] : [[index, text] as const])));
};

/** Where the mandate took an argument for a path and the policy for a word, the program is given the path that was judged. */
export const asJudged = (grant: Grant, paths: ReadonlyMap<number, string>): Grant => {
  if (grant.kind !== "exec") return grant;
  return Object.freeze({ ...grant, argv: Object.freeze(grant.argv.map((text, index) => paths.get(index) ?? text)) });
};
