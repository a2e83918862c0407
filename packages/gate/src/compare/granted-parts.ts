// What a rule adds to a call that it allows: the parts of the grant, and the effects that the call counts as having. What is the call's own
// (its arguments) or its capability's (the limits) is the same, or told elsewhere.
import { canonicalise, type JsonValue } from "@femtoclaw/protocol";
import type { CapabilityDescriptor } from "../capability.ts";
import { effectsOf } from "../flow/judge-flow.ts";
import type { Grant } from "../grant.ts";
import type { CompiledCapability, CompiledRule } from "../policy/compiled-policy.ts";

export interface GrantDifference {
  /** A member of the grant, or `effects`. */
  readonly part: string;
  readonly a: JsonValue;
  readonly b: JsonValue;
}

export interface Granted {
  readonly rule: CompiledRule;
  readonly grant: Grant;
}

const effectsOfRule = (descriptor: CapabilityDescriptor, rule: CompiledRule): readonly JsonValue[] => [...new Set(effectsOf(descriptor, rule))].sort();

/** Part by part, in one spelling. Without those that depend on the call too, of which `Case.taken` tells. */
export const partsOfRule = (descriptor: CapabilityDescriptor, { resource, limits }: CompiledCapability, rule: CompiledRule): ReadonlyMap<string, string> => {
  const { exec, maxBytes } = rule;
  const { executable = null, argv0 = null, executableDigest = null, cwd = null, environment = {} } = exec ?? {};
  const bytes = resource.kind === "path" && resource.access === "write" ? (maxBytes ?? limits.maxOutputBytes) : null;
  const parts = { executable, argv0, executableDigest, cwd, environment: { ...environment }, maxBytes: bytes, effects: effectsOfRule(descriptor, rule) };
  return new Map(Object.entries<JsonValue>(parts).map(([part, value]) => [part, canonicalise(value)]));
};

const partsOf = (descriptor: CapabilityDescriptor, { rule, grant }: Granted): ReadonlyMap<string, JsonValue> => {
  const { capability: _capability, args: _args, limits: _limits, ...parts } = grant;
  return new Map<string, JsonValue>([...Object.entries<JsonValue>(parts), ["effects", effectsOfRule(descriptor, rule)]]);
};

/** By what two grants of one call differ. */
export const grantDifferences = (descriptor: CapabilityDescriptor, a: Granted, b: Granted): readonly GrantDifference[] => {
  const others = partsOf(descriptor, b);
  return [...partsOf(descriptor, a)].flatMap(([part, value]) => {
    const other = others.get(part) ?? null;
    return canonicalise(value) === canonicalise(other) ? [] : [{ part, a: value, b: other }];
  });
};
