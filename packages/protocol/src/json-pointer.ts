/**
 * json-pointer    = *( "/" reference-token )                                   (RFC 6901 §3)
 * reference-token = *( unescaped / "~0" for "~" / "~1" for "/" )
 * array-index     = "0" / ( %x31-39 *DIGIT )                                   (§4; "-" names no existing value)
 */
import type { JsonObject, JsonValue } from "./json-value.ts";

export const isPointer = (text: string): boolean => pointerTokens(text) !== undefined;

/** The reference tokens, unescaped; `undefined` when the text is not a pointer. */
export const pointerTokens = (text: string): readonly string[] | undefined => {
  if (text === "") return [];
  if (!text.startsWith("/")) return undefined;
  for (let at = text.indexOf("~"); at !== -1; at = text.indexOf("~", at + 1)) {
    const next = text[at + 1];
    if (next !== "0" && next !== "1") return undefined;
  }
  // "~1" before "~0", so that "~01" comes out as "~1" and not as "/".
  return text.slice(1).split("/").map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
};

export const formatPointer = (tokens: readonly (string | number)[]): string =>
  tokens.map((token) => `/${String(token).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

/** What the pointer names in the value; `undefined` when it names nothing. Inherited members are never seen. */
export const resolvePointer = (value: JsonValue, pointer: string): JsonValue | undefined => {
  const tokens = pointerTokens(pointer);
  if (tokens === undefined) return undefined;
  let here: JsonValue | undefined = value;
  for (const token of tokens) {
    if (here === null || typeof here !== "object") return undefined;
    here = isJsonArray(here) ? itemAt(here, token) : memberAt(here, token);
  }
  return here;
};

const isJsonArray = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

const memberAt = (value: JsonObject, token: string): JsonValue | undefined =>
  Object.hasOwn(value, token) ? value[token] : undefined;

const itemAt = (value: readonly JsonValue[], token: string): JsonValue | undefined => {
  const index = Number(token);
  return Number.isSafeInteger(index) && String(index) === token ? value[index] : undefined;
};
