// One written rule → one compiled rule, with every defect in it (FC-POL-0001.R13). A defect in any rule refuses the whole policy.
import { formatPointer } from "@femtoclaw/protocol";
import { argumentPointer } from "../argument-pointer.ts";
import type { CapabilityDescriptor } from "../capability.ts";
import { compileExec } from "./compile-exec.ts";
import { compileScope } from "./compile-path.ts";
import { compilePredicate } from "./compile-predicate.ts";
import { compileUrl } from "./compile-url.ts";
import type { CompiledPathScope, CompiledRule } from "./compiled-policy.ts";
import { isWithin } from "../path.ts";
import { isJsonObject } from "../read-document.ts";
import { nearest } from "./nearest.ts";
import type { PathScope, Rule } from "./policy-document.ts";
import { schemaHasPointer } from "./schema-has-pointer.ts";
import { complain, quoted, warn, type RuleEffect, type Workshop } from "./workshop.ts";

/** Allowing a place outside the workspace can be meant; it is said, because it can also be one `..` too many. */
const compilePlace = (shop: Workshop, scope: PathScope, pointer: string, effect: RuleEffect): CompiledPathScope | null => {
  const compiled = compileScope(shop, scope, pointer);
  for (const { written, real } of effect === "allow" ? (compiled?.roots ?? []) : []) {
    if (isWithin(shop.facts.workspace, real)) continue;
    warn(shop, "FC_POLICY_PATH", `${pointer}/within`, "a place within the workspace", `${quoted(written)}, which is ${real}`);
  }
  return compiled;
};

/** Which resource each condition speaks of; `where` and `require` suit all. */
const conditionsOf = {
  exec: ["bin", "argv", "pin", "cwd", "environment"],
  path: ["path", "maxBytes"],
  url: ["url"],
  none: [],
} as const;
/** The condition without which a rule about the resource would allow any. */
const needed = { exec: "bin", path: "path", url: "url", none: null } as const;
/** What only shapes a grant, and a deny rule makes none. */
const grantOnly = ["pin", "cwd", "environment", "maxBytes", "require", "effects"] as const;

const checkConditions = (shop: Workshop, { name, resource }: CapabilityDescriptor, rule: Rule, pointer: string, effect: RuleEffect): void => {
  const wrong = (condition: string, expected: string): null => complain(shop, "FC_POLICY_CONDITION", `${pointer}/${condition}`, expected, condition);
  const suitable: readonly string[] = conditionsOf[resource.kind];
  for (const condition of [...conditionsOf.exec, ...conditionsOf.path, ...conditionsOf.url]) {
    if (rule[condition] !== undefined && !suitable.includes(condition)) wrong(condition, `conditions that suit ${name}: ${[...suitable, "where"].join(", ")}`);
  }
  const need = needed[resource.kind];
  if (effect === "allow") {
    if (need !== null && rule[need] === undefined) complain(shop, "FC_POLICY_CONDITION", pointer, `a rule for ${name} with ${need}`, "none");
    if (resource.kind === "path" && resource.access !== "write" && rule.maxBytes !== undefined) wrong("maxBytes", "maxBytes where something is written; limits.maxOutputBytes bounds what is read");
    return;
  }
  for (const condition of grantOnly) if (rule[condition] !== undefined) wrong(condition, "only conditions in a deny rule, which grants nothing");
  if (resource.kind === "exec" && rule.argv !== undefined && rule.bin === undefined) wrong("argv", "bin beside argv");
};

/** Helps where the first part is misspelt, or has no slash before it. */
const expectedArgument = ({ name, args }: CapabilityDescriptor, written: string): string => {
  const first = `/${written.replace(/^\//, "").split("/")[0] ?? ""}`;
  const close = nearest(first, isJsonObject(args["properties"]) ? Object.keys(args["properties"]).map((key) => formatPointer([key])) : []);
  return close === null || written.startsWith(`${close}/`) ? `an argument of ${name}` : `an argument of ${name}; did you mean ${close}?`;
};

const compileWhere = (shop: Workshop, descriptor: CapabilityDescriptor, rule: Rule, pointer: string, effect: RuleEffect): CompiledRule["where"] =>
  Object.entries(rule.where ?? {}).flatMap(([argument, written]) => {
    const place = `${pointer}/where${formatPointer([argument])}`;
    if (!schemaHasPointer(descriptor.args, argument)) complain(shop, "FC_POLICY_POINTER", place, expectedArgument(descriptor, argument), quoted(argument));
    const predicate = compilePredicate(shop, written, place, effect);
    return predicate === null ? [] : [{ pointer: argumentPointer(argument), predicate }];
  });

export const compileRule = (shop: Workshop, descriptor: CapabilityDescriptor, rule: Rule, place: number, pointer: string, effect: RuleEffect, approval: boolean): CompiledRule => {
  checkConditions(shop, descriptor, rule, pointer, effect);
  const { kind } = descriptor.resource;
  const strange = rule.effects?.findIndex((it) => !descriptor.effects.includes(it)) ?? -1;
  if (strange >= 0) complain(shop, "FC_POLICY_CONDITION", `${pointer}/effects/${strange}`, `effects of ${descriptor.name}: ${descriptor.effects.join(", ")}`, rule.effects?.[strange] ?? "");
  const { file = shop.policy.file, line = 1 } = shop.policy.place(`${pointer}/id`);
  return {
    reference: { id: rule.id, file, line },
    place,
    approval: approval || rule.require === "approval",
    effects: rule.effects ?? null,
    exec: kind === "exec" && rule.bin !== undefined ? compileExec(shop, rule, rule.bin, pointer, effect) : null,
    path: kind === "path" && rule.path !== undefined ? compilePlace(shop, rule.path, `${pointer}/path`, effect) : null,
    maxBytes: rule.maxBytes ?? null,
    url: kind === "url" && rule.url !== undefined ? compileUrl(shop, rule.url, `${pointer}/url`, effect) : null,
    where: compileWhere(shop, descriptor, rule, pointer, effect),
  };
};
