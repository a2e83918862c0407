// What a policy answers to the calls of one case, by the rules alone.
import type { CompiledCapability, CompiledPolicy, CompiledRule } from "../policy/compiled-policy.ts";
import type { Registry } from "../registry.ts";
import type { Case, Compared } from "./case.ts";

export type Answer = "denied" | "asked" | "allowed";

/** Nothing of it is ever allowed, whatever the rules say. */
export const isClosed = (policy: CompiledPolicy, block: CompiledCapability | undefined, registry: Registry, name: string): boolean => {
  if (block === undefined || !block.enabled || block.perRun === 0 || block.perMinute === 0 || block.window?.count === 0 || policy.profile === "observe") return true;
  const digest = registry.digests[name];
  return block.descriptorDigest !== digest || (block.pinned !== null && block.pinned !== digest);
};

export interface Outcome {
  readonly answer: Answer;
  /** The rule that allows. */
  readonly rule: CompiledRule | null;
  readonly taken: number;
}

const denied: Outcome = { answer: "denied", rule: null, taken: -1 };

/** As `evaluate` answers: deny > approval > allow > nothing; the first rule that holds is the one that grants. */
export const outcomeOf = ({ rules }: Compared, { said, taken }: Case, policy: "a" | "b", closed: boolean): Outcome => {
  if (closed) return denied;
  const own = rules.flatMap((it, index) => (it.policy === policy ? [{ ...it, said: said[index] ?? "fails", taken: taken[index] ?? -1 }] : []));
  if (own.some((it) => it.effect === "deny" && it.said !== "fails")) return denied;
  // None that denies is among them.
  const holding = own.filter((it) => it.said === "holds");
  const chosen = holding.find(({ rule }) => rule.approval) ?? holding[0];
  if (chosen === undefined || (chosen.rule.exec !== null && chosen.rule.exec.executable === null)) return denied;
  return { answer: chosen.rule.approval ? "asked" : "allowed", rule: chosen.rule, taken: chosen.taken };
};
