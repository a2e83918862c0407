// One rule against one call. An allow rule that holds yields the resolved resource, from which the grant is made (G2).
import type { JsonObject } from "@femtoclaw/protocol";
import { argumentAt } from "../argument-pointer.ts";
import type { Reason } from "../decision.ts";
import type { CompiledRule } from "../policy/compiled-policy.ts";
import { judgeArgv } from "./argv.ts";
import type { Known } from "./known.ts";
import { fails, unknown, type Objection } from "./objection.ts";
import { judgePath } from "./path-scope.ts";
import { judgePredicate } from "./predicate.ts";
import type { Subject } from "./subject.ts";
import { judgeUrl } from "./url-scope.ts";
import { shown } from "./wording.ts";

export type Resolved =
  /** `argv` is what the program is to be given where the call has `given`. */
  | { readonly kind: "exec"; readonly argv: readonly string[]; readonly given: readonly string[] }
  | { readonly kind: "path"; readonly root: string; readonly path: string }
  | { readonly kind: "url"; readonly url: string; readonly host: string; readonly addresses: readonly string[] }
  | { readonly kind: "call" };

/** Nothing is resolved where the rule places no condition on the resource; no grant can be made of that. */
export type RuleJudgement = { readonly result: "holds"; readonly resolved: Resolved | null } | Objection;

const unconditional: RuleJudgement = Object.freeze({ result: "holds", resolved: null });
const plainCall: RuleJudgement = Object.freeze({ result: "holds", resolved: Object.freeze({ kind: "call" }) });

const judgeExec = ({ exec }: CompiledRule, subject: Extract<Subject, { kind: "exec" }>, known: Known): RuleJudgement => {
  if (exec === null) return unconditional;
  const { bin, argv, binAt, argvAt } = subject;
  if (bin === null) return unknown(() => ({ pointer: binAt, expected: shown(exec.bin), found: "no name of a program" }));
  if (!exec.names.includes(bin)) return fails(() => ({ pointer: binAt, expected: shown(exec.bin), found: shown(bin) }));
  if (argv === null) return unknown(() => ({ pointer: argvAt, expected: "a list of arguments", found: "something else" }));
  if (exec.argv === null) return unconditional;
  const judged = judgeArgv(exec.argv, argv, { cwd: exec.cwd, known, pointer: argvAt });
  return judged.result === "holds" ? { result: "holds", resolved: { kind: "exec", argv: judged.argv, given: argv } } : judged;
};

const judgeResource = (rule: CompiledRule, subject: Subject, known: Known): RuleJudgement => {
  switch (subject.kind) {
    case "none":
      return plainCall;
    case "exec":
      return judgeExec(rule, subject, known);
    case "path":
      return rule.path === null ? unconditional : judgePath(rule.path, subject.at, subject.text, subject.path, known);
    case "url":
      return rule.url === null ? unconditional : judgeUrl(rule.url, subject.at, subject.text, subject.url, known.facts);
  }
};

export const judgeRule = (rule: CompiledRule, subject: Subject, args: JsonObject, known: Known): RuleJudgement => {
  const judged = judgeResource(rule, subject, known);
  // What fails for certain outweighs what is unknown: a deny rule about other programs does not bite here.
  if (judged.result === "fails") return judged;
  let doubt: Objection | null = judged.result === "unknown" ? judged : null;
  for (const { pointer, predicate } of rule.where) {
    const objection = judgePredicate(predicate, pointer.text, argumentAt(args, pointer), known);
    if (objection?.result === "fails") return objection;
    doubt ??= objection;
  }
  return doubt ?? judged;
};

/** Why it does not hold, with the rule's id; null where it holds. */
export const reasonOf = (rule: CompiledRule, judged: RuleJudgement): Reason | null => (judged.result === "holds" ? null : { rule: rule.reference.id, ...judged.cause() });
