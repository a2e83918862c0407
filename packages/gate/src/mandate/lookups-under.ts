import type { Call } from "../decision.ts";
import { nameOfLookup, type Lookup } from "../fact.ts";
import { lookupsFor } from "../lookups-for.ts";
import type { CompiledPolicy, CompiledRule } from "../policy/compiled-policy.ts";
import type { Registry } from "../registry.ts";
import type { Mandate } from "./judge-mandate.ts";

/** The mandate's rules about a capability, once for each directory from which one of these rules of the policy would have its program run. */
const seenFromEach = (rules: readonly CompiledRule[], mandate: Exclude<Mandate, string>, name: string): CompiledPolicy => {
  const block = mandate.policy.capabilities.get(name);
  if (block === undefined) return mandate.policy;
  const directories = [...new Set(rules.flatMap(({ exec }) => exec?.cwd ?? []))];
  const allow = block.allow.flatMap((rule): readonly CompiledRule[] => {
    const { exec } = rule;
    return exec === null ? [rule] : directories.map((cwd) => ({ ...rule, exec: { ...exec, cwd } }));
  });
  return { ...mandate.policy, capabilities: new Map([[name, { ...block, allow, index: { kind: "none" } }]]) };
};

/** What the host has to be asked for the policy to judge the call, and for the mandate: nothing for a call that either rules out. */
export const lookupsUnder = (policy: CompiledPolicy, mandate: Mandate | null, registry: Registry, call: Call): readonly Lookup[] => {
  if (mandate === "due" || mandate === "void") return [];
  const lookups = lookupsFor(policy, registry, call);
  const rules = policy.capabilities.get(call.capability)?.allow ?? [];
  if (mandate === null || rules.length === 0) return lookups;
  const asked = new Set(lookups.map(nameOfLookup));
  const more = lookupsFor(seenFromEach(rules, mandate, call.capability), registry, call);
  return [...lookups, ...more.filter((it) => !asked.has(nameOfLookup(it)))];
};
