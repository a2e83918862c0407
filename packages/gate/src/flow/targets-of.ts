// FC-POL-0005: which arguments of a call say where its effect goes, to whom, or how much. What the policy's own rule pins to a value
// is the operator's word and needs nobody else's.
import { formatPointer } from "@femtoclaw/protocol";
import { argumentAt, argumentPointer, type ArgumentPointer } from "../argument-pointer.ts";
import type { CapabilityDescriptor } from "../capability.ts";
import type { Call } from "../decision.ts";
import type { CompiledRule } from "../policy/compiled-policy.ts";

/** As its author declared them; else the resource; else every argument that there is. */
const declared = ({ targets, resource }: CapabilityDescriptor, call: Call): readonly string[] => {
  if (targets !== undefined) return targets.filter((it) => argumentAt(call.args, argumentPointer(it)) !== undefined);
  if (resource.kind === "path") return [resource.path];
  if (resource.kind === "url") return [resource.url];
  if (resource.kind === "none") return Object.keys(call.args).map((key) => formatPointer([key]));
  const argv = argumentAt(call.args, argumentPointer(resource.argv));
  return Array.isArray(argv) ? argv.map((_, index) => `${resource.argv}/${index}`) : [resource.argv];
};

const literals = (rule: CompiledRule): ReadonlySet<string> =>
  new Set((rule.exec?.argv?.steps ?? []).flatMap(({ token }) => (token.kind === "literal" ? [token.text] : token.kind === "oneOf" ? token.texts : [])));

/** A glob without a wildcard is one path. */
const pinsUrl = ({ url }: CompiledRule): boolean => url !== null && !url.query && url.path !== null && !/[*?]/.test(url.path.written);

export const targetsOf = (descriptor: CapabilityDescriptor, rule: CompiledRule, call: Call): readonly ArgumentPointer[] => {
  const pinned = new Set(rule.where.flatMap(({ pointer, predicate }) => (predicate.kind === "const" || predicate.kind === "oneOf" ? [pointer.text] : [])));
  const words = literals(rule);
  const isPinned = (pointer: ArgumentPointer): boolean => {
    if (pinned.has(pointer.text)) return true;
    if (descriptor.resource.kind === "url" && pointer.text === descriptor.resource.url) return pinsUrl(rule);
    const value = argumentAt(call.args, pointer);
    return descriptor.resource.kind === "exec" && typeof value === "string" && words.has(value);
  };
  return declared(descriptor, call).map(argumentPointer).filter((it) => !isPinned(it));
};
