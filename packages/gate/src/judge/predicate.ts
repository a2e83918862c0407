// Typed predicates on one argument (FC-POL-0001.R10). A value of another type than the predicate speaks of does not fulfil it;
// nothing is coerced. Of an argument that is absent nothing is known: it fulfils no predicate, and no deny rule overlooks it.
import { canonicalise, type JsonValue } from "@femtoclaw/protocol";
import { matchesWhole } from "../pattern/automaton.ts";
import type { CompiledPredicate } from "../policy/compiled-policy.ts";
import type { IntegerRange } from "../policy/policy-document.ts";
import { fails, unknown, type Objection } from "./objection.ts";
import { shown } from "./wording.ts";

export const inRange = (value: number, range: IntegerRange): boolean =>
  value >= (range.min ?? Number.NEGATIVE_INFINITY) && value <= (range.max ?? Number.POSITIVE_INFINITY);

const fulfils = (predicate: CompiledPredicate, value: JsonValue): boolean => {
  switch (predicate.kind) {
    case "const":
      return canonicalise(value) === predicate.canonical;
    case "oneOf":
      return predicate.values.includes(value);
    case "int":
      return typeof value === "number" && Number.isSafeInteger(value) && inRange(value, predicate.range);
    case "number":
      return typeof value === "number" && inRange(value, predicate.range);
    case "pattern":
      return typeof value === "string" && matchesWhole(predicate.automaton, value);
    case "length":
      if (typeof value === "string") return inRange([...value].length, predicate.range);
      return Array.isArray(value) && inRange(value.length, predicate.range);
  }
};

export const judgePredicate = (predicate: CompiledPredicate, pointer: string, value: JsonValue | undefined): Objection | null => {
  if (value === undefined) return unknown(() => ({ pointer, expected: predicate.expected, found: "nothing" }));
  return fulfils(predicate, value) ? null : fails(() => ({ pointer, expected: predicate.expected, found: shown(value) }));
};
