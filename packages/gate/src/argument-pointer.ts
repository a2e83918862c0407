// RFC 6901 pointers into the arguments of a call, taken apart once: a decision follows dozens of them.
import type { JsonObject, JsonValue } from "@femtoclaw/protocol";

export interface ArgumentPointer {
  readonly text: string;
  readonly tokens: readonly string[];
}

/** `text` is a pointer; the caller has made sure. */
export const argumentPointer = (text: string): ArgumentPointer => ({
  text,
  // "~1" before "~0", so that "~01" comes out as "~1" and not as "/".
  tokens: text.split("/").slice(1).map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~")),
});

/** What the pointer names; undefined when it names nothing. Inherited members and the length of a list are never seen. */
export const argumentAt = (args: JsonObject, { tokens }: ArgumentPointer): JsonValue | undefined => {
  let here: JsonValue | undefined = args;
  for (const token of tokens) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, token)) return undefined;
    here = isList(here) ? (token === "length" ? undefined : here[Number(token)]) : here[token];
  }
  return here;
};

const isList = (value: JsonObject | readonly JsonValue[]): value is readonly JsonValue[] => Array.isArray(value);
