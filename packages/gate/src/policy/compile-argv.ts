// Written argument elements → an automaton over arguments.
import type { CompiledArgv, CompiledToken } from "./compiled-policy.ts";
import { compileScope } from "./compile-path.ts";
import { checkRange, compileText } from "./compile-predicate.ts";
import type { ArgvElement, ArgvPredicate } from "./policy-document.ts";
import { complain, doubt, type RuleEffect, type Workshop } from "./workshop.ts";

/** `tokens` in a row, taken together; repeated as `times` says. */
export interface ArgvPart {
  readonly tokens: readonly CompiledToken[];
  readonly times: "once" | "optional" | "many";
}

const kinds = ["oneOf", "int", "pattern", "path", "optional", "many", "rest"] as const;

const compileToken = (shop: Workshop, element: ArgvPredicate, pointer: string, effect: RuleEffect): CompiledToken | null => {
  if (element.oneOf !== undefined) return { kind: "oneOf", texts: element.oneOf };
  if (element.int !== undefined) {
    checkRange(shop, element.int, `${pointer}/int`);
    return { kind: "int", range: element.int };
  }
  if (element.pattern !== undefined) {
    const automaton = compileText(shop, element.pattern, `${pointer}/pattern`);
    return automaton === null ? null : { kind: "pattern", written: element.pattern, automaton };
  }
  if (element.path !== undefined) {
    // Only which path it is given can be judged, not what it does there.
    if (effect === "allow" && (element.path.not ?? []).length > 0) {
      doubt(shop, "FC_POLICY_CONDITION", `${pointer}/path/not`, "no exceptions, since a program may descend into what is excepted: name what it may be given in within", "not");
    }
    const scope = compileScope(shop, element.path, `${pointer}/path`);
    return scope === null ? null : { kind: "path", scope };
  }
  return null;
};

export const compileElement = (shop: Workshop, element: ArgvElement, pointer: string, effect: RuleEffect): ArgvPart | null => {
  if (typeof element === "string") return { tokens: [{ kind: "literal", text: element }], times: "once" };
  const found = kinds.filter((kind) => element[kind] !== undefined);
  if (found.length > 1 || (found.length === 0 && element.flag === undefined)) {
    return complain(shop, "FC_POLICY_PREDICATE", pointer, `a flag, or exactly one of ${kinds.join(", ")}`, found.length === 0 ? "none" : found.join(" and "));
  }
  const repeated = element.optional === undefined ? "many" : "optional";
  const inner = element[repeated];
  if (element.flag !== undefined && (inner !== undefined || element.rest === true)) {
    return complain(shop, "FC_POLICY_PREDICATE", pointer, "a flag whose value is one argument", found.join(""));
  }
  if (element.rest === true) return { tokens: [{ kind: "any" }], times: "many" };
  if (inner !== undefined) {
    const place = `${pointer}/${repeated}`;
    const part = compileElement(shop, inner, place, effect);
    if (part === null || part.times === "once") return part === null ? null : { tokens: part.tokens, times: repeated };
    return complain(shop, "FC_POLICY_PREDICATE", place, "an element that stands once", "a repeated one inside another");
  }
  const flag: readonly CompiledToken[] = element.flag === undefined ? [] : [{ kind: "literal", text: element.flag }];
  if (found.length === 0) return { tokens: flag, times: "once" };
  const token = compileToken(shop, element, pointer, effect);
  return token === null ? null : { tokens: [...flag, token], times: "once" };
};

/** Where a vector can go on is worked out once, so that a decision only follows it. */
export const automatonOfParts = (parts: readonly ArgvPart[]): CompiledArgv => {
  const total = parts.reduce((sum, part) => sum + part.tokens.length, 0);
  const steps: { token: CompiledToken; next: readonly number[] }[] = [];
  let following: readonly number[] = [total];
  let first = total;
  for (const { tokens, times } of parts.toReversed()) {
    first -= tokens.length;
    const after = times === "many" ? [first, ...following] : following;
    steps.unshift(...tokens.map((token, index) => ({ token, next: index === tokens.length - 1 ? after : [first + index + 1] })));
    following = times === "once" ? [first] : [first, ...following];
  }
  return { start: following, steps };
};
