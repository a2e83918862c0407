// What the rules can say to one argument: a value for each combination of their conditions that some value fulfils. Texts are found by
// search; of numbers, the points around every bound; of all else, what the conditions name, and one of each kind.
import type { JsonObject, JsonValue } from "@femtoclaw/protocol";
import { judgePredicate } from "../judge/predicate.ts";
import type { CompiledPredicate } from "../policy/compiled-policy.ts";
import type { Case, Cases, ComparedRule, Said } from "./case.ts";
import { automatonMachine, lengthMachine, textsMachine, type Machine } from "./machine.ts";
import { textClasses } from "./text-classes.ts";
import { anyText } from "./universes.ts";

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

/** Keywords by which the values below are chosen, and those that choose nothing. With any other, a value that fits could be missed. */
const modelled: ReadonlySet<string> = new Set([
  "type", "enum", "const", "minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems", "items", "properties", "required", "additionalProperties",
  "$schema", "$id", "$comment", "title", "description", "default", "examples",
]);
export const strangeKeyword = (schema: JsonObject): string | null => Object.keys(schema).find((it) => !modelled.has(it)) ?? null;

const numberOf = (value: JsonValue | undefined): readonly number[] => (typeof value === "number" ? [value] : []);
const choicesOf = (schema: JsonObject): readonly JsonValue[] => [...(Array.isArray(schema["enum"]) ? schema["enum"] : []), ...(schema["const"] === undefined ? [] : [schema["const"]])];

/** What the schema itself wants of a text, so that each combination is tried with texts that it accepts. */
const schemaMachines = (schema: JsonObject): readonly (Machine | null)[] => {
  const [min = 0] = numberOf(schema["minLength"]);
  const [max = Number.POSITIVE_INFINITY] = numberOf(schema["maxLength"]);
  return [min > 0 || Number.isFinite(max) ? lengthMachine(min, max) : null, textsMachine(choicesOf(schema).filter((it) => typeof it === "string"))];
};

const boundsOf = (predicate: CompiledPredicate): readonly number[] => {
  if (predicate.kind === "int" || predicate.kind === "number" || predicate.kind === "length") return [predicate.range.min, predicate.range.max].filter((it) => it !== undefined);
  return predicate.kind === "oneOf" ? predicate.values.filter((it) => typeof it === "number") : [];
};

const numbersAround = (bounds: readonly number[]): readonly number[] => [...new Set([0, 1, ...bounds].flatMap((it) => [it, it - 1, it + 1, it - 0.5, it + 0.5]))].filter((it) => Number.isFinite(it) && !Object.is(it, -0) && (!Number.isInteger(it) || Number.isSafeInteger(it)));

/** Longer lists are not written out; a condition on their length is then not compared. */
const mostItems = 1_024;

const named = (predicate: CompiledPredicate): readonly JsonValue[] => {
  if (predicate.kind === "oneOf") return predicate.values;
  return predicate.kind === "const" ? [JSON.parse(predicate.canonical)] : [];
};

export const valueCases = (pointer: string, rules: readonly ComparedRule[], schema: JsonObject, item: JsonValue, accepts: (value: JsonValue | undefined) => boolean): Cases => {
  const conditions = rules.map(({ rule }) => rule.where.find((it) => it.pointer.text === pointer)?.predicate ?? null);
  const predicates = conditions.filter((it) => it !== null);
  if (predicates.some(({ kind }) => kind === "path" || kind === "url" || kind === "cidr")) return { undecided: `conditions on a place at ${pointer} are not compared` };
  const strange = strangeKeyword(schema);
  if (strange !== null) return { undecided: `the schema of ${pointer} has ${strange}, which is not compared` };
  const texts = textClasses([...predicates.map(textMachine), ...schemaMachines(schema)].filter(isMachine), anyText);
  if (texts === null) return { undecided: `the conditions on ${pointer} have too many combinations` };
  const bounds = predicates.flatMap(boundsOf);
  const schemaBounds = [...numberOf(schema["minimum"]), ...numberOf(schema["maximum"])];
  const lengthBounds = [...predicates.flatMap((it) => (it.kind === "length" ? boundsOf(it) : [])), ...numberOf(schema["minItems"])];
  const [mostOfSchema = Number.POSITIVE_INFINITY] = numberOf(schema["maxItems"]);
  const lengths = [...new Set([0, 1, ...lengthBounds.flatMap((bound) => [bound - 1, bound, bound + 1])].map((it) => Math.min(it, mostOfSchema)))];
  if (lengths.some((it) => it > mostItems)) return { undecided: `a length at ${pointer} is too large to be tried` };
  const values: readonly (JsonValue | undefined)[] = [
    undefined,
    ...texts.map(({ text }) => text),
    ...numbersAround([...bounds, ...schemaBounds]),
    true, false, null, {},
    ...lengths.filter((it) => it >= 0).map((length) => Array.from({ length }, () => item)),
    ...predicates.flatMap(named),
    ...choicesOf(schema),
  ];
  const found = new Map<string, Case>();
  for (const value of values) {
    if (!accepts(value)) continue;
    const said = conditions.map((it): Said => (it === null ? "holds" : (judgePredicate(it, pointer, value, { facts: [], barred: [] })?.result ?? "holds")));
    if (!found.has(said.join())) found.set(said.join(), { said, taken: rules.map(() => 0), args: [[pointer, value]], facts: [] });
  }
  return [...found.values()];
};

