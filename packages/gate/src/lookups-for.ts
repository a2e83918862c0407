// FC-POL-0001.R12: what the host must be asked before this call can be decided. Asking is an act of its own (a name asked for
// is a name told), so nothing is asked for a call that no answer could allow.
import { parseAddress } from "./address.ts";
import { argumentAt } from "./argument-pointer.ts";
import type { Call } from "./decision.ts";
import { nameOfLookup, type Lookup } from "./fact.ts";
import { judgeArguments } from "./judge/arguments.ts";
import { subjectOf, type Subject } from "./judge/subject.ts";
import { resolveOperand, resolvePath } from "./path.ts";
import type { CompiledCapability, CompiledPolicy, CompiledRule, RuleSet } from "./policy/compiled-policy.ts";
import type { Registry } from "./registry.ts";
import { rulesFor } from "./rules-for.ts";

/** A call may not make the host look up without end (G10). What is not asked for stays unknown, and that denies. */
const mostLookups = 64;

/** Never throws: what cannot be asked for stays unknown, and `evaluate` denies. */
export const lookupsFor = (policy: CompiledPolicy, registry: Registry, call: Call): readonly Lookup[] => {
  try {
    const capability = registry.capabilities.get(call.capability);
    const block = policy.capabilities.get(call.capability);
    if (capability === undefined || block === undefined || !block.enabled || block.allow.length === 0) return [];
    if (judgeArguments(capability, call.args).length > 0) return [];
    const subject = subjectOf(block.resource, call.args, policy.workspace);
    const rules = rulesBefore(block, subject, call);
    const asked = lookupsAbout(rules, subject);
    return block.asksArguments ? [...asked, ...argumentLookups(rules, call, asked)] : asked;
  } catch {
    return [];
  }
};

/** Those that could hold, as far as can be told before the host has answered: under which roots a path lies, it has to say first. */
const rulesBefore = (block: CompiledCapability, subject: Subject, call: Call): RuleSet => (block.index.kind === "root" ? block : rulesFor(block, subject, call, []));

const lookupsAbout = ({ allow, deny }: RuleSet, subject: Subject): readonly Lookup[] => {
  switch (subject.kind) {
    case "none":
      return [];
    case "path":
      return subject.path === null ? [] : [{ kind: "path", path: subject.path }];
    case "url": {
      const host = subject.url?.host;
      const known = host !== undefined && parseAddress(host) === null && allow.some((rule) => rule.url?.host === host);
      return known ? [{ kind: "host", host }] : [];
    }
    case "exec":
      return allow.length === 0 ? [] : operandLookups([...allow, ...deny], subject.argv ?? []);
  }
};

/** Every argument that some rule may want to know as a path, seen from where that rule's program would run. */
const operandLookups = (rules: readonly CompiledRule[], argv: readonly string[]): readonly Lookup[] => {
  const paths = new Set<string>();
  for (const { exec } of rules) {
    if (exec === null || exec.argv?.steps.some(({ token }) => token.kind === "path") !== true) continue;
    for (const text of argv) {
      const path = resolveOperand(exec.cwd, text);
      if (path !== null && paths.size < mostLookups) paths.add(path);
    }
  }
  return [...paths].map((path) => ({ kind: "path", path }));
};

/** Every argument that a condition of some rule takes for a path. */
const argumentLookups = (rules: RuleSet, { args }: Call, asked: readonly Lookup[]): readonly Lookup[] => {
  if (rules.allow.length === 0) return [];
  const known = new Set(asked.map(nameOfLookup));
  const paths = new Set<string>();
  for (const { where } of [...rules.allow, ...rules.deny]) {
    for (const { pointer, predicate } of where) {
      if (predicate.kind !== "path") continue;
      const text = argumentAt(args, pointer);
      const path = typeof text === "string" ? resolvePath(predicate.from, text) : null;
      if (path !== null && !known.has(path) && asked.length + paths.size < mostLookups) paths.add(path);
    }
  }
  return [...paths].map((path) => ({ kind: "path", path }));
};
