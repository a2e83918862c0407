// What is known of the host while a rule is judged.
import type { Fact } from "../fact.ts";
import type { CompiledPolicy } from "../policy/compiled-policy.ts";

export interface Known {
  readonly facts: readonly Fact[];
  /** Absolute real paths that the rule cannot be fulfilled by, nor by what lies under them. */
  readonly barred: readonly string[];
}

const nothing: readonly string[] = Object.freeze([]);

/** No rule can allow what is the runtime's own. A deny rule bites there as anywhere: what is barred must not make it miss. */
export const knownTo = (effect: "allow" | "deny", policy: CompiledPolicy, facts: readonly Fact[]): Known => ({
  facts,
  barred: effect === "allow" ? policy.protected : nothing,
});
