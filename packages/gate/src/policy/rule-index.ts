// FC-PERF-0001: the rules of a capability by what a call can say, so that a decision looks only at those that could hold of it, be
// they ten or ten thousand. What an index leaves out would fail for certain; what is not known leaves out no deny rule, since not
// knowing lets those bite (FC-POL-0001.R7).
import type { JsonValue } from "@femtoclaw/protocol";
import type { ArgumentPointer } from "../argument-pointer.ts";
import { frozenMap } from "../frozen-map.ts";
import type { CompiledResource, CompiledRule, RuleIndex, RuleSet } from "./compiled-policy.ts";

type Key = string | number | boolean;
/** The values that fulfil the rule's condition; null where it has none of that kind, so that any may. */
type KeysOf = (rule: CompiledRule) => readonly Key[] | null;

/** Below this a scan is as fast. */
const fewRules = 4;
/** Places in an index (G10): a rule without the condition stands under every value. */
const mostPlaces = 1_000_000;

const anyValue = (rules: readonly CompiledRule[], keysOf: KeysOf): readonly CompiledRule[] => rules.filter((rule) => keysOf(rule) === null);

/** Each list keeps the order of the file: decisions cite the first rule that holds. Null where it would grow too large. */
const byKey = (allow: readonly CompiledRule[], deny: readonly CompiledRule[], keysOf: KeysOf): ReadonlyMap<Key, RuleSet> | null => {
  const keys = new Set([...allow, ...deny].flatMap((rule) => keysOf(rule) ?? []));
  const sets = new Map([...keys].map((key) => [key, { allow: new Array<CompiledRule>(), deny: new Array<CompiledRule>() }]));
  let places = 0;
  for (const [effect, rules] of [["allow", allow], ["deny", deny]] as const) {
    for (const rule of rules) {
      const own = keysOf(rule);
      places += own?.length ?? keys.size;
      if (places > mostPlaces) return null;
      for (const key of own === null ? keys : new Set(own)) sets.get(key)?.[effect].push(rule);
    }
  }
  return new Map([...sets].map(([key, set]) => [key, freezeSet(set)]));
};

const freezeSet = (set: RuleSet): RuleSet => Object.freeze({ allow: Object.freeze(set.allow), deny: Object.freeze(set.deny) });

/** Texts, numbers and truth values of a `const` or `oneOf` on this argument. */
const scalarsAt =
  (at: string): KeysOf =>
  ({ where }) => {
    const found = where.find(({ pointer, predicate }) => pointer.text === at && predicate.kind === "oneOf");
    if (found?.predicate.kind !== "oneOf") return null;
    const scalars = found.predicate.values.filter(isScalar);
    // Null stands in no map, so a rule that wants it is one that any value may fulfil.
    return scalars.length === found.predicate.values.length ? scalars : null;
  };

export const isScalar = (value: JsonValue | undefined): value is Key => typeof value === "string" || typeof value === "number" || typeof value === "boolean";

/** The argument by which most rules say which of them is meant. */
const bestPointer = (rules: readonly CompiledRule[]): ArgumentPointer | null => {
  const counts = new Map<string, { readonly pointer: ArgumentPointer; count: number }>();
  for (const { where } of rules) {
    for (const { pointer, predicate } of where) {
      if (predicate.kind !== "oneOf") continue;
      const entry = counts.get(pointer.text) ?? { pointer, count: 0 };
      counts.set(pointer.text, entry);
      entry.count += 1;
    }
  }
  let best: { readonly pointer: ArgumentPointer; readonly count: number } | null = null;
  for (const entry of counts.values()) if (best === null || entry.count > best.count) best = entry;
  return best !== null && best.count * 2 >= rules.length ? best.pointer : null;
};

const none: RuleIndex = { kind: "none" };

export const indexRules = (resource: CompiledResource, allow: readonly CompiledRule[], deny: readonly CompiledRule[]): RuleIndex => {
  const indexed = (keysOf: KeysOf, make: (sets: ReadonlyMap<Key, RuleSet>, otherwise: RuleSet) => RuleIndex): RuleIndex => {
    const sets = byKey(allow, deny, keysOf);
    return sets === null ? none : make(sets, { allow: anyValue(allow, keysOf), deny: anyValue(deny, keysOf) });
  };
  const byText = (sets: ReadonlyMap<Key, RuleSet>): ReadonlyMap<string, RuleSet> => frozenMap([...sets].map(([key, set]) => [String(key), set] as const));
  // By program always: which one is meant decides what the host has to be asked.
  if (resource.kind === "exec") return indexed(({ exec }) => exec?.names ?? null, (sets) => ({ kind: "program", sets: byText(sets) }));
  if (allow.length + deny.length <= fewRules) return none;
  const pointer = bestPointer([...allow, ...deny]);
  if (pointer !== null) {
    return indexed(scalarsAt(pointer.text), (sets, otherwise) => ({ kind: "argument", pointer, sets: frozenMap(sets), otherwise, unknown: Object.freeze({ allow: otherwise.allow, deny }) }));
  }
  if (resource.kind === "url") return indexed(({ url }) => (url === null ? null : [url.origin]), (sets, otherwise) => ({ kind: "origin", sets: byText(sets), otherwise }));
  if (resource.kind !== "path") return none;
  // A path lies under many roots, each of which adds its own rules to those that have none.
  const own = { allow: allow.filter(({ path }) => path !== null), deny: deny.filter(({ path }) => path !== null) };
  const sets = byKey(own.allow, own.deny, ({ path }) => path?.roots.map(({ real }) => real) ?? []);
  const places = frozenMap([...allow, ...deny].map((rule, place) => [rule, place] as const));
  return sets === null ? none : { kind: "root", sets: byText(sets), otherwise: { allow: [], deny: deny.filter(({ path }) => path === null) }, unknown: { allow: [], deny }, places };
};
