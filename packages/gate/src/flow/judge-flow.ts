// FC-POL-0005: what the rules would allow, held against what the run has taken in. It can only take away: an allowance becomes a
// denial or a question to a person, never the reverse.
import type { JsonObject, JsonValue } from "@femtoclaw/protocol";
import { argumentAt, type ArgumentPointer } from "../argument-pointer.ts";
import type { CapabilityDescriptor, EffectKind } from "../capability.ts";
import type { ApprovalRequired, Authorized, Call, Reason } from "../decision.ts";
import type { Known } from "../judge/known.ts";
import { shown } from "../judge/wording.ts";
import { isJsonObject } from "../read-document.ts";
import type { CompiledFlowRule, CompiledFlowTarget, CompiledRule } from "../policy/compiled-policy.ts";
import type { FlowContext, Label, Said } from "./flow-context.ts";
import { isSaid } from "./is-said.ts";
import { namesCapability } from "./names-capability.ts";
import { targetsOf } from "./targets-of.ts";

export interface FlowObjection {
  readonly rule: CompiledFlowRule;
  readonly reason: Reason;
}

const isUnder = ({ when }: CompiledFlowRule, labels: readonly Label[]): boolean => {
  switch (when.kind) {
    case "untrusted":
      return labels.some(({ trust }) => trust === "untrusted");
    case "secret":
      return labels.some(({ secret }) => secret);
    case "sources":
      // The input is no capability: only its own name means it.
      return labels.some(({ source }) => source === "unknown" || when.sources.some((it) => (source === "input" ? it === "input" : namesCapability(it, source))));
  }
};

const describeWhen = ({ when }: CompiledFlowRule): string => {
  switch (when.kind) {
    case "untrusted":
      return "something untrusted is in the context";
    case "secret":
      return "a secret is in the context";
    case "sources":
      return `something from ${when.sources.join(" or ")} is in the context`;
  }
};

/** A rule may say which of its capability's effects its calls have; asking the network for something sends what was asked. */
export const effectsOf = ({ effects, resource }: CapabilityDescriptor, rule: CompiledRule): readonly EffectKind[] => {
  const own = rule.effects ?? effects;
  return resource.kind === "url" ? [...own, "sends"] : own;
};

const concerns = (target: CompiledFlowTarget, descriptor: CapabilityDescriptor, rule: CompiledRule): boolean =>
  (target.capability === null || namesCapability(target.capability, descriptor.name)) &&
  (target.effects?.some((it) => effectsOf(descriptor, rule).includes(it)) ?? true);

/** A call that the rules allow, with the rule that does. */
export interface AllowedCall {
  readonly call: Call;
  readonly descriptor: CapabilityDescriptor;
  readonly allowing: CompiledRule;
  readonly known: Known;
}

/** The first of the arguments that nobody trusted said; null where somebody said each. */
const unsaid = (pointers: readonly ArgumentPointer[], { call, descriptor }: AllowedCall, said: readonly Said[]): ArgumentPointer | null =>
  pointers.find((pointer) => !isSaid(argumentAt(call.args, pointer) ?? null, said, schemaOf(descriptor.args, pointer))) ?? null;

/** Of what a pointer names, as far as `properties` and `items` tell. */
const schemaOf = (schema: JsonObject, { tokens }: ArgumentPointer): JsonValue | undefined => {
  let at: JsonValue | undefined = schema;
  for (const token of tokens) {
    if (!isJsonObject(at)) return undefined;
    const properties: JsonValue | undefined = at["properties"];
    at = isJsonObject(properties) && Object.hasOwn(properties, token) ? properties[token] : at["items"];
  }
  return at;
};

const objectionOf = (flow: FlowContext, rule: CompiledFlowRule, target: CompiledFlowTarget, allowed: AllowedCall): Reason | null => {
  const { call, descriptor, allowing } = allowed;
  if (!concerns(target, descriptor, allowing)) return null;
  const { id } = rule.reference;
  const because = describeWhen(rule);
  if (target.unless === null) return { rule: id, pointer: "", expected: `no ${descriptor.name} once ${because}`, found: "a call of it" };
  const { trusted, pointers } = target.unless;
  const said = trusted ? flow.said : flow.said.filter(({ source }) => source === "input");
  const at = unsaid(pointers ?? targetsOf(allowed), allowed, said);
  if (at === null) return null;
  const who = trusted ? "the input, or a trusted source, says" : "the input says";
  return { rule: id, pointer: at.text, expected: `a value that ${who}, since ${because}`, found: shown(argumentAt(call.args, at) ?? null) };
};

/** What stands against an allowed call; a denial before a question to a person. Null where nothing does. */
export const judgeFlow = (rules: readonly CompiledFlowRule[], flow: FlowContext, allowed: AllowedCall): FlowObjection | null => {
  let question: FlowObjection | null = null;
  for (const rule of rules) {
    if (!isUnder(rule, flow.labels)) continue;
    for (const target of rule.targets) {
      const reason = objectionOf(flow, rule, target, allowed);
      if (reason === null) continue;
      if (rule.effect === "deny") return { rule, reason };
      question ??= { rule, reason };
    }
  }
  return question;
};

export const needsPerson = (evaluation: Authorized | ApprovalRequired, { rule }: FlowObjection): ApprovalRequired =>
  Object.freeze({ ...evaluation, verdict: "APPROVAL_REQUIRED", rule: rule.reference });
