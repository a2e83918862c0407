// FC-POL-0002: whether two policies give the same answer to every call, and if not, a call to show it. Rules are conjunctions over parts of
// a call that vary freely; for each part the combinations that can occur are worked out, and the answers are compared over all of
// them. Every example is decided again by `evaluate` before it is told; what cannot be confirmed, or is too large, is undecided and
// never equivalent (G3).
import type { CapabilityDescriptor } from "../capability.ts";
import { noUsage, type Call } from "../decision.ts";
import { evaluate } from "../evaluate.ts";
import type { Fact } from "../fact.ts";
import { noFlow } from "../flow/flow-context.ts";
import type { CompiledCapability, CompiledPolicy, CompiledRule } from "../policy/compiled-policy.ts";
import type { Registry } from "../registry.ts";
import { callCases } from "./call-cases.ts";
import { isUndecided, rulesOf, type Case, type Compared } from "./case.ts";
import { grantDifferences, partsOfRule, type Granted, type GrantDifference } from "./granted-parts.ts";
import { otherDifferences, type OtherDifference } from "./other-differences.ts";
import { isClosed, outcomeOf, type Answer, type Outcome } from "./outcome.ts";
import { pinnedBy, pinsCountFor } from "./pinned-by-rule.ts";
import { isPlausible, realPathsOf } from "./plausible-facts.ts";
import { sampleArguments, withArgument } from "./sample-arguments.ts";
import { newWork, type Work } from "./work.ts";

export type { Answer } from "./outcome.ts";

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

/** Examples that are tried for one difference (G10). */
const mostTries = 100;
/** Steps of a comparison as a whole: some seconds of a small machine. */
const mostWork = 50_000_000;

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
const takenOtherwise = "taken otherwise";
const leftToFlow = "calls are allowed by another rule in each, and what the flow rules do about them depends on the rule";

/** Of one capability in both policies. */
interface Sides {
  readonly policies: { readonly a: CompiledPolicy; readonly b: CompiledPolicy };
  readonly descriptor: CapabilityDescriptor;
  readonly pinsCount: boolean;
}

/** What each rule adds to a grant, by rule. Blocks may share a rule, and give it other limits. */
const partsByRule = (descriptor: CapabilityDescriptor, block: CompiledCapability | undefined): ReadonlyMap<CompiledRule, ReadonlyMap<string, string>> =>
  new Map(block === undefined ? [] : block.allow.map((rule) => [rule, partsOfRule(descriptor, block, rule)]));

/** What differs between two outcomes, in words that are the same for the same difference; null where nothing does. */
const differences = ({ policies, descriptor, pinsCount }: Sides): ((left: Outcome, right: Outcome) => string | null) => {
  const of = ({ capabilities }: CompiledPolicy) => partsByRule(descriptor, capabilities.get(descriptor.name));
  const [inA, inB] = [of(policies.a), of(policies.b)];
  return (left, right) => {
    if (left.answer !== right.answer) return `${left.answer} ${right.answer}`;
    if (left.rule === null || right.rule === null) return null;
    const others = inB.get(right.rule);
    const parts = [...(inA.get(left.rule) ?? [])].flatMap(([part, value]) => (others?.get(part) === value ? [] : [part]));
    const differing = left.taken === right.taken ? parts : [...parts, takenOtherwise];
    if (differing.length > 0) return [left.answer, ...differing].join(" ");
    return pinsCount && pinnedBy(left.rule, descriptor) !== pinnedBy(right.rule, descriptor) ? leftToFlow : null;
  };
};

/** The call of a case, if both policies really differ about it; null where they do not, or no host can be as it assumes. */
const exampleOf = ({ policies, descriptor }: Sides, registry: Registry, { args, facts }: Case, realPaths: readonly string[]): CallDifference | null => {
  if (!isPlausible(facts, realPaths)) return null;
  const call = { capability: descriptor.name, args: args.reduce((into, [pointer, value]) => withArgument(into, pointer, value), sampleArguments(descriptor.args)) };
  const [inA, inB] = [decide(policies.a, registry, call, facts), decide(policies.b, registry, call, facts)];
  const grants = inA.granted === null || inB.granted === null ? [] : grantDifferences(descriptor, inA.granted, inB.granted);
  return inA.answer === inB.answer && grants.length === 0 ? null : { call, facts, a: inA.answer, b: inB.answer, grants };
};

const compareCapability = (work: Work, a: CompiledPolicy, b: CompiledPolicy, registry: Registry, name: string): Found => {
  const [blockA, blockB] = [a.capabilities.get(name), b.capabilities.get(name)];
  const closed = { a: isClosed(a, blockA, registry, name), b: isClosed(b, blockB, registry, name) };
  const capability = registry.capabilities.get(name);
  const resource = blockA?.resource ?? blockB?.resource;
  if (capability === undefined || resource === undefined || (closed.a && closed.b)) return { calls: [], whys: [] };
  const { descriptor } = capability;
  const rules = [...rulesOf(blockA, "a"), ...rulesOf(blockB, "b")];
  if (!work.spend(rules.length)) return { calls: [], whys: [tooLarge] };
  // That the flow rules of the other policy are others is told by itself.
  const sides: Sides = { policies: { a, b }, descriptor, pinsCount: pinsCountFor(name, a.flow) };
  const realPaths = [...new Set([a, b].flatMap((it) => realPathsOf(it, rules.map(({ rule }) => rule))))];
  const compared: Compared = { rules, protectedPaths: { a: a.protected, b: b.protected }, realPaths, pinsCount: sides.pinsCount, work };
  const cases = callCases(compared, resource, capability, sampleArguments(descriptor.args));
  if (isUndecided(cases)) return { calls: [], whys: [cases.undecided] };
  const differenceOf = differences(sides);
  const found = new Map<string, CallDifference>();
  const tries = new Map<string, number>();
  for (const it of cases) {
    const difference = differenceOf(outcomeOf(compared, it, "a", closed.a), outcomeOf(compared, it, "b", closed.b));
    if (difference === null || found.has(difference)) continue;
    const tried = tries.get(difference) ?? 0;
    if (tried >= mostTries) continue;
    tries.set(difference, tried + 1);
    const example = exampleOf(sides, registry, it, realPaths);
    if (example !== null) found.set(difference, example);
  }
  const open = [...tries.keys()].filter((it) => !found.has(it));
  // Where flow rules ask for the words that a rule pins, arguments may be taken otherwise and granted alike.
  const whys = open.map((it) => (it === leftToFlow || (sides.pinsCount && it.endsWith(takenOtherwise)) ? leftToFlow : unshown));
  return { calls: [...found.values()], whys: [...new Set(whys)] };
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
