// Typed predicates on one argument (FC-POL-0001.R10). A value of another type than the predicate speaks of does not fulfil it;
// nothing is coerced. Of an argument that is absent nothing is known: it fulfils no predicate, and no deny rule overlooks it.
import { canonicalise, type JsonValue } from "@femtoclaw/protocol";
import { addressWithin, carriedAddress, parseAddress } from "../address.ts";
import { resolvePath } from "../path.ts";
import { matchesWhole } from "../pattern/automaton.ts";
import type { CompiledPredicate } from "../policy/compiled-policy.ts";
import type { IntegerRange } from "../policy/policy-document.ts";
import { parseWebUrl } from "../web-url.ts";
import type { Known } from "./known.ts";
import { fails, unknown, type Objection } from "./objection.ts";
import { judgePath } from "./path-scope.ts";
import { judgeUrl } from "./url-scope.ts";
import { shown } from "./wording.ts";

export const inRange = (value: number, range: IntegerRange): boolean =>
  value >= (range.min ?? Number.NEGATIVE_INFINITY) && value <= (range.max ?? Number.POSITIVE_INFINITY);

type Plain = Exclude<CompiledPredicate, { readonly kind: "path" | "url" | "cidr" }>;

const fulfils = (predicate: Plain, value: JsonValue): boolean => {
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

/**
 * A string that says a place. One that cannot be read as such is unknown and not outside: the claw may read it more leniently, and
 * a deny rule must not be passed by an unusual spelling.
 */
const judgePlace = (predicate: Exclude<CompiledPredicate, Plain>, pointer: string, text: string, known: Known): Objection | null => {
  const { expected } = predicate;
  const unreadable = (): Objection => unknown(() => ({ pointer, expected, found: shown(text) }));
  switch (predicate.kind) {
    case "path": {
      const judged = judgePath(predicate.scope, pointer, text, resolvePath(predicate.from, text), known);
      return judged.result === "holds" ? null : judged;
    }
    case "url": {
      const url = parseWebUrl(text);
      if (url === null) return unreadable();
      const judged = judgeUrl(predicate.scope, pointer, text, url, known.facts);
      return judged.result === "holds" ? null : judged;
    }
    case "cidr": {
      const address = parseAddress(text);
      if (address === null) return unreadable();
      const place = carriedAddress(address);
      return predicate.ranges.some((range) => addressWithin(place, range)) ? null : fails(() => ({ pointer, expected, found: shown(text) }));
    }
  }
};

export const judgePredicate = (predicate: CompiledPredicate, pointer: string, value: JsonValue | undefined, known: Known): Objection | null => {
  const { expected } = predicate;
  if (value === undefined) return unknown(() => ({ pointer, expected, found: "nothing" }));
  const no = (): Objection => fails(() => ({ pointer, expected, found: shown(value) }));
  if (predicate.kind === "path" || predicate.kind === "url" || predicate.kind === "cidr") return typeof value === "string" ? judgePlace(predicate, pointer, value, known) : no();
  return fulfils(predicate, value) ? null : no();
};
