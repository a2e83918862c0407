/**
 * value  = false / null / true / object / array / number / string                      (RFC 8259 §3 to §5)
 * object = "{" [ member *( "," member ) ] "}"      member = string ":" value
 * array  = "[" [ value *( "," value ) ] "]"
 *
 * Narrowed: a key stands once in an object, after unescaping, and never names the prototype machinery of objects, which is
 * what makes plain objects safe to hand out. The adversary writes one key twice so that two readers see two documents.
 */
import type { JsonValue } from "../json-value.ts";
import { depthCeiling } from "../protocol-limits.ts";
import {
  CLOSE_BRACE, CLOSE_BRACKET, COLON, COMMA, END, LOWER_F, LOWER_N, LOWER_T, MINUS, NINE, OPEN_BRACE, OPEN_BRACKET, QUOTE, ZERO,
} from "./ascii.ts";
import { readNumber } from "./read-number.ts";
import { readString } from "./read-string.ts";
import { byteHere, reject, rejectByte, skipWhitespace, under, type Reader } from "./reader.ts";

/** `depth` counts the containers around the value. */
export const readValue = (reader: Reader, depth: number): JsonValue | undefined => {
  const byte = skipWhitespace(reader);
  switch (byte) {
    case QUOTE: return readString(reader);
    case OPEN_BRACE: return enter(reader, depth) ? readObject(reader, depth + 1) : undefined;
    case OPEN_BRACKET: return enter(reader, depth) ? readArray(reader, depth + 1) : undefined;
    case LOWER_T: return readWord(reader, "true") ? true : undefined;
    case LOWER_F: return readWord(reader, "false") ? false : undefined;
    case LOWER_N: return readWord(reader, "null") ? null : undefined;
    default: return byte === MINUS || (byte >= ZERO && byte <= NINE) ? readNumber(reader) : rejectByte(reader, "a JSON value");
  }
};

const readObject = (reader: Reader, depth: number): JsonValue | undefined => {
  const members: Record<string, JsonValue> = {};
  reader.at += 1;
  let byte = skipWhitespace(reader);
  if (byte === CLOSE_BRACE) {
    reader.at += 1;
    return members;
  }
  for (;;) {
    if (byte !== QUOTE) return rejectByte(reader, "a key in quotes");
    const keyAt = reader.at;
    const key = readString(reader);
    if (key === undefined) return undefined;
    if (!admitKey(reader, members, key, keyAt)) return under(reader, key);
    if (skipWhitespace(reader) !== COLON) return rejectByte(reader, "':'");
    reader.at += 1;
    const value = readValue(reader, depth);
    if (value === undefined) return under(reader, key);
    members[key] = value;
    byte = skipWhitespace(reader);
    if (byte === CLOSE_BRACE) break;
    if (byte !== COMMA) return rejectByte(reader, "',' or '}'");
    reader.at += 1;
    byte = skipWhitespace(reader);
  }
  reader.at += 1;
  return members;
};

const readArray = (reader: Reader, depth: number): JsonValue | undefined => {
  reader.at += 1;
  if (skipWhitespace(reader) === CLOSE_BRACKET) {
    reader.at += 1;
    return [];
  }
  const first = admitItem(reader) ? readValue(reader, depth) : undefined;
  if (first === undefined) return under(reader, 0);
  // Begun with its first item: a push into an empty array reserves room for seventeen, so two bytes of "[[" would cost two hundred.
  const items: JsonValue[] = [first];
  for (;;) {
    const byte = skipWhitespace(reader);
    if (byte === CLOSE_BRACKET) break;
    if (byte !== COMMA) return rejectByte(reader, "',' or ']'");
    reader.at += 1;
    const value = admitItem(reader) ? readValue(reader, depth) : undefined;
    if (value === undefined) return under(reader, items.length);
    items.push(value);
  }
  reader.at += 1;
  return items;
};

/** False, with the defect set, when one more container would be too deep. */
const enter = (reader: Reader, depth: number): boolean => {
  const most = Math.min(reader.limits.maxDepth, depthCeiling);
  if (depth < most) return true;
  reject(reader, "FC_PROTO_TOO_DEEP", reader.at, `at most ${most} containers inside one another`, "one more");
  return false;
};

/** False, with the defect set, when the document may not have one more array item. */
const admitItem = (reader: Reader): boolean => {
  reader.items += 1;
  if (reader.items <= reader.limits.maxItems) return true;
  skipWhitespace(reader);
  reject(reader, "FC_PROTO_TOO_MANY_ITEMS", reader.at, `at most ${reader.limits.maxItems} array items`, "one more");
  return false;
};

/** False, with the defect set, when the object may not have this key. */
const admitKey = (reader: Reader, members: Record<string, JsonValue>, key: string, offset: number): boolean => {
  reader.keys += 1;
  if (!(reader.keys <= reader.limits.maxKeys)) {
    reject(reader, "FC_PROTO_TOO_MANY_KEYS", offset, `at most ${reader.limits.maxKeys} keys`, "one more");
  } else if (isForbiddenKey(key)) {
    reject(reader, "FC_PROTO_FORBIDDEN_KEY", offset, "a key that is not part of every object", `"${key}"`);
  } else if (Object.hasOwn(members, key)) {
    reject(reader, "FC_PROTO_DUPLICATE_KEY", offset, "each key once", "a key for the second time");
  } else return true;
  return false;
};

const isForbiddenKey = (key: string): boolean => key === "__proto__" || key === "constructor" || key === "prototype";

/** A wrong word is reported where it begins, which is where a person looks for it. */
const readWord = (reader: Reader, word: "true" | "false" | "null"): boolean => {
  const start = reader.at;
  for (let index = 0; index < word.length; index += 1) {
    if (byteHere(reader) !== word.charCodeAt(index)) {
      if (byteHere(reader) !== END) reader.at = start;
      rejectByte(reader, word);
      return false;
    }
    reader.at += 1;
  }
  return true;
};
