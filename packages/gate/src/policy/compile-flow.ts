// FC-POL-0005: flow rules as written → as they are judged.
import { formatPointer } from "@femtoclaw/protocol";
import { argumentPointer } from "../argument-pointer.ts";
import { namesCapability } from "../flow/names-capability.ts";
import type { Registry } from "../registry.ts";
import type { CompiledFlowRule, CompiledFlowTarget } from "./compiled-policy.ts";
import { nearest } from "./nearest.ts";
import type { FlowRule, FlowTarget } from "./policy-document.ts";
import { schemaHasPointer } from "./schema-has-pointer.ts";
import { complain, quoted, type Workshop } from "./workshop.ts";

/**
 * Stops what was planted in something that a capability brought back: once anything untrusted is in the context, nothing is sent,
 * spent or done for good but to whom, where and how much the input or a trusted source says.
 */
const planted = { effects: ["sends", "spends", "irreversible"], capability: null, unless: { trusted: true, pointers: null } } as const satisfies CompiledFlowTarget;

const checkName = (shop: Workshop, registry: Registry, written: string, pointer: string): void => {
  const names = [...registry.capabilities.keys()];
  if (written === "input" || names.some((name) => namesCapability(written, name))) return;
  const close = nearest(written, names);
  complain(shop, "FC_POLICY_UNKNOWN_CAPABILITY", pointer, close === null ? `one of ${names.join(", ")}, or a beginning such as http.*` : `a registered capability; did you mean ${close}?`, quoted(written));
};

const compileTarget = (shop: Workshop, registry: Registry, it: FlowTarget, place: string): CompiledFlowTarget => {
  if ((it.capability === undefined) === (it.effect === undefined)) {
    complain(shop, "FC_POLICY_PREDICATE", place, "exactly one of capability and effect", it.capability === undefined ? "none" : "both");
  }
  if (it.unlessFromInput !== undefined && it.unlessFromTrusted !== undefined) {
    complain(shop, "FC_POLICY_PREDICATE", place, "at most one of unlessFromInput and unlessFromTrusted", "both");
  }
  if (it.capability !== undefined) checkName(shop, registry, it.capability, `${place}/capability`);
  const trusted = it.unlessFromInput === undefined;
  const pointers = it.unlessFromInput ?? it.unlessFromTrusted;
  for (const [index, pointer] of (pointers ?? []).entries()) {
    const where = `${place}/${trusted ? "unlessFromTrusted" : "unlessFromInput"}/${index}`;
    const concerned = [...registry.capabilities.values()].filter(({ descriptor }) => it.capability === undefined || namesCapability(it.capability, descriptor.name));
    if (!concerned.some(({ descriptor }) => schemaHasPointer(descriptor.args, pointer))) complain(shop, "FC_POLICY_POINTER", where, `an argument of ${it.capability ?? "some capability"}`, quoted(pointer));
  }
  return {
    capability: it.capability ?? null,
    effects: it.effect === undefined ? null : [it.effect],
    unless: pointers === undefined ? null : { trusted, pointers: pointers.map(argumentPointer) },
  };
};

const compileFlowRule = (shop: Workshop, registry: Registry, rule: FlowRule, place: string): CompiledFlowRule => {
  const reference = { id: rule.id, file: shop.policy.file, line: shop.policy.place(`${place}/id`).line ?? 1 };
  if (rule.profile !== undefined) {
    for (const other of ["when", "deny", "approve"] as const) {
      if (rule[other] !== undefined) complain(shop, "FC_POLICY_PREDICATE", `${place}/${other}`, "a profile alone, or when with deny or approve", `profile and ${other}`);
    }
    return { reference, when: { kind: "untrusted" }, effect: "deny", targets: [planted] };
  }
  const { when } = rule;
  const kinds = when === undefined ? [] : Object.keys(when);
  if (kinds.length !== 1) complain(shop, "FC_POLICY_PREDICATE", when === undefined ? place : `${place}/when`, "exactly one of tainted, secret, sources", kinds.length === 0 ? "none" : kinds.join(" and "));
  if ((rule.deny === undefined) === (rule.approve === undefined)) complain(shop, "FC_POLICY_PREDICATE", place, "exactly one of deny and approve", rule.deny === undefined ? "none" : "both");
  for (const [index, source] of (when?.sources ?? []).entries()) checkName(shop, registry, source, `${place}/when/sources/${index}`);
  const effect = rule.deny === undefined ? "approve" : "deny";
  return {
    reference,
    when: when?.sources !== undefined ? { kind: "sources", sources: when.sources } : { kind: when?.secret === true ? "secret" : "untrusted" },
    effect,
    targets: (rule[effect] ?? []).map((target, index) => compileTarget(shop, registry, target, `${place}/${effect}/${index}`)),
  };
};

export const compileFlow = (shop: Workshop, registry: Registry): readonly CompiledFlowRule[] =>
  (shop.policy.document.flow ?? []).map((rule, index) => compileFlowRule(shop, registry, rule, formatPointer(["flow", index])));
