// The rules of a capability by the program that a call names, so that a decision looks at those alone.
import { frozenMap } from "../frozen-map.ts";
import type { CompiledRule, ProgramRules } from "./compiled-policy.ts";

/** A deny rule without a program concerns every one. */
export const rulesByProgram = (allow: readonly CompiledRule[], deny: readonly CompiledRule[]): ReadonlyMap<string, ProgramRules> => {
  const byName = new Map<string, { allow: CompiledRule[]; deny: CompiledRule[] }>();
  const add = (effect: "allow" | "deny", rule: CompiledRule, names: Iterable<string>): void => {
    for (const name of names) {
      const rules = byName.get(name) ?? { allow: [], deny: [] };
      byName.set(name, rules);
      rules[effect].push(rule);
    }
  };
  for (const rule of allow) add("allow", rule, rule.exec?.names ?? []);
  const programs = [...byName.keys()];
  for (const rule of deny) add("deny", rule, rule.exec?.names ?? programs);
  return frozenMap(byName);
};
