// FC-POL-0002: whether two policies give the same answer to every call, and if not, a call to show it. Rules are conjunctions over parts of
// a call that vary freely; for each part the combinations that can occur are worked out, and the answers are compared over all of
// them. Every example is decided again by `evaluate` before it is told; what cannot be confirmed, or is too large, is undecided and
// never equivalent (G3).
import type { JsonObject } from "@femtoclaw/protocol";
import type { Capability } from "../capability.ts";
import { noUsage, type Call } from "../decision.ts";
import { evaluate } from "../evaluate.ts";
import type { Fact } from "../fact.ts";
import { noFlow } from "../flow/flow-context.ts";
import { judgeArguments } from "../judge/arguments.ts";
import type { CompiledCapability, CompiledPolicy, CompiledResource, CompiledRule } from "../policy/compiled-policy.ts";
import type { Registry } from "../registry.ts";
import { and, isUndecided, nameOf, rulesOf, type Case, type Cases, type Compared } from "./case.ts";
import { grantDifferences, partsOfRule, type Granted, type GrantDifference } from "./granted-parts.ts";
import { otherDifferences, type OtherDifference } from "./other-differences.ts";
import { strangeKeyword } from "./modelled-schema.ts";
import { pinnedBy, pinsCountFor } from "./pinned-by-rule.ts";
import { isPlausible, realPathsOf } from "./plausible-facts.ts";
import { resourceCases } from "./resource-cases.ts";
import { sampleArguments, schemaAt, withArgument } from "./sample-arguments.ts";
import { valueCases } from "./value-cases.ts";
import { newWork, type Work } from "./work.ts";

export type Answer = "denied" | "asked" | "allowed";

export interface CallDifference {
  readonly call: Call;
  /** What the example assumes of the host: where paths and names lead. */
  readonly facts: readonly Fact[];
  readonly a: Answer;
  readonly b: Answer;
  /** By what the grants differ, where both policies have one for it. */
  readonly grants: readonly GrantDifference[];
}

export interface PolicyComparison {
  /** True only when every call gets the same answer and the same grant, and nothing else differs. */
  readonly equivalent: boolean;
  /** One example for each way in which the answers of a capability differ, or what is granted. */
  readonly calls: readonly CallDifference[];
  readonly undecided: readonly { readonly capability: string; readonly why: string }[];
  readonly others: readonly OtherDifference[];
  /** Neither lets anything run: answers and grants are those that their records would name. */
  readonly observed: boolean;
}

/** Combinations of all parts that are kept, and examples that are tried for one difference (G10). */
const mostCases = 50_000;
const mostTries = 100;
/** Steps of a comparison as a whole: some seconds of a small machine. */
const mostWork = 50_000_000;

/** Nothing of it is ever allowed, whatever the rules say. */
const isClosed = (policy: CompiledPolicy, block: CompiledCapability | undefined, registry: Registry, name: string): boolean => {
  if (block === undefined || !block.enabled || block.perRun === 0 || block.perMinute === 0 || block.window?.count === 0 || policy.profile === "observe") return true;
  const digest = registry.digests[name];
  return block.descriptorDigest !== digest || (block.pinned !== null && block.pinned !== digest);
};

interface Outcome {
  readonly answer: Answer;
  /** The rule that allows. */
  readonly rule: CompiledRule | null;
  readonly taken: number;
}

const denied: Outcome = { answer: "denied", rule: null, taken: -1 };

/** As `evaluate` answers: deny > approval > allow > nothing; the first rule that holds is the one that grants. */
const outcomeOf = ({ rules }: Compared, { said, taken }: Case, policy: "a" | "b", closed: boolean): Outcome => {
  if (closed) return denied;
  const own = rules.flatMap((it, index) => (it.policy === policy ? [{ ...it, said: said[index] ?? "fails", taken: taken[index] ?? -1 }] : []));
  if (own.some((it) => it.effect === "deny" && it.said !== "fails")) return denied;
  const holding = own.filter((it) => it.effect === "allow" && it.said === "holds");
  const chosen = holding.find(({ rule }) => rule.approval) ?? holding[0];
  if (chosen === undefined || (chosen.rule.exec !== null && chosen.rule.exec.executable === null)) return denied;
  return { answer: chosen.rule.approval ? "asked" : "allowed", rule: chosen.rule, taken: chosen.taken };
};

const combine = (cases: readonly Case[], more: readonly Case[], work: Work): readonly Case[] | null => {
  const found = new Map<string, Case>();
  for (const one of cases) {
    for (const other of more) {
      if (!work.spend(one.said.length)) return null;
      const said = one.said.map((it, index) => and(it, other.said[index] ?? "fails"));
      // Only what is said of the resource comes into a grant.
      const name = nameOf({ said, taken: one.taken });
      if (found.has(name)) continue;
      if (found.size >= mostCases) return null;
      found.set(name, { said, taken: one.taken, args: [...one.args, ...other.args], facts: [...one.facts, ...other.facts] });
    }
  }
  return [...found.values()];
};

const resourcePointers = (resource: CompiledResource): readonly string[] => {
  switch (resource.kind) {
    case "none":
      return [];
    case "exec":
      return [resource.bin.text, resource.argv.text];
    case "path":
      return [resource.path.text];
    case "url":
      return [resource.url.text];
  }
};

const overlap = (a: string, b: string): boolean => a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);

const casesOf = (compared: Compared, resource: CompiledResource, { descriptor, validateArgs }: Capability, sample: JsonObject): Cases => {
  const pointers = [...new Set(compared.rules.flatMap(({ rule }) => rule.where.map(({ pointer }) => pointer.text)))];
  const parts = [...resourcePointers(resource), ...pointers];
  const entangled = parts.find((it, index) => parts.some((other, at) => at > index && overlap(it, other)));
  if (entangled !== undefined) return { undecided: `conditions on ${entangled} and on a part of it, or on the resource itself, are not compared` };
  const accepts = (args: JsonObject): boolean => judgeArguments({ descriptor, validateArgs }, args).length === 0;
  let cases: Cases = resourceCases(resource, compared, sample);
  if (isUndecided(cases)) return cases;
  const [first] = cases;
  const base = (first?.args ?? []).reduce((args, [pointer, value]) => withArgument(args, pointer, value), sample);
  if (!accepts(base)) return { undecided: "no arguments could be made that its schema accepts" };
  for (const pointer of pointers) {
    const strange = strangeKeyword(descriptor.args, pointer);
    if (strange !== null) return { undecided: `the schema of ${pointer} has ${strange}, which is not compared` };
    const values = valueCases(pointer, compared.rules, schemaAt(descriptor.args, pointer), (value) => accepts(withArgument(base, pointer, value)), compared.work);
    if (isUndecided(values)) return values;
    const combined: readonly Case[] | null = combine(cases, values, compared.work);
    if (combined === null) return { undecided: "the conditions have too many combinations" };
    cases = combined;
  }
  return cases;
};

interface Decided {
  readonly answer: Answer;
  readonly granted: Granted | null;
}

const decide = (policy: CompiledPolicy, registry: Registry, call: Call, facts: readonly Fact[]): Decided => {
  const evaluation = evaluate(policy, registry, { call, facts, usage: noUsage, atMs: 0, flow: noFlow });
  const rule = policy.capabilities.get(call.capability)?.allow.find(({ reference }) => reference === evaluation.rule);
  if (!("grant" in evaluation) || rule === undefined) return { answer: "denied", granted: null };
  return { answer: evaluation.verdict === "AUTHORIZED" ? "allowed" : "asked", granted: { rule, grant: evaluation.grant } };
};

type Found = { readonly calls: readonly CallDifference[]; readonly whys: readonly string[] };

const unshown = "a difference seems possible, and no call could be found to show it";
const tooLarge = "the comparison as a whole has grown too large";
const leftToFlow = "calls are allowed by another rule in each, and what the flow rules do about them depends on the rule";

const compareCapability = (work: Work, a: CompiledPolicy, b: CompiledPolicy, registry: Registry, name: string): Found => {
  const [blockA, blockB] = [a.capabilities.get(name), b.capabilities.get(name)];
  const closed = { a: isClosed(a, blockA, registry, name), b: isClosed(b, blockB, registry, name) };
  const capability = registry.capabilities.get(name);
  const resource = blockA?.resource ?? blockB?.resource;
  if (capability === undefined || resource === undefined || (closed.a && closed.b)) return { calls: [], whys: [] };
  const { descriptor } = capability;
  const pinsCount = [a, b].some(({ flow }) => pinsCountFor(name, flow));
  const rules = [...rulesOf(blockA, "a"), ...rulesOf(blockB, "b")];
  if (!work.spend(rules.length)) return { calls: [], whys: [tooLarge] };
  const realPaths = [...new Set([a, b].flatMap((it) => realPathsOf(it, rules.map(({ rule }) => rule))))];
  const compared: Compared = { rules, protectedPaths: { a: a.protected, b: b.protected }, realPaths, pinsCount, work };
  const sample = sampleArguments(descriptor.args);
  const cases = casesOf(compared, resource, capability, sample);
  if (isUndecided(cases)) return { calls: [], whys: [cases.undecided] };
  const parts = new Map(rules.flatMap(({ rule, policy }) => {
    const block = policy === "a" ? blockA : blockB;
    return block === undefined ? [] : [[rule, partsOfRule(descriptor, block, rule)] as const];
  }));
  /** What differs between two outcomes, in words that are the same for the same difference; null where nothing does. */
  const differenceOf = (left: Outcome, right: Outcome): string | null => {
    if (left.answer !== right.answer) return `${left.answer} ${right.answer}`;
    if (left.rule === null || right.rule === null) return null;
    const others = parts.get(right.rule);
    const differing = [...(parts.get(left.rule) ?? [])].flatMap(([part, value]) => (others?.get(part) === value ? [] : [part]));
    if (differing.length > 0 || left.taken !== right.taken) return [left.answer, ...differing, left.taken === right.taken ? "" : "taken"].join(" ");
    return pinsCount && pinnedBy(left.rule, descriptor) !== pinnedBy(right.rule, descriptor) ? leftToFlow : null;
  };
  const found = new Map<string, CallDifference>();
  const unconfirmed = new Set<string>();
  const whys = new Set<string>();
  const tries = new Map<string, number>();
  for (const it of cases) {
    if (!work.spend(rules.length)) {
      whys.add(tooLarge);
      break;
    }
    const [left, right] = [outcomeOf(compared, it, "a", closed.a), outcomeOf(compared, it, "b", closed.b)];
    const difference = differenceOf(left, right);
    if (difference === null || found.has(difference)) continue;
    if (difference === leftToFlow) {
      whys.add(leftToFlow);
      continue;
    }
    const tried = tries.get(difference) ?? 0;
    if (tried >= mostTries) continue;
    tries.set(difference, tried + 1);
    const args = it.args.reduce((into, [pointer, value]) => withArgument(into, pointer, value), sample);
    const call = { capability: name, args };
    const [inA, inB] = [decide(a, registry, call, it.facts), decide(b, registry, call, it.facts)];
    const grants = inA.granted === null || inB.granted === null ? [] : grantDifferences(descriptor, inA.granted, inB.granted);
    const isConfirmed = isPlausible(it.facts, realPaths) && inA.answer === left.answer && inB.answer === right.answer && (left.answer !== right.answer || grants.length > 0);
    if (isConfirmed) found.set(difference, { call, facts: it.facts, a: left.answer, b: right.answer, grants });
    else unconfirmed.add(difference);
  }
  if ([...unconfirmed].some((it) => !found.has(it))) whys.add(pinsCount ? leftToFlow : unshown);
  return { calls: [...found.values()], whys: [...whys] };
};

/** As if it executed: what the record of a policy that only observes would name. */
const executing = (policy: CompiledPolicy): CompiledPolicy => ({ ...policy, profile: "industrial" });

/** What was spent before counts. */
export const compareWithin = (work: Work, a: CompiledPolicy, b: CompiledPolicy, registry: Registry): PolicyComparison => {
  const names = [...new Set([...a.capabilities.keys(), ...b.capabilities.keys()])].sort();
  const observed = a.profile === "observe" && b.profile === "observe";
  const [left, right] = observed ? [executing(a), executing(b)] : [a, b];
  const found = names.map((capability) => ({ capability, ...compareCapability(work, left, right, registry, capability) }));
  const calls = found.flatMap((it) => it.calls);
  const undecided = found.flatMap(({ capability, whys }) => whys.map((why) => ({ capability, why })));
  const others = otherDifferences(a, b);
  return { equivalent: calls.length === 0 && undecided.length === 0 && others.length === 0, calls, undecided, others, observed };
};

export const comparePolicies = (a: CompiledPolicy, b: CompiledPolicy, registry: Registry): PolicyComparison => compareWithin(newWork(mostWork), a, b, registry);
