// A written policy, the registry it speaks about and what the host answered → a policy that can decide, or every defect
// at once, each with its place (FC-POL-0002).
import { digestOf, fault, type Fault, type JsonObject, type Sha256 } from "@femtoclaw/protocol";
import type { Registry } from "../registry.ts";
import { compileRule, type RuleWorkshop } from "./compile-rule.ts";
import type { CompiledCapability, CompiledPolicy } from "./compiled-policy.ts";
import { nearest } from "./nearest.ts";
import type { Budgets, CapabilityPolicy, Profile } from "./policy-document.ts";
import type { PolicyFacts } from "./policy-facts.ts";
import type { WrittenPolicy } from "./read-policy.ts";
import { escapePointer } from "../read-document.ts";

export const defaultBudgets: Budgets = { steps: 50, executions: 40, wallMs: 600_000, tokens: 200_000 };
export const defaultCapabilityLimits = { timeoutMs: 10_000, maxOutputBytes: 65_536 } as const;

export interface CompileOptions {
  /** Beside the profile that the policy names; the stricter of the two counts. */
  readonly profile?: Profile;
  readonly sha256: Sha256;
}

export interface PolicyCompilation {
  /** Null when there is any fault: a policy is taken whole or not at all. */
  readonly policy: CompiledPolicy | null;
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
}

export const compilePolicy = (written: WrittenPolicy, registry: Registry, facts: PolicyFacts, options: CompileOptions): PolicyCompilation => {
  const { document } = written;
  // The stricter word counts, whoever said it: a flag cannot loosen a policy, nor a policy a flag.
  const profile: Profile = [options.profile, document.profile].includes("strict") ? "strict" : "industrial";
  const shop: RuleWorkshop = { policy: written, facts, profile, faults: [], warnings: [] };
  const capabilities = new Map<string, CompiledCapability>();
  const ids = new Set<string>();

  const compileCapability = (name: string, block: CapabilityPolicy): void => {
    const pointer = `/capabilities/${escapePointer(name)}`;
    const capability = registry.capabilities.get(name);
    if (capability === undefined) {
      const names = [...registry.capabilities.keys()];
      const close = nearest(name, names);
      const expected = close === null ? `one of ${names.join(", ")}` : `a registered capability; did you mean ${close}?`;
      shop.faults.push(fault("FC_POLICY_UNKNOWN_CAPABILITY", expected, name, written.place(pointer)));
      return;
    }
    const compileAll = (effect: "allow" | "deny") =>
      (block[effect] ?? []).map((rule, index) => {
        const place = `${pointer}/${effect}/${index}`;
        if (ids.has(rule.id)) shop.faults.push(fault("FC_POLICY_DUPLICATE_RULE", "an id of its own", rule.id, written.place(`${place}/id`)));
        ids.add(rule.id);
        return compileRule(shop, capability.descriptor, rule, place, effect, block.require === "approval");
      });
    capabilities.set(name, {
      enabled: block.enabled ?? true,
      allow: compileAll("allow"),
      deny: compileAll("deny"),
      timeoutMs: block.limits?.timeoutMs ?? defaultCapabilityLimits.timeoutMs,
      maxOutputBytes: block.limits?.maxOutputBytes ?? defaultCapabilityLimits.maxOutputBytes,
      perRun: block.limits?.perRun ?? null,
      perMinute: block.limits?.perMinute ?? null,
    });
  };
  for (const [name, block] of Object.entries(document.capabilities ?? {})) compileCapability(name, block);

  const { faults, warnings } = shop;
  if (faults.length > 0) return { policy: null, faults, warnings };
  const known: JsonObject = { workspace: facts.workspace, paths: facts.paths, programs: facts.programs };
  const digest = digestOf({ document: written.value, profile, facts: known }, options.sha256);
  const policy: CompiledPolicy = {
    name: document.name,
    file: written.file,
    profile,
    digest,
    workspace: facts.workspace,
    budgets: { ...defaultBudgets, ...document.budgets?.perRun },
    capabilities,
  };
  return { policy, faults, warnings };
};
