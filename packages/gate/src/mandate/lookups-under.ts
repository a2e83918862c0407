import type { Call } from "../decision.ts";
import type { Lookup } from "../fact.ts";
import { lookupsFor } from "../lookups-for.ts";
import type { CompiledPolicy, CompiledRule } from "../policy/compiled-policy.ts";
import type { Registry } from "../registry.ts";
import type { Mandate } from "./judge-mandate.ts";

const isSame = (a: Lookup, b: Lookup): boolean => (a.kind === "path" ? b.kind === "path" && a.path === b.path : b.kind === "host" && a.host === b.host);

/** The mandate's rules about a capability, once for each directory from which a rule of the policy would have its program run. */
const seenFromEach = (policy: CompiledPolicy, mandate: Exclude<Mandate, string>, name: string): CompiledPolicy => {
  const block = mandate.policy.capabilities.get(name);
  const directories = [...new Set((policy.capabilities.get(name)?.allow ?? []).flatMap(({ exec }) => (exec === null ? [] : [exec.cwd])))];
  if (block === undefined || block.resource.kind !== "exec") return mandate.policy;
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
  if (mandate === null || (policy.capabilities.get(call.capability)?.allow.length ?? 0) === 0) return lookups;
  const more = lookupsFor(seenFromEach(policy, mandate, call.capability), registry, call);
  return [...lookups, ...more.filter((it) => !lookups.some((other) => isSame(it, other)))];
};
