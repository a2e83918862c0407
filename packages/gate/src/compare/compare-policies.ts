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
import type { CompiledCapability, CompiledPolicy, CompiledResource } from "../policy/compiled-policy.ts";
import type { Registry } from "../registry.ts";
import { and, isUndecided, rulesOf, type Case, type Cases, type Compared } from "./case.ts";
import { otherDifferences, type OtherDifference } from "./other-differences.ts";
import { resourceCases } from "./resource-cases.ts";
import { sampleArguments, schemaAt, withArgument } from "./sample-arguments.ts";
import { strangeKeyword, valueCases } from "./value-cases.ts";

export type Answer = "denied" | "asked" | "allowed";

export interface CallDifference {
  readonly call: Call;
  /** What the example assumes of the host: where paths and names lead. */
  readonly facts: readonly Fact[];
  readonly a: Answer;
  readonly b: Answer;
}

export interface PolicyComparison {
  /** True only when every call gets the same answer and nothing else differs. */
  readonly equivalent: boolean;
  /** One example for each way in which the answers of a capability differ. */
  readonly calls: readonly CallDifference[];
  readonly undecided: readonly { readonly capability: string; readonly why: string }[];
  readonly others: readonly OtherDifference[];
}

/** Combinations of all parts that are kept (G10). */
const mostCases = 50_000;

/** Nothing of it is ever allowed, whatever the rules say. */
const isClosed = (policy: CompiledPolicy, block: CompiledCapability | undefined, registry: Registry, name: string): boolean => {
  if (block === undefined || !block.enabled || block.perRun === 0 || block.perMinute === 0 || block.window?.count === 0 || policy.profile === "observe") return true;
  const digest = registry.digests[name];
  return block.descriptorDigest !== digest || (block.pinned !== null && block.pinned !== digest);
};

/** As `evaluate` answers: deny > approval > allow > nothing; the first rule that holds is the one that grants. */
const answerOf = ({ rules }: Compared, { said }: Case, policy: "a" | "b", closed: boolean): Answer => {
  if (closed) return "denied";
  const own = rules.flatMap((it, index) => (it.policy === policy ? [{ ...it, said: said[index] ?? "fails" }] : []));
  if (own.some((it) => it.effect === "deny" && it.said !== "fails")) return "denied";
  const holding = own.filter((it) => it.effect === "allow" && it.said === "holds").map(({ rule }) => rule);
  const chosen = holding.find(({ approval }) => approval) ?? holding[0];
  if (chosen === undefined || (chosen.exec !== null && chosen.exec.executable === null)) return "denied";
  return chosen.approval ? "asked" : "allowed";
};

const combine = (cases: readonly Case[], more: readonly Case[]): readonly Case[] | null => {
  const found = new Map<string, Case>();
  for (const one of cases) {
    for (const other of more) {
      const said = one.said.map((it, index) => and(it, other.said[index] ?? "fails"));
      if (found.has(said.join())) continue;
      if (found.size >= mostCases) return null;
      found.set(said.join(), { said, args: [...one.args, ...other.args], facts: [...one.facts, ...other.facts] });
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
  const strange = strangeKeyword(descriptor.args);
  if (strange !== null && pointers.length > 0) return { undecided: `its schema has ${strange}, which is not compared` };
  const accepts = (args: JsonObject): boolean => judgeArguments({ descriptor, validateArgs }, args).length === 0;
  let cases: Cases = resourceCases(resource, compared, sample);
  if (isUndecided(cases)) return cases;
  const [first] = cases;
  const base = (first?.args ?? []).reduce((args, [pointer, value]) => withArgument(args, pointer, value), sample);
  if (!accepts(base)) return { undecided: "no arguments could be made that its schema accepts" };
  for (const pointer of pointers) {
    const schema = schemaAt(descriptor.args, pointer);
    const item = sampleArguments({ required: ["x"], properties: { x: schema["items"] ?? {} } })["x"] ?? "x";
    const values = valueCases(pointer, compared.rules, schema, item, (value) => accepts(withArgument(base, pointer, value)));
    if (isUndecided(values)) return values;
    const combined: readonly Case[] | null = combine(cases, values);
    if (combined === null) return { undecided: "the conditions have too many combinations" };
    cases = combined;
  }
  return cases;
};

const answers = { AUTHORIZED: "allowed", APPROVAL_REQUIRED: "asked" } as const;

const decided = (policy: CompiledPolicy, registry: Registry, call: Call, facts: readonly Fact[]): Answer => {
  const { verdict } = evaluate(policy, registry, { call, facts, usage: noUsage, atMs: 0, flow: noFlow });
  return verdict === "AUTHORIZED" || verdict === "APPROVAL_REQUIRED" ? answers[verdict] : "denied";
};

type Found = { readonly calls: readonly CallDifference[]; readonly why: string | null };

const compareCapability = (a: CompiledPolicy, b: CompiledPolicy, registry: Registry, name: string): Found => {
  const [blockA, blockB] = [a.capabilities.get(name), b.capabilities.get(name)];
  const closed = { a: isClosed(a, blockA, registry, name), b: isClosed(b, blockB, registry, name) };
  const capability = registry.capabilities.get(name);
  const resource = blockA?.resource ?? blockB?.resource;
  if (capability === undefined || resource === undefined || (closed.a && closed.b)) return { calls: [], why: null };
  const compared: Compared = { rules: [...rulesOf(blockA, "a"), ...rulesOf(blockB, "b")], protectedPaths: { a: a.protected, b: b.protected } };
  const sample = sampleArguments(capability.descriptor.args);
  const cases = casesOf(compared, resource, capability, sample);
  if (isUndecided(cases)) return { calls: [], why: cases.undecided };
  const found = new Map<string, CallDifference>();
  const unconfirmed = new Set<string>();
  for (const it of cases) {
    const [left, right] = [answerOf(compared, it, "a", closed.a), answerOf(compared, it, "b", closed.b)];
    if (left === right || found.has(`${left} ${right}`)) continue;
    const args = it.args.reduce((into, [pointer, value]) => withArgument(into, pointer, value), sample);
    const call = { capability: name, args };
    if (decided(a, registry, call, it.facts) === left && decided(b, registry, call, it.facts) === right) found.set(`${left} ${right}`, { call, facts: it.facts, a: left, b: right });
    else unconfirmed.add(`${left} ${right}`);
  }
  return { calls: [...found.values()], why: [...unconfirmed].some((it) => !found.has(it)) ? "a difference seems possible, and no call could be found to show it" : null };
};

export const comparePolicies = (a: CompiledPolicy, b: CompiledPolicy, registry: Registry): PolicyComparison => {
  const names = [...new Set([...a.capabilities.keys(), ...b.capabilities.keys()])].sort();
  const found = names.map((capability) => ({ capability, ...compareCapability(a, b, registry, capability) }));
  const calls = found.flatMap((it) => it.calls);
  const undecided = found.flatMap(({ capability, why }) => (why === null ? [] : [{ capability, why }]));
  const others = otherDifferences(a, b);
  return { equivalent: calls.length === 0 && undecided.length === 0 && others.length === 0, calls, undecided, others };
};
