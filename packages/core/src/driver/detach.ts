import { canonicalise, type JsonValue } from "@femtoclaw/protocol";

/** A record wraps what it carries in up to this many containers; together they must stay under the writer's ceiling. */
const wrap = (value: unknown): JsonValue => [[[[value as JsonValue]]]];

/**
 * A copy that nobody outside holds, of what came from outside: the adversary keeps the original and changes it after it was
 * judged and before it is on disk. Undefined for what a record cannot carry. INVARIANT: `value` is JSON only once
 * canonicalise() has said so, which is why the cast in `wrap` is never trusted.
 */
export const detach = (value: unknown): JsonValue | undefined => {
  try {
    const copy: readonly (readonly (readonly (readonly JsonValue[])[])[])[] = JSON.parse(canonicalise(wrap(value)));
    return copy[0]?.[0]?.[0]?.[0];
  } catch {
    return undefined;
  }
};
