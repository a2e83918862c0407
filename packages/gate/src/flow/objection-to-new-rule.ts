// FC-POL-0005: what the flow rules say to a call for which no rule was written beforehand. A rule that pins a value is the operator's
// word for it, so one that is made out of the call itself would make what was planted the operator's word.
import type { Reason } from "../decision.ts";
import type { Situation } from "../evaluate.ts";
import { knownTo } from "../judge/known.ts";
import type { CompiledPolicy, CompiledRule } from "../policy/compiled-policy.ts";
import type { Registry } from "../registry.ts";
import { unknownFlow } from "./flow-context.ts";
import { judgeFlow } from "./judge-flow.ts";

/** Pins nothing, and has every effect of its capability. */
const openRule: CompiledRule = { reference: { id: "", file: "", line: 0 }, place: 0, approval: false, effects: null, exec: null, path: null, maxBytes: null, url: null, where: [] };

/** Null where nothing stands against it, or the capability is not registered. */
export const objectionToNewRule = (policy: CompiledPolicy, registry: Registry, { call, facts, flow = unknownFlow }: Pick<Situation, "call" | "facts" | "flow">): Reason | null => {
  const capability = registry.capabilities.get(call.capability);
  return capability === undefined ? null : (judgeFlow(policy.flow, flow, { call, descriptor: capability.descriptor, allowing: openRule, known: knownTo("allow", policy, facts) })?.reason ?? null);
};
