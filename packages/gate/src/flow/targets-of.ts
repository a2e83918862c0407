// FC-POL-0005: which arguments of a call say where its effect goes, to whom, or how much. What the policy's own rule pins to a value
// is the operator's word and needs nobody else's.
import { formatPointer } from "@femtoclaw/protocol";
import { argumentAt, argumentPointer, type ArgumentPointer } from "../argument-pointer.ts";
import type { CapabilityDescriptor } from "../capability.ts";
import type { Call } from "../decision.ts";
import { tokensTaking } from "../judge/argv.ts";
import { isTextList } from "../judge/subject.ts";
import type { CompiledRule } from "../policy/compiled-policy.ts";
import type { AllowedCall } from "./judge-flow.ts";

/**
 * As its author declared them; else the resource; else every argument that there is. Where none of them is there, the first that is
 * wanted stands for them: nobody said it.
 */
const declared = ({ targets, resource }: CapabilityDescriptor, call: Call): readonly string[] => {
  if (targets !== undefined) {
    const present = targets.filter((it) => argumentAt(call.args, argumentPointer(it)) !== undefined);
    return present.length === 0 ? [targets[0] ?? ""] : present;
  }
  if (resource.kind === "path") return [resource.path];
  if (resource.kind === "url") return [resource.url];
  if (resource.kind === "none") {
    const keys = Object.keys(call.args);
    return keys.length === 0 ? [""] : keys.map((key) => formatPointer([key]));
  }
  const argv = argumentAt(call.args, argumentPointer(resource.argv));
  return Array.isArray(argv) ? argv.map((_, index) => `${resource.argv}/${index}`) : [resource.argv];
};

/** The arguments of a program that the rule itself takes as a word of its own: by where they stand, and not by what they say. */
const pinnedWords = ({ call, descriptor: { resource }, allowing: { exec }, known }: AllowedCall): ReadonlySet<string | null> => {
  if (resource.kind !== "exec" || exec === null || exec.argv === null) return new Set();
  const argv = argumentAt(call.args, argumentPointer(resource.argv));
  const tokens = isTextList(argv) ? tokensTaking(exec.argv, argv, { cwd: exec.cwd, known, pointer: resource.argv }) : null;
  return new Set(tokens?.map((token, index) => (token.kind === "literal" || token.kind === "oneOf" ? `${resource.argv}/${index}` : null)));
};

/** A glob without a wildcard is one path. */
export const pinsUrl = ({ url }: CompiledRule): boolean => url?.query === false && !/[*?]/.test(url.path?.written ?? "*");

export const targetsOf = (allowed: AllowedCall): readonly ArgumentPointer[] => {
  const { call, descriptor, allowing } = allowed;
  const { resource } = descriptor;
  const words = pinnedWords(allowed);
  const isPinned = (at: string): boolean =>
    words.has(at) ||
    allowing.where.some(({ pointer, predicate }) => pointer.text === at && (predicate.kind === "const" || predicate.kind === "oneOf")) ||
    (resource.kind === "url" && resource.url === at && pinsUrl(allowing));
  return declared(descriptor, call).filter((it) => !isPinned(it)).map(argumentPointer);
};
