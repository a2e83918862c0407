// Typed predicates on one argument. A value of another type than the predicate speaks of does not fulfil it; nothing is coerced.
import { canonicalise, type JsonValue } from "@femtoclaw/protocol";
import { matchesWhole } from "../pattern/automaton.ts";
import type { CompiledPredicate } from "../policy/compiled-policy.ts";
import type { IntegerRange } from "../policy/policy-document.ts";
import { fails, holds, shown, unknown, type Judgement } from "./judgement.ts";

export const inRange = (value: number, range: IntegerRange): boolean =>
  value >= (range.min ?? Number.NEGATIVE_INFINITY) && value <= (range.max ?? Number.POSITIVE_INFINITY);

export const describeRange = (range: IntegerRange): string => {
  if (range.min !== undefined && range.max !== undefined) return `from ${range.min} to ${range.max}`;
  if (range.min !== undefined) return `of at least ${range.min}`;
  return range.max === undefined ? "of any size" : `of at most ${range.max}`;
};

/** Whole numbers as programs read them: digits, perhaps a minus, no leading zeros. */
export const readInteger = (text: string): number | null => {
  if (!/^(0|-?[1-9][0-9]{0,15})$/.test(text)) return null;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : null;
};

export const judgePredicate = (predicate: CompiledPredicate, pointer: string, value: JsonValue | undefined): Judgement => {
  if (value === undefined) return unknown(pointer, "an argument here", "nothing");
  const judge = (good: boolean, expected: string): Judgement => (good ? holds : fails(pointer, expected, shown(value)));
  switch (predicate.kind) {
    case "const":
      return judge(canonicalise(value) === predicate.canonical, predicate.canonical);
    case "oneOf":
      return judge(predicate.values.includes(value), `one of ${predicate.values.map(shown).join(", ")}`);
    case "int":
      return judge(Number.isSafeInteger(value) && typeof value === "number" && inRange(value, predicate.range), `an integer ${describeRange(predicate.range)}`);
    case "number":
      return judge(typeof value === "number" && inRange(value, predicate.range), `a number ${describeRange(predicate.range)}`);
    case "pattern":
      return judge(typeof value === "string" && matchesWhole(predicate.automaton, value), `a string matching ${predicate.written}`);
    case "length": {
      const length = typeof value === "string" ? [...value].length : Array.isArray(value) ? value.length : null;
      return judge(length !== null && inRange(length, predicate.range), `a string or list with a length ${describeRange(predicate.range)}`);
    }
  }
};
