// Written argument elements → an automaton over arguments.
import type { CompiledArgv, CompiledToken } from "./compiled-policy.ts";
import { compileScope } from "./compile-path.ts";
import { checkRange, compileText } from "./compile-predicate.ts";
import type { ArgvElement, ArgvPredicate } from "./policy-document.ts";
import { complain, doubt, quoted, type RuleEffect, type Workshop } from "./workshop.ts";

/** `tokens` in a row, taken together; repeated as `times` says. `anyOrder`: rows of which each is taken once or not, in any order. */
export type ArgvPart =
  | { readonly tokens: readonly CompiledToken[]; readonly times: "once" | "optional" | "many" }
  | { readonly tokens: readonly CompiledToken[]; readonly times: "anyOrder"; readonly rows: readonly (readonly CompiledToken[])[] };

const kinds = ["oneOf", "int", "pattern", "path", "optional", "many", "rest", "flags"] as const;

/** Each inner element is a flag, alone or with its value: what is no flag could stand for the value of another. */
const compileFlags = (shop: Workshop, flags: readonly ArgvElement[], pointer: string, effect: RuleEffect): ArgvPart | null => {
  const seen = new Set<string>();
  const rows: (readonly CompiledToken[])[] = [];
  for (const [index, element] of flags.entries()) {
    const place = `${pointer}/${index}`;
    const flag = typeof element === "string" ? element : (element.flag ?? "");
    if (!/^--?[A-Za-z0-9]/.test(flag)) return complain(shop, "FC_POLICY_PREDICATE", place, "a flag, alone or with its value", flag === "" ? "none" : quoted(flag));
    if (seen.has(flag)) return complain(shop, "FC_POLICY_PREDICATE", place, "each flag once, since it is taken at most once", `${flag} again`);
    seen.add(flag);
    const part = compileElement(shop, element, place, effect);
    if (part === null) return null;
    rows.push(part.tokens);
  }
  return { tokens: rows.flat(), times: "anyOrder", rows };
};

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
  if (element.flag !== undefined && (inner !== undefined || element.rest === true || element.flags !== undefined)) {
    return complain(shop, "FC_POLICY_PREDICATE", pointer, "a flag whose value is one argument", found.join(""));
  }
  if (element.rest === true) return { tokens: [{ kind: "any" }], times: "many" };
  if (element.flags !== undefined) return compileFlags(shop, element.flags, `${pointer}/flags`, effect);
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

interface Step {
  readonly token: CompiledToken;
  readonly next: readonly number[];
}

const lengthOf = (part: ArgvPart): number => (part.times === "anyOrder" ? part.tokens.length * 2 ** (part.rows.length - 1) : part.tokens.length);

/** One group of steps for each set of flags that are taken already: so a vector is still followed one argument at a time. */
const stepsInAnyOrder = (rows: readonly (readonly CompiledToken[])[], first: number, following: readonly number[]): { readonly start: readonly number[]; readonly steps: readonly Step[] } => {
  const left = Array.from({ length: 2 ** rows.length }, (_, used) => rows.flatMap((tokens, index) => ((used >> index) % 2 === 1 ? [] : [{ tokens, used: used + 2 ** index }])));
  let at = first;
  const goOn = left.map((group) => [...group.map(({ tokens }) => (at += tokens.length) - tokens.length), ...following]);
  at = first;
  const steps = left.flat().flatMap(({ tokens, used }) =>
    tokens.map((token, index) => {
      at += 1;
      return { token, next: index === tokens.length - 1 ? (goOn[used] ?? []) : [at] };
    }),
  );
  return { start: goOn[0] ?? [], steps };
};

/** Where a vector can go on is worked out once, so that a decision only follows it. */
export const automatonOfParts = (parts: readonly ArgvPart[]): CompiledArgv => {
  const total = parts.reduce((sum, part) => sum + lengthOf(part), 0);
  const steps: Step[] = [];
  let following: readonly number[] = [total];
  let first = total;
  for (const part of parts.toReversed()) {
    const { tokens, times } = part;
    first -= lengthOf(part);
    if (part.times === "anyOrder") {
      const written = stepsInAnyOrder(part.rows, first, following);
      steps.unshift(...written.steps);
      following = written.start;
      continue;
    }
    const after = times === "many" ? [first, ...following] : following;
    steps.unshift(...tokens.map((token, index) => ({ token, next: index === tokens.length - 1 ? after : [first + index + 1] })));
    following = times === "once" ? [first] : [first, ...following];
  }
  return { start: following, steps };
};
