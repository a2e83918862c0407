// FC-PERF-0001: the rules of a capability by what a call can say, so that a decision looks only at those that could hold of it, be
// they ten or ten thousand. What an index leaves out would fail for certain; what is not known leaves out no deny rule, since not
// knowing lets those bite (FC-POL-0001.R7).
import type { JsonValue } from "@femtoclaw/protocol";
import type { ArgumentPointer } from "../argument-pointer.ts";
import { frozenMap } from "../frozen-map.ts";
import { directoriesOf } from "../path.ts";
import type { CompiledResource, CompiledRule, RuleIndex, RuleSet } from "./compiled-policy.ts";

type Key = string | number | boolean;
/** The values that fulfil the rule's condition; null where it has none of that kind, so that any may. */
type KeysOf = (rule: CompiledRule) => readonly Key[] | null;

/** Below this a scan is as fast. */
const fewRules = 4;
/** Places in an index (G10): a rule stands under each value that it names. */
const mostPlaces = 1_000_000;

const freezeSet = (set: RuleSet): RuleSet => Object.freeze({ allow: Object.freeze(set.allow), deny: Object.freeze(set.deny) });

interface Sets {
  readonly sets: ReadonlyMap<Key, RuleSet>;
  /** Rules without such a condition: they stand here once, and under no value. */
  readonly otherwise: RuleSet;
}

/** Each list keeps the order of the file: decisions cite the first rule that holds. Null where there would be too many places. */
const setsOf = ({ allow, deny }: RuleSet, keysOf: KeysOf): Sets | null => {
  const sets = new Map<Key, { readonly allow: CompiledRule[]; readonly deny: CompiledRule[] }>();
  const otherwise = { allow: new Array<CompiledRule>(), deny: new Array<CompiledRule>() };
  let places = 0;
  for (const [effect, rules] of [["allow", allow], ["deny", deny]] as const) {
    for (const rule of rules) {
      const keys = keysOf(rule);
      places += keys?.length ?? 1;
      if (places > mostPlaces) return null;
      if (keys === null) otherwise[effect].push(rule);
      for (const key of new Set(keys)) {
        const set = sets.get(key) ?? { allow: [], deny: [] };
        sets.set(key, set);
        set[effect].push(rule);
      }
    }
  }
  return { sets: new Map([...sets].map(([key, set]) => [key, freezeSet(set)])), otherwise: freezeSet(otherwise) };
};

/** Texts, numbers and truth values of a `const` or `oneOf`. */
const scalarsOf = ({ predicate }: CompiledRule["where"][number]): readonly Key[] | null => {
  if (predicate.kind !== "oneOf") return null;
  const scalars = predicate.values.filter(isScalar);
  // Null stands in no map, so a rule that wants it is one that any value may fulfil.
  return scalars.length === predicate.values.length ? scalars : null;
};

const scalarsAt =
  (at: string): KeysOf =>
  ({ where }) => {
    const found = where.find(({ pointer }) => pointer.text === at);
    return found === undefined ? null : scalarsOf(found);
  };

export const isScalar = (value: JsonValue | undefined): value is Key => typeof value === "string" || typeof value === "number" || typeof value === "boolean";

const sizeOf = (set: RuleSet | undefined): number => (set === undefined ? 0 : set.allow.length + set.deny.length);

/** How many rules are left at most, whatever a call says. */
const mostLeft = ({ sets, otherwise }: Sets): number => {
  let most = 0;
  for (const set of sets.values()) most = Math.max(most, sizeOf(set));
  return most + sizeOf(otherwise);
};

/** What is not known allows by no rule that wants to know it, and every deny rule has its say. */
const unknownIn = ({ deny }: RuleSet, { allow }: RuleSet): RuleSet => Object.freeze({ allow, deny });

interface Choice {
  readonly index: RuleIndex;
  readonly left: number;
}

/** The argument that tells the rules apart best: whose largest set, with the rules that say nothing of it, is smallest. */
const bestPointer = (rules: readonly CompiledRule[]): { readonly pointer: ArgumentPointer; readonly left: number } | null => {
  const counts = new Map<string, { readonly pointer: ArgumentPointer; readonly byKey: Map<Key, number>; most: number; rules: number }>();
  for (const { where } of rules) {
    for (const condition of where) {
      const keys = scalarsOf(condition);
      if (keys === null) continue;
      const { pointer } = condition;
      const entry = counts.get(pointer.text) ?? { pointer, byKey: new Map<Key, number>(), most: 0, rules: 0 };
      counts.set(pointer.text, entry);
      entry.rules += 1;
      for (const key of new Set(keys)) {
        const count = (entry.byKey.get(key) ?? 0) + 1;
        entry.byKey.set(key, count);
        entry.most = Math.max(entry.most, count);
      }
    }
  }
  let best: { readonly pointer: ArgumentPointer; readonly left: number } | null = null;
  for (const { pointer, most, rules: speaking } of counts.values()) {
    const left = most + rules.length - speaking;
    if (best === null || left < best.left) best = { pointer, left };
  }
  return best;
};

const byArgument = (rules: RuleSet): Choice | null => {
  const best = bestPointer([...rules.allow, ...rules.deny]);
  if (best === null) return null;
  const { pointer, left } = best;
  const found = setsOf(rules, scalarsAt(pointer.text));
  if (found === null) return null;
  const { sets, otherwise } = found;
  return { left, index: { kind: "argument", pointer, sets: frozenMap(sets), otherwise, unknown: unknownIn(rules, otherwise) } };
};

const byText = (sets: Sets["sets"]): ReadonlyMap<string, RuleSet> => frozenMap([...sets].map(([key, set]) => [String(key), set] as const));

const byOrigin = (rules: RuleSet): Choice | null => {
  const found = setsOf(rules, ({ url }) => (url === null ? null : [url.origin]));
  return found === null ? null : { left: mostLeft(found), index: { kind: "origin", sets: byText(found.sets), otherwise: found.otherwise } };
};

/** A path lies under many roots, of each of which the rules are looked at. */
const byRoot = (rules: RuleSet): Choice | null => {
  const found = setsOf(rules, ({ path }) => path?.roots.map(({ real }) => real) ?? null);
  if (found === null) return null;
  const sets = byText(found.sets);
  const { otherwise } = found;
  let most = 0;
  for (const root of sets.keys()) most = Math.max(most, directoriesOf(root).reduce((sum, it) => sum + sizeOf(sets.get(it)), 0));
  return { left: most + sizeOf(otherwise), index: { kind: "root", sets, otherwise, unknown: unknownIn(rules, otherwise) } };
};

const none: RuleIndex = { kind: "none" };

/** By program always: which one is meant decides what the host has to be asked. */
const byProgram = (rules: RuleSet): RuleIndex => {
  const found = setsOf(rules, ({ exec }) => exec?.names ?? null);
  if (found === null) return none;
  const { sets, otherwise } = found;
  return { kind: "program", sets: byText(sets), otherwise, unknown: unknownIn(rules, otherwise) };
};

export const indexRules = (resource: CompiledResource, rules: RuleSet): RuleIndex => {
  if (resource.kind === "exec") return byProgram(rules);
  if (sizeOf(rules) <= fewRules) return none;
  const place = resource.kind === "url" ? byOrigin(rules) : resource.kind === "path" ? byRoot(rules) : null;
  const [best] = [place, byArgument(rules)].filter((it) => it !== null).sort((a, b) => a.left - b.left);
  // One that may leave nothing out is a detour.
  return best !== undefined && best.left < sizeOf(rules) ? best.index : none;
};
