/**
 * RFC 8785: no whitespace, keys in the order of their UTF-16 code units, numbers and strings as ECMAScript writes them.
 * Two values with one meaning have one text, so a digest of the text is a digest of the meaning. What JSON cannot carry is
 * refused and never approximated: the digest of an approximation would vouch for something that nobody said.
 */
import { FemtoClawError, fault } from "./fault.ts";
import { formatPointer } from "./json-pointer.ts";
import type { JsonValue } from "./json-value.ts";
import { depthCeiling } from "./protocol-limits.ts";
import { isWellFormed } from "./well-formed.ts";

/** Throws FemtoClawError FC_PROTO_NOT_CANONICALISABLE, with the pointer of the part that has no canonical form. */
export const canonicalise = (value: JsonValue): string => write(value, 0, undefined);

/** The way down to a value, kept as links so that it costs nothing until it is asked for. */
interface Place {
  readonly above: Place | undefined;
  readonly token: string | number;
}

/** Takes `unknown`: the adversary here is a value that only claims to be JSON. */
const write = (value: unknown, depth: number, place: Place | undefined): string => {
  if (typeof value === "string") return writeString(value, place);
  if (typeof value === "number") return writeNumber(value, place);
  if (value === null || value === true || value === false) return String(value);
  if (typeof value !== "object") throw refusal("a JSON value", `a value of type ${typeof value}`, place);
  if (depth >= depthCeiling) throw refusal(`at most ${depthCeiling} containers inside one another`, "one more, or a cycle", place);
  if (Array.isArray(value)) return writeArray(value, depth, place);
  if (!isPlain(value)) throw refusal("a plain object", "an object of a class", place);
  return writeObject(value, depth, place);
};

const writeArray = (items: readonly unknown[], depth: number, place: Place | undefined): string => {
  let text = "[";
  for (let index = 0; index < items.length; index += 1) {
    if (index > 0) text += ",";
    text += write(items[index], depth + 1, { above: place, token: index });
  }
  return `${text}]`;
};

const writeObject = (members: Readonly<Record<string, unknown>>, depth: number, place: Place | undefined): string => {
  const keys = Object.keys(members);
  if (!isSorted(keys)) keys.sort();
  let text = "{";
  for (const key of keys) {
    const here = { above: place, token: key };
    if (text !== "{") text += ",";
    text += writeKey(key, here);
    text += write(members[key], depth + 1, here);
  }
  return `${text}}`;
};

/** Keys and their texts, with the colon. There are few of them and they come again and again; beyond this many they are written each time. */
const knownKeys = /* @__PURE__ */ new Map<string, string>();
const mostKnownKeys = 1_024;

const writeKey = (key: string, place: Place): string => {
  const known = knownKeys.get(key);
  if (known !== undefined) return known;
  const text = `${writeString(key, place)}:`;
  if (knownKeys.size < mostKnownKeys && key.length <= longestPlain) knownKeys.set(key, text);
  return text;
};

/** Section 3.2.2.3: the shortest text that reads back as the same double; -0 is 0. */
const writeNumber = (value: number, place: Place | undefined): string => {
  if (!Number.isFinite(value)) throw refusal("a finite number", String(value), place);
  return String(value);
};

/** Section 3.2.2.2 is what JSON.stringify does with a string, but for lone surrogates, which it escapes and the RFC forbids. */
const writeString = (text: string, place: Place | undefined): string => {
  if (isPlainText(text)) return `"${text}"`;
  const quoted = JSON.stringify(text);
  if (quoted.length !== text.length + 2 && !isWellFormed(text)) throw refusal("whole characters", "half of a surrogate pair", place);
  return quoted;
};

const longestPlain = 48;

/** Short, and nothing in it to escape: for keys and most values this look is cheaper than a call of JSON.stringify. */
const isPlainText = (text: string): boolean => {
  if (text.length > longestPlain) return false;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x20 || unit > 0x7e || unit === 0x22 || unit === 0x5c) return false;
  }
  return true;
};

const isSorted = (keys: readonly string[]): boolean => {
  for (let index = 1; index < keys.length; index += 1) {
    if ((keys[index - 1] ?? "") > (keys[index] ?? "")) return false;
  }
  return true;
};

/** A record of this or another realm: its prototype is nothing, or the root of all prototypes. */
const isPlain = (value: object): value is Readonly<Record<string, unknown>> => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || Object.getPrototypeOf(prototype) === null;
};

const refusal = (expected: string, found: string, place: Place | undefined): FemtoClawError => {
  const tokens: (string | number)[] = [];
  for (let at = place; at !== undefined; at = at.above) tokens.unshift(at.token);
  return new FemtoClawError(fault("FC_PROTO_NOT_CANONICALISABLE", expected, found, { pointer: formatPointer(tokens) }));
};
