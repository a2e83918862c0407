import { isJsonObject } from "@femtoclaw/gate";
import { formatPointer, type JsonObject, type JsonValue } from "@femtoclaw/protocol";

const own = (value: JsonObject, key: string): JsonValue | undefined => (Object.hasOwn(value, key) ? value[key] : undefined);

/** The first place at which two values differ, as an RFC 6901 pointer; null when they do not. Order of keys is no difference. */
export const firstDifference = (a: JsonValue | undefined, b: JsonValue | undefined): string | null => {
  if (a === b) return null;
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
      const inside = firstDifference(a[index], b[index]);
      if (inside !== null) return formatPointer([index]) + inside;
    }
    return null;
  }
  if (!isJsonObject(a) || !isJsonObject(b)) return "";
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const inside = firstDifference(own(a, key), own(b, key));
    if (inside !== null) return formatPointer([key]) + inside;
  }
  return null;
};
