// FC-POL-0001: the decision. Pure, total, deterministic: a function of the policy, the registry, the call, the recorded facts,
// the recorded usage and the recorded time (R1). Deny > approval > allow > nothing, and nothing is deny (R3, R4). Any failure
// inside denies (R7, G3).
import type { CapabilityDescriptor } from "./capability.ts";
import type { ApprovalRequired, Authorized, Call, Denial, Denied, Evaluation, Reason, RuleReference, Usage } from "./decision.ts";
import type { Fact } from "./fact.ts";
import { unknownFlow, type FlowContext } from "./flow/flow-context.ts";
import { judgeFlow, needsPerson } from "./flow/judge-flow.ts";
import { freezeDeep } from "./freeze-deep.ts";
import { judgeArguments } from "./judge/arguments.ts";
import { knownTo, type Known } from "./judge/known.ts";
import { judgeRule, reasonOf, type Resolved } from "./judge/rule.ts";
import { shown } from "./judge/wording.ts";
import { subjectOf, type Subject } from "./judge/subject.ts";
import { asJudged, judgeMandate, type Mandate } from "./mandate/judge-mandate.ts";
import { makeGrant } from "./make-grant.ts";
import type { CompiledCapability, CompiledPolicy, CompiledRule } from "./policy/compiled-policy.ts";
import type { Registry } from "./registry.ts";
import { programRulesFor, rulesFor } from "./rules-for.ts";

export interface Situation {
  readonly call: Call;
  readonly facts: readonly Fact[];
  readonly usage: Usage;
  /** The recorded clock, ms. */
  readonly atMs: number;
  /** What the run has taken in. Absent: as if it were the worst. */
  readonly flow?: FlowContext;
  /** What the run is for. Absent or null: all that the policy allows. */
  readonly mandate?: Mandate | null;
}

/** A decision shows at most this many reasons; `explain` shows them all. */
const mostReasons = 8;

export const evaluate = (policy: CompiledPolicy, registry: Registry, situation: Situation): Evaluation => {
  try {
    const evaluation = judgeCall(policy, registry, situation);
    return policy.profile === "observe" ? observed(evaluation) : evaluation;
  } catch {
    return failedInside(policy, situation);
  }
};

/** The profile `observe` lets nothing run: an allowance becomes a denial that says what it would have been. */
const observed = (evaluation: Evaluation): Evaluation => {
  if (!("grant" in evaluation)) return evaluation;
  const { capability, rule, policyDigest, verdict } = evaluation;
  const reason = because("", "a profile that executes; observe only records", `a call that would have been ${verdict}`, rule?.id ?? null);
  return Object.freeze({ verdict: "DENIED_POLICY_VIOLATION", capability, rule, reasons: Object.freeze([reason]), policyDigest, observed: evaluation });
};

const noReasons: readonly Reason[] = Object.freeze([]);

type Deny = (verdict: Denial, reasons: readonly Reason[], rule?: RuleReference) => Denied;

const because = (pointer: string, expected: string, found: string, rule: string | null = null): Reason => ({ rule, pointer, expected, found });

/** The checks in the order of FC-POL-0001.R5: existence, enablement, arguments, policy. */
const judgeCall = (policy: CompiledPolicy, registry: Registry, situation: Situation): Evaluation => {
  const { call } = situation;
  const deny: Deny = (verdict, reasons, rule) =>
    freezeDeep({ verdict, capability: call.capability, rule: rule ?? null, reasons: reasons.slice(0, mostReasons), policyDigest: policy.digest });
  const capability = registry.capabilities.get(call.capability);
  if (capability === undefined) return deny("DENIED_CAPABILITY_NOT_FOUND", [because("/tool", "a registered capability", shown(call.capability))]);
  const block = policy.capabilities.get(call.capability);
  if (block?.enabled === false) {
    return deny("DENIED_CAPABILITY_DISABLED", [because("/tool", "an enabled capability", `${call.capability}, disabled by policy ${policy.name}`)]);
  }
  const defects = judgeArguments(capability, call.args);
  if (defects.length > 0) return deny("DENIED_ARGUMENT_INVALID", defects.map((it) => because(it.pointer, it.expected, it.found)));
  const { mandate = null } = situation;
  // Before the rules: for a call that nothing can allow yet, the host was not asked.
  if (mandate === "due") return deny("DENIED_POLICY_VIOLATION", [because("", "a mandate before the first call", "none yet")]);
  if (mandate === "void") return deny("DENIED_POLICY_VIOLATION", [because("", "a mandate that can be read", "one with defects")]);
  if (block === undefined) {
    return deny("DENIED_POLICY_VIOLATION", [because("", `a rule for ${call.capability} in policy ${policy.name}`, "none, and what no rule allows is denied")]);
  }
  const objection = descriptorReason(block, registry, call) ?? limitReason(block, situation);
  if (objection !== null) return deny("DENIED_POLICY_VIOLATION", [objection]);
  const judged = judgeRules(policy, block, situation, deny);
  if ("verdict" in judged) return judged;
  const evaluation = mandate === null ? judged.evaluation : underMandate(mandate, situation, judged.evaluation, deny);
  return "grant" in evaluation ? underFlow(policy, capability.descriptor, situation, { ...judged, evaluation }, deny) : evaluation;
};

/** What the rules allow, with the rule that does. */
interface Allowed {
  readonly evaluation: Authorized | ApprovalRequired;
  readonly allowing: CompiledRule;
}

/** What the rules allow, unless the run is not for it; where the mandate may be widened, a person is asked (FC-POL-0006). */
const underMandate = (mandate: Exclude<Mandate, string>, { call, facts }: Situation, evaluation: Allowed["evaluation"], deny: Deny): Evaluation => {
  const judged = judgeMandate(mandate, call, facts, evaluation.grant);
  if (judged.within) return Object.freeze({ ...evaluation, grant: asJudged(evaluation.grant, judged.paths) });
  if (mandate.widen) return Object.freeze({ ...evaluation, verdict: "APPROVAL_REQUIRED", reasons: Object.freeze(judged.reasons.slice(0, 1)) });
  return deny("DENIED_POLICY_VIOLATION", judged.reasons);
};

/** What the rules allow, unless what the run has taken in stands against it (FC-POL-0005). */
const underFlow = (policy: CompiledPolicy, descriptor: CapabilityDescriptor, { call, facts, flow }: Situation, { evaluation, allowing }: Allowed, deny: Deny): Evaluation => {
  const objection = judgeFlow(policy.flow, flow ?? unknownFlow, { call, descriptor, allowing, known: knownTo("allow", policy, facts) });
  if (objection === null) return evaluation;
  return objection.rule.effect === "deny" ? deny("DENIED_POLICY_VIOLATION", [objection.reason], objection.rule.reference) : needsPerson(evaluation, objection);
};

/** The rules were checked against one descriptor; with another, the same pointers could name other arguments. */
const descriptorReason = (block: CompiledCapability, registry: Registry, call: Call): Reason | null =>
  pinReason(block, call) ?? (registry.digests[call.capability] === block.descriptorDigest ? null : because("", `the descriptor of ${call.capability} that the policy was checked against`, "another"));

/** FC-CLAW-0001: a tool that was changed after its review is another tool. */
const pinReason = ({ pinned, descriptorDigest }: CompiledCapability, call: Call): Reason | null =>
  pinned === null || pinned === descriptorDigest ? null : because("", `the descriptor of ${call.capability} that the policy pins, ${pinned}`, `${descriptorDigest}; review it and pin it again`);

const executionsSince = (usage: Usage, capability: string, since: number): number => (usage.recentByCapability[capability] ?? []).filter((time) => !(time <= since)).length;

/** Put so that a count or a time that is not a number is over the limit. */
const limitReason = (block: CompiledCapability, { call, usage, atMs }: Situation): Reason | null => {
  if (block.perRun !== null) {
    const used = usage.byCapability[call.capability] ?? 0;
    if (!(used < block.perRun)) return because("", `at most ${block.perRun} executions of ${call.capability} in a run`, `${used} so far`);
  }
  if (block.perMinute !== null) {
    const recent = executionsSince(usage, call.capability, atMs - 60_000);
    if (!(recent < block.perMinute)) return because("", `at most ${block.perMinute} executions of ${call.capability} in a minute`, `${recent} in the last one`);
  }
  if (block.window !== null) {
    const { count, windowMs } = block.window;
    const recent = executionsSince(usage, call.capability, atMs - windowMs);
    if (!(recent < count)) return because("", `at most ${count} executions of ${call.capability} in ${windowMs} ms`, `${recent} in the last ones`);
  }
  return null;
};

const judgeRules = (policy: CompiledPolicy, block: CompiledCapability, situation: Situation, deny: Deny): Allowed | Denied => {
  const { call, facts } = situation;
  const subject = subjectOf(block.resource, call.args, policy.workspace);
  const rules = rulesFor(block, subject, call, facts);
  const toDeny = knownTo("deny", policy, facts);
  for (const rule of rules.deny) {
    const judged = judgeRule(rule, subject, call.args, toDeny);
    if (judged.result === "fails") continue;
    const { id } = rule.reference;
    const matched = because("", `a call that deny rule ${id} does not match`, "one that it matches", id);
    return deny("DENIED_POLICY_VIOLATION", [reasonOf(rule, judged) ?? matched], rule.reference);
  }
  let chosen: { readonly rule: CompiledRule; readonly resolved: Resolved | null } | null = null;
  const toAllow = knownTo("allow", policy, facts);
  for (const rule of rules.allow) {
    // Once some rule allows, only one that wants approval can change the answer.
    if (chosen !== null && !rule.approval) continue;
    const judged = judgeRule(rule, subject, call.args, toAllow);
    if (judged.result !== "holds") continue;
    chosen = { rule, resolved: judged.resolved };
    if (rule.approval) break;
  }
  if (chosen === null) {
    const nothing = because("", `a rule of policy ${policy.name} that allows this call`, "none, and what no rule allows is denied");
    const reasons = objectionsOf(programRulesFor(block, subject).allow.slice(0, mostReasons), subject, call, toAllow);
    return deny("DENIED_POLICY_VIOLATION", reasons.length === 0 ? [nothing] : reasons);
  }
  const { rule, resolved } = chosen;
  const grant = resolved === null ? null : makeGrant(block, rule, call, resolved);
  if (grant === null) return deny("DENIED_POLICY_VIOLATION", [because("", "a program that this host has", "none", rule.reference.id)], rule.reference);
  const verdict = rule.approval ? "APPROVAL_REQUIRED" : "AUTHORIZED";
  return { evaluation: Object.freeze({ verdict, capability: call.capability, rule: rule.reference, reasons: noReasons, policyDigest: policy.digest, grant }), allowing: rule };
};

/** Why each of these rules does not hold: asked only where the answer is no. */
const objectionsOf = (rules: readonly CompiledRule[], subject: Subject, call: Call, known: Known): readonly Reason[] =>
  rules.flatMap((rule) => reasonOf(rule, judgeRule(rule, subject, call.args, known)) ?? []);

/** Whatever broke may break again when it is asked for its name. */
const failedInside = (policy: CompiledPolicy, situation: Situation): Denied => {
  const read = (what: () => string): string => {
    try {
      return String(what());
    } catch {
      return "";
    }
  };
  return {
    verdict: "DENIED_POLICY_VIOLATION",
    capability: read(() => situation.call.capability),
    rule: null,
    reasons: [because("", "a gate that works", "a failure inside the gate")],
    policyDigest: read(() => policy.digest),
  };
};
