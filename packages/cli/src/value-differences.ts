// What differs between two values, place by place, for lists of changes.
import { isJsonObject } from "@femtoclaw/gate";
import { canonicalise, formatPointer, type JsonValue } from "@femtoclaw/protocol";

export interface ValueDifference {
  /** RFC 6901. */
  readonly pointer: string;
  /** Null where there was nothing. */
  readonly before: JsonValue;
  readonly after: JsonValue;
}

/** Of objects each member by itself; anything else as a whole. A member that is null differs in nothing from one that is missing. */
export const valueDifferences = (before: JsonValue, after: JsonValue, at = ""): readonly ValueDifference[] => {
  if (isJsonObject(before) && isJsonObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return keys.flatMap((key) => valueDifferences(before[key] ?? null, after[key] ?? null, at + formatPointer([key])));
  }
  return canonicalise(before) === canonicalise(after) ? [] : [{ pointer: at, before, after }];
};
