// What a run was denied, decided again under the policy as it is, and under it with the smallest rules that would help.
import { lookupsOf } from "@femtoclaw/core";
import { evaluate, isJsonObject, noUsage, objectionToNewRule, readDocument, resolvePath, suggestRules, type Call, type CompiledPolicy, type DeniedCall, type Evaluation, type Situation, type SuggestedRule, type Usage } from "@femtoclaw/gate";
import { fault, resolvePointer, type Fault, type JsonObject, type JsonValue } from "@femtoclaw/protocol";
import { loadPolicy, type PolicyLoading, type PolicySource, type PolicySurroundings } from "@femtoclaw/runtime";
import { assumedFact, isAnswered } from "../assumed-fact.ts";
import { FaultsError } from "../faults-error.ts";
import type { RecordedDecision } from "../recorded-decision.ts";
import { mandatesUnder } from "./mandate-under.ts";

export interface TriedCall {
  readonly decision: RecordedDecision;
  /** With the rules, as the run stood. Under `observe`, what it would be. */
  readonly verdict: Evaluation["verdict"];
  readonly rule: string | null;
  /** Null where it is allowed. */
  readonly why: string | null;
  /** Whether a name that it asks for was taken to lead to a public address. */
  readonly assumed: boolean;
}

export interface TriedRules {
  readonly rules: readonly SuggestedRule[];
  readonly calls: readonly TriedCall[];
}

export const ruleValue = (rule: SuggestedRule["rule"]): JsonObject => JSON.parse(JSON.stringify(rule));

const object = (value: JsonValue | undefined): JsonObject => (isJsonObject(value) ? value : {});

/** The policy as it is written, with the rules added at the end of their capabilities. */
const withRules = (written: JsonObject, rules: readonly SuggestedRule[]): JsonObject => {
  const capabilities = { ...object(written["capabilities"]) };
  for (const { capability, rule } of rules) {
    const block = object(capabilities[capability]);
    const allow = Array.isArray(block["allow"]) ? block["allow"] : [];
    capabilities[capability] = { ...block, allow: [...allow, ruleValue(rule)] };
  }
  return { ...written, capabilities };
};

/** Ids that no rule of the policy has. */
const newIds = (written: JsonObject): (() => string) => {
  const taken = new Set(JSON.stringify(written).match(/"id":"[^"]+"/g) ?? []);
  let counted = 0;
  return () => {
    do counted += 1;
    while (taken.has(`"id":"suggested-${counted}"`));
    return `suggested-${counted}`;
  };
};

/** Where the path of a call leads is asked for again where nobody asked then: a call that no rule could allow asks nothing. */
const withPlace = async ({ call, facts }: Situation, { registry, resolver, workspace }: PolicySurroundings): Promise<DeniedCall> => {
  const resource = registry.capabilities.get(call.capability)?.descriptor.resource;
  const text = resource?.kind === "path" ? resolvePointer(call.args, resource.path) : undefined;
  const path = typeof text === "string" && facts.length === 0 ? resolvePath(workspace, text) : null;
  return { call, facts: path === null ? facts : await resolver.resolve([{ kind: "path", path }]) };
};

const rulesFor = async (decisions: readonly RecordedDecision[], written: JsonObject, around: PolicySurroundings): Promise<readonly SuggestedRule[]> => {
  const byCapability = new Map<string, DeniedCall[]>();
  for (const { situation } of decisions) {
    const { capability } = situation.call;
    const known = byCapability.get(capability) ?? [];
    known.push(await withPlace(situation, around));
    byCapability.set(capability, known);
  }
  const newId = newIds(written);
  return [...byCapability].flatMap(([name, calls]) => {
    const descriptor = around.registry.capabilities.get(name)?.descriptor;
    return descriptor === undefined ? [] : suggestRules(calls, descriptor, around.workspace, newId);
  });
};

interface Trial {
  readonly policy: CompiledPolicy;
  readonly rules: readonly SuggestedRule[];
  /** Calls whose rule cannot stand in a policy. */
  readonly defects: ReadonlyMap<Call, Fault>;
}

/** One rule that cannot stand in a policy must not spoil the others: then each is tried alone. */
const tryRules = async (suggested: readonly SuggestedRule[], load: (rules: readonly SuggestedRule[]) => Promise<PolicyLoading>): Promise<Trial> => {
  const whole = await load(suggested);
  if (whole.loaded !== null) return { policy: whole.loaded.policy, rules: suggested, defects: new Map() };
  const rules: SuggestedRule[] = [];
  const defects = new Map<Call, Fault>();
  for (const it of suggested) {
    const [defect] = (await load([it])).faults;
    if (defect === undefined) rules.push(it);
    else for (const call of it.calls) defects.set(call, defect);
  }
  const rest = await load(rules);
  if (rest.loaded === null) throw defective(rest.faults);
  return { policy: rest.loaded.policy, rules, defects };
};

const defective = (faults: readonly Fault[]): FaultsError => new FaultsError(fault("FC_CONFIG_INVALID_POLICY", "a policy without defects", `${faults.length}`), faults);

interface DecidedAgain {
  readonly evaluation: Evaluation;
  /** Whether a name was taken to lead to a public address. */
  readonly assumed: boolean;
}

/**
 * Paths are looked up again. Names are not: what was denied may have been a name made to carry something out, and whoever looks it up
 * carries it. A name of which nothing is recorded is taken to lead to a public address, and that is said.
 */
const decideAgain = async (policy: CompiledPolicy, around: PolicySurroundings, { mandate: recordedMandate, situation }: RecordedDecision, usage: Usage): Promise<DecidedAgain> => {
  const { registry, resolver } = around;
  const mandate = mandatesUnder(policy, around)(recordedMandate);
  const lookups = lookupsOf({ policy, registry }, { mandate }, situation.call);
  const recorded = situation.facts.filter(({ kind }) => kind === "host");
  const names = lookups.filter((it) => it.kind === "host" && !isAnswered(it, recorded)).map(assumedFact);
  const facts = [...recorded, ...names, ...(await resolver.resolve(lookups.filter(({ kind }) => kind === "path")))];
  const evaluation = evaluate(policy, registry, { ...situation, facts, usage, mandate });
  return { evaluation: ("observed" in evaluation ? evaluation.observed : undefined) ?? evaluation, assumed: names.length > 0 };
};

const whyNot = ({ verdict, reasons }: Evaluation): string | null => {
  if (verdict === "AUTHORIZED") return null;
  if (verdict === "APPROVAL_REQUIRED") return "a person would be asked";
  const [first] = reasons;
  const reason = first === undefined ? verdict : `expected ${first.expected}, found ${first.found}`;
  return verdict === "DENIED_POLICY_VIOLATION" ? reason : `${verdict}, which no rule can change: ${reason}`;
};

/**
 * A rule is suggested for a call that lacks one, and kept where the call is then allowed: not where a deny rule or the runtime's own
 * stands against it, nor what the run was for, nor a flow rule, which a rule made out of the call would lift. What the run had used by then is no reason
 * against a rule, and is said.
 */
export const tryRulesFor = async (decisions: readonly RecordedDecision[], source: PolicySource, around: PolicySurroundings): Promise<TriedRules> => {
  const reading = readDocument(source.text, source.file, "FC_POLICY_SYNTAX");
  if (reading.document === null) throw defective(reading.faults);
  const written = object(reading.document.value);
  const current = await loadPolicy(source, around);
  if (current.loaded === null) throw defective(current.faults);
  const load = (rules: readonly SuggestedRule[]): Promise<PolicyLoading> => loadPolicy({ ...source, text: JSON.stringify(withRules(written, rules)) }, around);

  const reasons = new Map<RecordedDecision, string | null>();
  const lacking: RecordedDecision[] = [];
  for (const it of decisions) {
    const objection = objectionToNewRule(current.loaded.policy, around.registry, it.situation);
    if ((await decideAgain(current.loaded.policy, around, it, noUsage)).evaluation.verdict !== "DENIED_POLICY_VIOLATION") continue;
    if (objection === null) lacking.push(it);
    else reasons.set(it, `flow rule ${objection.rule ?? ""}: expected ${objection.expected}, found ${objection.found}`);
  }
  const first = await tryRules(await rulesFor(lacking, written, around), load);
  const helped: RecordedDecision[] = [];
  for (const it of lacking) {
    const defect = first.defects.get(it.situation.call);
    const { evaluation } = await decideAgain(first.policy, around, it, noUsage);
    if ("grant" in evaluation) helped.push(it);
    else reasons.set(it, defect === undefined ? whyNot(evaluation) : `a rule for it would have a defect: expected ${defect.expected}, found ${defect.found}`);
  }
  const last = helped.length === lacking.length ? first : await tryRules(await rulesFor(helped, written, around), load);
  const calls: TriedCall[] = [];
  for (const decision of decisions) {
    const { evaluation, assumed } = await decideAgain(last.policy, around, decision, decision.situation.usage);
    calls.push({ decision, assumed, verdict: evaluation.verdict, rule: evaluation.rule?.id ?? null, why: evaluation.verdict === "AUTHORIZED" ? null : (reasons.get(decision) ?? whyNot(evaluation)) });
  }
  return { rules: last.rules, calls };
};
