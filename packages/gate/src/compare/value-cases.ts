// What the rules can say to one argument: a value for each combination of their conditions that some value fulfils. Texts are found by
// search; of numbers, the points around every bound; of all else, what the conditions name, and one of each kind that none of them names.
import { canonicalise, type JsonObject, type JsonValue } from "@femtoclaw/protocol";
import { judgePredicate } from "../judge/predicate.ts";
import type { CompiledPredicate } from "../policy/compiled-policy.ts";
import { isJsonObject } from "../read-document.ts";
import type { Case, Cases, ComparedRule, Said } from "./case.ts";
import { automatonMachine, lengthMachine, textsMachine, type Machine } from "./machine.ts";
import { choicesOf, fitsSchema, typesOf } from "./modelled-schema.ts";
import { numberPoints } from "./number-points.ts";
import { sampleArguments, sampleOf } from "./sample-arguments.ts";
import { textClasses } from "./text-classes.ts";
import { anyText } from "./universes.ts";
import type { Work } from "./work.ts";

const isMachine = (it: Machine | null): it is Machine => it !== null;

const textMachine = (predicate: CompiledPredicate): Machine | null => {
  switch (predicate.kind) {
    case "oneOf":
      return textsMachine(predicate.values.filter((it) => typeof it === "string"));
    case "pattern":
      return automatonMachine(predicate.automaton);
    case "length":
      return lengthMachine(predicate.range.min ?? 0, predicate.range.max ?? Number.POSITIVE_INFINITY);
    default:
      return null;
  }
};

const numberOf = (value: JsonValue | undefined): readonly number[] => (typeof value === "number" ? [value] : []);

/** What the schema itself wants of a text, so that each combination is tried with texts that it accepts. */
const lengthOfSchema = (schema: JsonObject): Machine | null => {
  const [min = 0] = numberOf(schema["minLength"]);
  const [max = Number.POSITIVE_INFINITY] = numberOf(schema["maxLength"]);
  return min > 0 || Number.isFinite(max) ? lengthMachine(min, max) : null;
};

const boundsOf = (predicate: CompiledPredicate): readonly number[] => {
  if (predicate.kind === "int" || predicate.kind === "number" || predicate.kind === "length") return [predicate.range.min, predicate.range.max].filter((it) => it !== undefined);
  return predicate.kind === "oneOf" ? predicate.values.filter((it) => typeof it === "number") : [];
};

/** Longer lists are not written out; a condition on their length is then not compared. */
const mostItems = 1_024;

const named = (predicate: CompiledPredicate): readonly JsonValue[] => {
  if (predicate.kind === "oneOf") return predicate.values;
  return predicate.kind === "const" ? [JSON.parse(predicate.canonical)] : [];
};

/** Alternatives, of which one that no condition names stands for all values of their kind. */
type Kind = readonly JsonValue[];

const items = (schema: JsonObject): readonly JsonValue[] => [sampleOf(schema["items"]), "x", "y", 0, 1, 2, false, true, null, [], {}];

const listKinds = (schema: JsonObject, lengths: readonly number[]): readonly Kind[] =>
  lengths.map((length) => {
    const filled = items(schema).filter((it) => fitsSchema(schema["items"], it)).map((item) => Array.from({ length }, () => item));
    return length === 0 ? [[]] : filled;
  });

const objectKind = (schema: JsonObject): Kind => {
  const sample = sampleArguments(schema);
  const properties = isJsonObject(schema["properties"]) ? schema["properties"] : {};
  return [sample, ...Object.entries(properties).flatMap(([key, of]) => [{ ...sample, [key]: sampleOf(of) }, ...items({ items: of }).map((it) => ({ ...sample, [key]: it }))]), { ...sample, x: "x" }, { ...sample, y: 1 }];
};

interface Values {
  readonly values: readonly JsonValue[];
  /** Of some kind there is no value to stand for those that no condition names. */
  readonly isLacking: boolean;
}

const unnamed = (schema: JsonObject, kinds: readonly Kind[], names: ReadonlySet<string>): Values => {
  const found = kinds.map((alternatives) => alternatives.find((it) => fitsSchema(schema, it) && !names.has(canonicalise(it))));
  // An empty list is the only one of its kind, and may be named.
  const isLacking = kinds.some((alternatives, index) => found[index] === undefined && !alternatives.some((it) => Array.isArray(it) && it.length === 0));
  return { values: found.filter((it) => it !== undefined), isLacking };
};

const many = (pointer: string) => ({ undecided: `the conditions on ${pointer} have too many combinations` });

const valuesOf = (pointer: string, predicates: readonly CompiledPredicate[], schema: JsonObject, work: Work): Values | { readonly undecided: string } => {
  const choices = choicesOf(schema);
  if (choices !== null) return { values: choices, isLacking: false };
  const texts = textClasses([...predicates.map(textMachine), lengthOfSchema(schema)].filter(isMachine), anyText, work);
  if (texts === null) return many(pointer);
  const bounds = [...predicates.flatMap(boundsOf), ...numberOf(schema["minimum"]), ...numberOf(schema["maximum"])];
  const [least = 0] = numberOf(schema["minItems"]);
  const [most = Number.POSITIVE_INFINITY] = numberOf(schema["maxItems"]);
  const lengthBounds = predicates.flatMap((it) => (it.kind === "length" ? boundsOf(it) : []));
  const lengths = [...new Set([least, least + 1, ...lengthBounds.flatMap((it) => [it - 1, it, it + 1])])].filter((it) => it >= least && it <= most);
  const types = typesOf(schema);
  const allows = (type: string): boolean => types === null || types.includes(type);
  if (allows("array") && lengths.some((it) => it > mostItems)) return { undecided: `a length at ${pointer} is too large to be tried` };
  const names = predicates.flatMap(named);
  if (!work.spend(names.length + bounds.length + lengths.reduce((sum, it) => sum + it, 0))) return many(pointer);
  const kinds = [...(allows("array") ? listKinds(schema, lengths) : []), ...(allows("object") ? [objectKind(schema)] : [])];
  const others = unnamed(schema, kinds, new Set(names.map(canonicalise)));
  return { values: [...texts.map(({ text }) => text), ...numberPoints(bounds), true, false, null, ...others.values, ...names], isLacking: others.isLacking };
};

/** `accepts` is asked with the value in its place; undefined for none. */
export const valueCases = (pointer: string, rules: readonly ComparedRule[], schema: JsonObject, accepts: (value: JsonValue | undefined) => boolean, work: Work): Cases => {
  const conditions = rules.map(({ rule }) => rule.where.find((it) => it.pointer.text === pointer)?.predicate ?? null);
  const predicates = conditions.filter((it) => it !== null);
  if (predicates.some(({ kind }) => kind === "path" || kind === "url" || kind === "cidr")) return { undecided: `conditions on a place at ${pointer} are not compared` };
  const found = valuesOf(pointer, predicates, schema, work);
  if ("undecided" in found) return found;
  // Of a text each condition reads every character.
  if (!work.spend(found.values.reduce<number>((sum, it) => sum + rules.length * (1 + (typeof it === "string" ? it.length : 0)), 0))) return many(pointer);
  const fits = found.values.map((it) => fitsSchema(schema, it));
  const accepted = found.values.filter((_, index) => fits[index]);
  if (found.values.some((it, index) => accepts(it) !== fits[index])) return { undecided: `what the validator accepts at ${pointer} is not what its schema says` };
  if (found.isLacking || accepted.length === 0) return { undecided: `no value for each kind at ${pointer} could be made that its schema accepts` };
  const cases = new Map<string, Case>();
  for (const value of [...(accepts(undefined) ? [undefined] : []), ...accepted]) {
    const said = conditions.map((it): Said => (it === null ? "holds" : (judgePredicate(it, pointer, value, { facts: [], barred: [] })?.result ?? "holds")));
    if (!cases.has(said.join())) cases.set(said.join(), { said, taken: [], args: [[pointer, value]], facts: [] });
  }
  return [...cases.values()];
};
