// What the rules can say to one argument: a value for each combination of their conditions that some value fulfils. Texts are found by
// search; of numbers, the points around every bound; of all else, what the conditions name, and one of each kind that none of them names.
import type { JsonObject, JsonValue } from "@femtoclaw/protocol";
import type { Known } from "../judge/known.ts";
import { judgePredicate } from "../judge/predicate.ts";
import type { CompiledPredicate } from "../policy/compiled-policy.ts";
import type { Case, Cases, ComparedRule, Said, Undecided } from "./case.ts";
import { automatonMachine, lengthMachine, textsMachine, type Machine } from "./machine.ts";
import { choicesOf, fitsSchema, typesOf } from "./modelled-schema.ts";
import { numberPoints } from "./number-points.ts";
import { textClasses } from "./text-classes.ts";
import { anyText } from "./universes.ts";
import { unnamedValues } from "./unnamed-values.ts";
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
const lengthOfSchema = (schema: JsonObject): Machine => {
  const [min = 0] = numberOf(schema["minLength"]);
  const [max = Number.POSITIVE_INFINITY] = numberOf(schema["maxLength"]);
  return lengthMachine(min, max);
};

const boundsOf = (predicate: CompiledPredicate): readonly number[] => {
  if (predicate.kind === "oneOf") return predicate.values.flatMap(numberOf);
  return predicate.kind === "int" || predicate.kind === "number" || predicate.kind === "length" ? [predicate.range.min, predicate.range.max].flatMap(numberOf) : [];
};

/** Texts, numbers, true and false are found without their names. */
const named = (predicate: CompiledPredicate): readonly JsonValue[] => (predicate.kind === "const" ? [JSON.parse(predicate.canonical)] : []);

/** Longer lists are not written out; a condition on their length is then not compared. */
const mostItems = 1_024;

/** The least, each bound, and one above each: so there is one of all that the bounds tell apart, as far as the schema lets lists be so long. */
const lengthsOf = (predicates: readonly CompiledPredicate[], schema: JsonObject): readonly number[] => {
  const [least = 0] = numberOf(schema["minItems"]);
  const [most = Number.POSITIVE_INFINITY] = numberOf(schema["maxItems"]);
  const bounds = predicates.flatMap((it) => (it.kind === "length" ? boundsOf(it) : []));
  return [...new Set([least, ...bounds.flatMap((it) => [it, it + 1])])].filter((it) => it >= least && it <= most);
};

const many = (pointer: string): Undecided => ({ undecided: `the conditions on ${pointer} have too many combinations` });

/** Values that stand for all that the schema accepts, and some that it may not. */
const valuesOf = (pointer: string, predicates: readonly CompiledPredicate[], schema: JsonObject, work: Work): readonly JsonValue[] | Undecided => {
  const choices = choicesOf(schema);
  if (choices !== null) return choices;
  const types = typesOf(schema);
  const [string, array, object] = ["string", "array", "object"].map((it) => types === null || types.includes(it));
  const texts = string === true ? textClasses([...predicates.map(textMachine), lengthOfSchema(schema)].filter(isMachine), anyText, work) : [{ text: "x" }];
  if (texts === null) return many(pointer);
  const lengths = lengthsOf(predicates, schema);
  if (array === true && lengths.some((it) => it > mostItems)) return { undecided: `a length at ${pointer} is too large to be tried` };
  const names = predicates.flatMap(named);
  if (!work.spend(lengths.reduce((sum, it) => sum + it, names.length))) return many(pointer);
  const others = unnamedValues(schema, { array: array === true, object: object === true }, lengths, names);
  if (others === null) return { undecided: `no value for each kind at ${pointer} could be made that its schema accepts` };
  const numbers = numberPoints([...predicates.flatMap(boundsOf), ...numberOf(schema["minimum"]), ...numberOf(schema["maximum"])]);
  return [...texts.map(({ text }) => text), ...numbers, true, false, null, [], ...others, ...names];
};

const nothingKnown: Known = { facts: [], barred: [] };

/** `accepts` is asked with the value in its place; undefined for none. */
export const valueCases = (pointer: string, rules: readonly ComparedRule[], schema: JsonObject, accepts: (value: JsonValue | undefined) => boolean, work: Work): Cases => {
  const conditions = rules.map(({ rule }) => rule.where.find((it) => it.pointer.text === pointer)?.predicate ?? null);
  const predicates = conditions.filter((it) => it !== null);
  if (predicates.some(({ kind }) => kind === "path" || kind === "url" || kind === "cidr")) return { undecided: `conditions on a place at ${pointer} are not compared` };
  const values = valuesOf(pointer, predicates, schema, work);
  if ("undecided" in values) return values;
  const found = new Map<string, Case>();
  const add = (value: JsonValue | undefined): void => {
    const said = conditions.map((it): Said => (it === null ? "holds" : (judgePredicate(it, pointer, value, nothingKnown)?.result ?? "holds")));
    if (!found.has(said.join())) found.set(said.join(), { said, taken: [], args: [[pointer, value]], facts: [] });
  };
  if (accepts(undefined)) add(undefined);
  if (!values.some((it) => fitsSchema(schema, it))) return { undecided: `no value at ${pointer} could be made that its schema accepts` };
  for (const value of values) {
    // Of a text each condition reads every character.
    if (!work.spend(rules.length * (1 + (typeof value === "string" ? value.length : 0)))) return many(pointer);
    const fits = fitsSchema(schema, value);
    if (accepts(value) !== fits) return { undecided: `what the validator accepts at ${pointer} is not what its schema says` };
    if (fits) add(value);
  }
  return [...found.values()];
};
