// FC-POL-0002: rules that do nothing, and rules that do more than anybody reads in them. Whether a rule does anything is decided as
// `comparePolicies` decides: the policy with it against the policy without.
import type { CapabilityDescriptor } from "../capability.ts";
import type { RuleReference } from "../decision.ts";
import type { CompiledCapability, CompiledPolicy, CompiledRule } from "../policy/compiled-policy.ts";
import type { Registry } from "../registry.ts";
import { compareWithin } from "./compare-policies.ts";
import { automatonMachine } from "./machine.ts";
import { textClasses } from "./text-classes.ts";
import { anyText } from "./universes.ts";
import { newWork, type Work } from "./work.ts";

export interface LintFinding {
  readonly rule: RuleReference;
  readonly capability: string;
  readonly kind: "unreachable" | "shadowed" | "idle" | "broad" | "undecided";
  readonly why: string;
  readonly suggestion: string;
}

/** Beyond it a capability's rules are not compared one by one (G10). */
const mostRules = 100;
/** Steps of all comparisons together. */
const mostWork = 200_000_000;

type Finding = Pick<LintFinding, "kind" | "why" | "suggestion">;

const withRules = (policy: CompiledPolicy, name: string, block: CompiledCapability, allow: readonly CompiledRule[], deny: readonly CompiledRule[]): CompiledPolicy => ({
  ...policy,
  // Whatever else forbids the capability, here its rules are looked at.
  profile: "industrial",
  capabilities: new Map([[name, { ...block, enabled: true, perRun: null, perMinute: null, window: null, allow, deny, index: { kind: "none" } }]]),
});

type Change = "none" | "some" | "undecided";

const changeBetween = (work: Work, a: CompiledPolicy, b: CompiledPolicy, registry: Registry): Change => {
  const { calls, undecided } = compareWithin(work, a, b, registry);
  // Under which of two roots a path lies, nobody writes a rule for.
  const isSome = calls.some((it) => it.a !== it.b || it.grants.some(({ part }) => part !== "root"));
  return isSome ? "some" : undecided.length > 0 ? "undecided" : "none";
};

const undecided: Finding = { kind: "undecided", why: "whether it does anything could not be told", suggestion: "compare it by hand; `policy diff` says what is not modelled" };

const allowFinding = (work: Work, policy: CompiledPolicy, registry: Registry, name: string, block: CompiledCapability, rule: CompiledRule): Finding | null => {
  const { allow, deny } = block;
  if (rule.exec !== null && rule.exec.executable === null) return { kind: "unreachable", why: `this host has no program ${rule.exec.bin}`, suggestion: "install it, or remove the rule" };
  const variant = (rules: readonly CompiledRule[], denials = deny): CompiledPolicy => withRules(policy, name, block, rules, denials);
  const change = changeBetween(work, variant(allow), variant(allow.filter((it) => it !== rule)), registry);
  if (change !== "none") return change === "some" ? null : undecided;
  if (changeBetween(work, variant([rule]), variant([]), registry) === "none") {
    const alone = changeBetween(work, variant([rule], []), variant([], []), registry) === "none";
    return alone
      ? { kind: "unreachable", why: "no call fulfils its conditions", suggestion: "correct them, or remove the rule" }
      : { kind: "unreachable", why: "whatever it allows, a deny rule denies", suggestion: "remove it, or narrow the deny rule" };
  }
  const cover = allow.find((it) => it !== rule && changeBetween(work, variant(allow.filter((one) => one === rule || one === it)), variant([it]), registry) === "none");
  const by = cover === undefined ? "other rules together allow" : `rule ${cover.reference.id} allows`;
  return { kind: "shadowed", why: `${by} all that it does`, suggestion: "remove it, or the wider rule" };
};

const denyFinding = (work: Work, policy: CompiledPolicy, registry: Registry, name: string, block: CompiledCapability, rule: CompiledRule): Finding | null => {
  const change = changeBetween(work, withRules(policy, name, block, block.allow, block.deny), withRules(policy, name, block, block.allow, block.deny.filter((it) => it !== rule)), registry);
  if (change === "some") return null;
  return change === "undecided" ? undecided : { kind: "idle", why: "it denies nothing that another rule allows", suggestion: "remove it, or keep it for rules to come" };
};

const broad = (why: string, suggestion: string): Finding => ({ kind: "broad", why, suggestion });

/** What a rule opens wider than a glance at it tells. */
const broadFinding = (work: Work, { resource, effects }: CapabilityDescriptor, rule: CompiledRule): Finding | null => {
  const tokens = (rule.exec?.argv?.steps ?? []).map(({ token }) => token);
  if (tokens.some(({ kind }) => kind === "any")) return broad("it allows any arguments from some place on", "list the arguments, or say what each may be");
  const automata = [...tokens.flatMap((it) => (it.kind === "pattern" ? [it] : [])), ...rule.where.flatMap(({ predicate }) => (predicate.kind === "pattern" ? [predicate] : []))].map((it) => it.automaton);
  if (automata.some((it) => textClasses([automatonMachine(it)], anyText, work)?.every(({ truths }) => truths[0] === true) === true)) return broad("one of its patterns takes any text", "say which texts are meant, or leave the pattern out");
  const scopes = [...tokens.flatMap((it) => (it.kind === "path" ? [it.scope] : [])), ...(rule.path === null ? [] : [rule.path])];
  if (scopes.some(({ roots }) => roots.some(({ real }) => real === "/"))) return broad("it allows the whole file system", "name the directories that are needed");
  if (rule.url !== null && rule.url.query && rule.url.path?.written === "/**") return broad("any path with any query can carry anything to that origin", "name the paths, or leave out the query");
  if (rule.url?.addresses?.some(({ bits }) => bits === 0) === true) return broad("its host may lead to any address, those inside included", "name the ranges that are meant");
  const dangerous = (rule.effects ?? effects).filter((it) => it === "sends" || it === "spends" || it === "irreversible");
  if (resource.kind === "none" && rule.where.length === 0 && !rule.approval && dangerous.length > 0) return broad(`it allows every call of something that ${dangerous.join(" and ")}`, "add a condition under where, or require approval");
  return null;
};

const lintCapability = (work: Work, policy: CompiledPolicy, registry: Registry, name: string, block: CompiledCapability): readonly LintFinding[] => {
  const descriptor = registry.capabilities.get(name)?.descriptor;
  const told = (rule: CompiledRule, findings: readonly (Finding | null)[]): readonly LintFinding[] => findings.flatMap((it) => (it === null ? [] : [{ rule: rule.reference, capability: name, ...it }]));
  const compared = block.allow.length + block.deny.length <= mostRules;
  return [
    ...block.allow.flatMap((rule) => told(rule, [compared ? allowFinding(work, policy, registry, name, block, rule) : undecided, descriptor === undefined ? null : broadFinding(work, descriptor, rule)])),
    ...block.deny.flatMap((rule) => told(rule, [compared ? denyFinding(work, policy, registry, name, block, rule) : undecided])),
  ];
};

/** What was spent before counts. */
export const lintWithin = (work: Work, policy: CompiledPolicy, registry: Registry): readonly LintFinding[] =>
  [...policy.capabilities].flatMap(([name, block]) => lintCapability(work, policy, registry, name, block)).sort((a, b) => a.rule.line - b.rule.line);

/** In the order of the file. */
export const lintPolicy = (policy: CompiledPolicy, registry: Registry): readonly LintFinding[] => lintWithin(newWork(mostWork), policy, registry);
