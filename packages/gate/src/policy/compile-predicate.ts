// Predicates on one argument: exactly one kind each, with its phrase for the reasons.
import { canonicalise } from "@femtoclaw/protocol";
import { parseRange } from "../address.ts";
import { describeScope } from "../judge/path-scope.ts";
import { describeRange, shown } from "../judge/wording.ts";
import { compilePattern, type Automaton } from "../pattern/automaton.ts";
import { compileScope } from "./compile-path.ts";
import { compileUrl } from "./compile-url.ts";
import type { CompiledPredicate } from "./compiled-policy.ts";
import type { IntegerRange, Predicate } from "./policy-document.ts";
import { complain, quoted, type RuleEffect, type Workshop } from "./workshop.ts";

export const compileText = (shop: Workshop, written: string, pointer: string): Automaton | null => {
  const compiled = compilePattern(written);
  if (compiled.ok) return compiled.value;
  return complain(shop, "FC_POLICY_PATTERN", pointer, `${compiled.fault.expected}, at character ${compiled.fault.at + 1}`, quoted(written));
};

export const checkRange = (shop: Workshop, range: IntegerRange, pointer: string): void => {
  if (range.min !== undefined && range.max !== undefined && range.min > range.max) {
    complain(shop, "FC_POLICY_PREDICATE", pointer, `min no greater than max; did you mean min ${range.max}, max ${range.min}?`, `${range.min} and ${range.max}`);
  }
};

export const compilePredicate = (shop: Workshop, it: Predicate, pointer: string, effect: RuleEffect): CompiledPredicate | null => {
  const kinds = Object.keys(it);
  if (kinds.length !== 1) {
    return complain(shop, "FC_POLICY_PREDICATE", pointer, "exactly one of const, oneOf, int, number, pattern, length, path, url, cidr", kinds.length === 0 ? "none" : kinds.join(" and "));
  }
  if (it.const !== undefined) {
    const canonical = canonicalise(it.const);
    if (typeof it.const === "object" && it.const !== null) return { kind: "const", canonical, expected: shown(it.const) };
    return { kind: "oneOf", values: [it.const], expected: shown(it.const) };
  }
  if (it.oneOf !== undefined) return { kind: "oneOf", values: it.oneOf, expected: `one of ${it.oneOf.map(shown).join(", ")}` };
  if (it.pattern !== undefined) {
    const automaton = compileText(shop, it.pattern, `${pointer}/pattern`);
    return automaton === null ? null : { kind: "pattern", automaton, expected: `a string matching ${it.pattern}` };
  }
  if (it.path !== undefined) {
    const scope = compileScope(shop, it.path, `${pointer}/path`);
    return scope === null ? null : { kind: "path", scope, from: shop.facts.workspace, expected: describeScope(scope) };
  }
  if (it.url !== undefined) {
    // Nothing is connected to on its account, so where its name leads is not asked.
    const scope = compileUrl(shop, it.url, `${pointer}/url`, effect);
    return scope === null ? null : { kind: "url", scope: { ...scope, addresses: null }, expected: `a URL of ${scope.origin}` };
  }
  if (it.cidr !== undefined) {
    const ranges = it.cidr.flatMap((text, index) => {
      const range = parseRange(text);
      if (range === null) complain(shop, "FC_POLICY_PREDICATE", `${pointer}/cidr/${index}`, "an address or a range such as 10.0.0.0/8", quoted(text));
      return range ?? [];
    });
    return { kind: "cidr", ranges, expected: `an address within ${it.cidr.join(" or ")}` };
  }
  const nouns = { int: "an integer", number: "a number", length: "a string or list with a length" } as const;
  for (const kind of ["int", "number", "length"] as const) {
    const range = it[kind];
    if (range === undefined) continue;
    checkRange(shop, range, `${pointer}/${kind}`);
    return { kind, range, expected: `${nouns[kind]} ${describeRange(range)}` };
  }
  return null;
};
