// FC-POL-0001: the decision. Pure, total, deterministic: a function of the policy, the registry, the call, the recorded facts,
// the recorded usage and the recorded time. Deny > approval > allow > nothing, and nothing is deny. Any failure inside denies (G3).
import { resolvePointer } from "@femtoclaw/protocol";
import type { Capability } from "./capability.ts";
import type { Call, Denial, Evaluation, Reason, RuleReference, Usage } from "./decision.ts";
import type { Fact } from "./fact.ts";
import { freezeGrant, makeGrant } from "./make-grant.ts";
import { judgeRule } from "./judge/rule.ts";
import type { CompiledCapability, CompiledPolicy, CompiledRule } from "./policy/compiled-policy.ts";
import type { Registry } from "./registry.ts";

export interface Situation {
  readonly call: Call;
  readonly facts: readonly Fact[];
  readonly usage: Usage;
  /** The recorded clock, ms. */
  readonly atMs: number;
}

/** A decision shows at most this many reasons; `explain` shows them all. */
const mostReasons = 8;

type Deny = (verdict: Denial, reasons: readonly Reason[], rule?: RuleReference) => Evaluation;

export const evaluate = (policy: CompiledPolicy, registry: Registry, situation: Situation): Evaluation => {
  const { capability } = situation.call;
  const deny: Deny = (verdict, reasons, rule) => ({
    verdict,
    capability,
    rule: rule ?? null,
    reasons: reasons.slice(0, mostReasons),
    policyDigest: policy.digest,
  });
  try {
    return judgeCall(policy, registry, situation, deny);
  } catch {
    return deny("DENIED_POLICY_VIOLATION", [because("", "a gate that works", "a failure inside the gate")]);
  }
};

const because = (pointer: string, expected: string, found: string, rule: string | null = null): Reason => ({ rule, pointer, expected, found });

const judgeCall = (policy: CompiledPolicy, registry: Registry, situation: Situation, deny: Deny): Evaluation => {
  const { call } = situation;
  const capability = registry.capabilities.get(call.capability);
  if (capability === undefined) {
    return deny("DENIED_CAPABILITY_NOT_FOUND", [because("/tool", "a registered capability", JSON.stringify(call.capability))]);
  }
  const block = policy.capabilities.get(call.capability);
  if (block?.enabled === false) {
    return deny("DENIED_CAPABILITY_DISABLED", [because("/tool", "an enabled capability", `${call.capability}, disabled by policy ${policy.name}`)]);
  }
  const defects = argumentDefects(capability, call);
  if (defects.length > 0) return deny("DENIED_ARGUMENT_INVALID", defects);
  if (block === undefined) {
    return deny("DENIED_POLICY_VIOLATION", [because("", `a rule for ${call.capability} in policy ${policy.name}`, "none, and what no rule allows is denied")]);
  }
  const overLimit = limitReason(block, situation);
  if (overLimit !== null) return deny("DENIED_POLICY_VIOLATION", [overLimit]);
  return judgeRules(policy, capability, block, situation, deny);
};

/** A validator that fails has not said that the arguments are valid. */
const argumentDefects = (capability: Capability, call: Call): readonly Reason[] => {
  try {
    return capability.validateArgs(call.args).map((it) => because(it.pointer, it.expected, it.found));
  } catch {
    return [because("", "arguments that the schema can judge", "a failure of the validator")];
  }
};

const limitReason = (block: CompiledCapability, { call, usage, atMs }: Situation): Reason | null => {
  const used = usage.byCapability[call.capability] ?? 0;
  if (block.perRun !== null && used >= block.perRun) {
    return because("", `at most ${block.perRun} executions of ${call.capability} in a run`, `${used} so far`);
  }
  if (block.perMinute === null) return null;
  const recent = (usage.recentByCapability[call.capability] ?? []).filter((time) => time > atMs - 60_000).length;
  if (recent < block.perMinute) return null;
  return because("", `at most ${block.perMinute} executions of ${call.capability} in a minute`, `${recent} in the last one`);
};

/** Rules that speak of another program than this call names can neither allow nor deny it. */
const concerns = (rule: CompiledRule, capability: Capability, call: Call): boolean => {
  const { resource } = capability.descriptor;
  if (resource.kind !== "exec" || rule.exec === null) return true;
  const bin = resolvePointer(call.args, resource.bin);
  return bin === rule.exec.bin || bin === rule.exec.executable;
};

const judgeRules = (policy: CompiledPolicy, capability: Capability, block: CompiledCapability, situation: Situation, deny: Deny): Evaluation => {
  const { call, facts } = situation;
  const { resource } = capability.descriptor;
  const around = { workspace: policy.workspace, facts };
  for (const rule of block.deny) {
    const judged = judgeRule(rule, resource, call, around);
    if (judged.result === "fails") continue;
    const { id } = rule.reference;
    const reason =
      judged.result === "holds"
        ? because("", `a call that deny rule ${id} does not match`, "one that it matches", id)
        : { rule: id, ...judged.cause };
    return deny("DENIED_POLICY_VIOLATION", [reason], rule.reference);
  }
  // Approval outranks a plain allow wherever both match.
  const allowed: { rule: CompiledRule; evaluation: Evaluation }[] = [];
  const reasons: Reason[] = [];
  for (const rule of block.allow) {
    const judged = judgeRule(rule, resource, call, around);
    if (judged.result !== "holds") {
      if (concerns(rule, capability, call)) reasons.push({ rule: rule.reference.id, ...judged.cause });
      continue;
    }
    const grant = makeGrant(policy, block, rule, capability, call, judged.resolved);
    if (grant === null) {
      reasons.push(because("", "a program that this host has", "none", rule.reference.id));
      continue;
    }
    const evaluation: Evaluation = {
      verdict: rule.approval ? "APPROVAL_REQUIRED" : "AUTHORIZED",
      capability: call.capability,
      rule: rule.reference,
      reasons: [],
      policyDigest: policy.digest,
      grant: freezeGrant(grant),
    };
    if (rule.approval) return evaluation;
    allowed.push({ rule, evaluation });
  }
  const [first] = allowed;
  if (first !== undefined) return first.evaluation;
  const nothing = because("", `a rule of policy ${policy.name} that allows this call`, "none, and what no rule allows is denied");
  return deny("DENIED_POLICY_VIOLATION", reasons.length === 0 ? [nothing] : reasons);
};
