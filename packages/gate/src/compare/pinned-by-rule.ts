// FC-POL-0005: what flow rules ask about the rule that allowed a call, and so may answer otherwise where another rule allows it.
import type { CapabilityDescriptor } from "../capability.ts";
import { namesCapability } from "../flow/names-capability.ts";
import { pinsUrl } from "../flow/targets-of.ts";
import type { CompiledFlowRule, CompiledRule } from "../policy/compiled-policy.ts";

/** Whether some flow rule spares those arguments of the capability's calls that the allowing rule itself pins. */
export const pinsCountFor = (capability: string, flow: readonly CompiledFlowRule[]): boolean =>
  flow.some(({ targets }) => targets.some((it) => it.unless?.pointers === null && (it.capability === null || namesCapability(it.capability, capability))));

/** Beside the words of an argument vector, which depend on the vector. Rules of one text pin the same. */
export const pinnedBy = (rule: CompiledRule, { resource }: CapabilityDescriptor): string => {
  const pointers = rule.where.flatMap(({ pointer, predicate }) => (predicate.kind === "const" || predicate.kind === "oneOf" ? [pointer.text] : []));
  return [...pointers.toSorted(), ...(resource.kind === "url" && pinsUrl(rule) ? [resource.url] : [])].join("\n");
};
