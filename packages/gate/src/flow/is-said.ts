// FC-POL-0005: whether an argument stands, word for word, in what somebody trusted said. The adversary has a word of their own that
// contains, or is contained in, one that was said: `eve@b.example` in `steve@b.example`, `b.example` before `.evil.example`.
//
//   on either side of the word:   soft* (space | the end)          it stands for itself
//                                 soft* (anything else)            it is part of something longer
//   soft: punctuation that may end a sentence or enclose a word. All else that is no white space goes on the word.
import type { JsonObject, JsonValue } from "@femtoclaw/protocol";
import { isJsonObject } from "../read-document.ts";
import type { Said } from "./flow-context.ts";

const soft = /[.:,;'"?!()[\]{}<>‘’‚‛“”„‟«»‹›¿¡。、，：；？！（）「」『』【】…|*]/u;
/** Before or after a number these are its unit, and no part of it. */
const unitSigns = /[$£€¥%#]/u;
/** Like those, each is one unit of UTF-16. */
const space = /[\s\u0000]/u;
const digit = /\p{Nd}/u;

/** Leaves of one value that are looked for, and how long a word may be: more was not said (G10). */
const most = { leaves: 64, word: 1_024, finds: 2_000 };

const before = (text: string, at: number): string => {
  const unit = text.charCodeAt(at - 1);
  return unit >= 0xdc00 && unit <= 0xdfff ? text.slice(Math.max(0, at - 2), at) : text.slice(Math.max(0, at - 1), at);
};
const after = (text: string, at: number): string => {
  const code = text.codePointAt(at);
  return code === undefined ? "" : String.fromCodePoint(code);
};

/** Walks away from the word over what may enclose it or end a sentence. */
const isEdge = (text: string, from: number, step: -1 | 1, isNumber: boolean): boolean => {
  const next = (at: number): string => (step < 0 ? before(text, at) : after(text, at));
  let at = from;
  let sign = next(at);
  // `.5` and `.ssh` begin with their point; a point behind a word ends a sentence, if nothing follows.
  if (step < 0 && sign === ".") return false;
  while (soft.test(sign) || (isNumber && unitSigns.test(sign))) {
    at += step;
    sign = next(at);
  }
  if (sign === "") return true;
  if (!space.test(sign)) return false;
  // `1 000` is one number: a single space between digits divides nothing.
  return !isNumber || at !== from || !digit.test(next(at + step));
};

const standsIn = (word: string, text: string): boolean => {
  const isNumber = /^[-+]?[\p{Nd}.,]+$/u.test(word);
  let at = text.indexOf(word);
  for (let finds = 0; at >= 0 && finds < most.finds; finds += 1) {
    if (isEdge(text, at, -1, isNumber) && isEdge(text, at + word.length, 1, isNumber)) return true;
    at = text.indexOf(word, at + 1);
  }
  return false;
};

const isWordSaid = (word: string, said: readonly Said[]): boolean =>
  word.trim() !== "" && word.length <= most.word && !word.includes("\u0000") && said.some(({ text }) => standsIn(word, text));

/** The texts that have to be said; null for a value in which something can be said by nobody. A key that the schema lists is its author's word. */
const wordsOf = (value: JsonValue, schema: JsonValue | undefined): readonly string[] | null => {
  if (typeof value === "string") return [value];
  if (typeof value === "number") return [String(value)];
  if (typeof value !== "object" || value === null) return null;
  const listed: JsonObject = isJsonObject(schema) && isJsonObject(schema["properties"]) ? schema["properties"] : {};
  const items = isJsonObject(schema) ? schema["items"] : undefined;
  const parts = isJsonObject(value)
    ? Object.entries(value).flatMap(([key, part]): readonly (readonly string[] | null)[] => (Object.hasOwn(listed, key) ? [wordsOf(part, listed[key])] : [[key], wordsOf(part, undefined)]))
    : value.map((part: JsonValue) => wordsOf(part, items));
  return parts.length === 0 || parts.includes(null) ? null : parts.flatMap((it) => it ?? []);
};

/**
 * Every text and number in the value has to be said, and every key that the schema does not list. What is none of these (true, false,
 * null) nobody can be heard to say; an empty value says nothing.
 */
export const isSaid = (value: JsonValue, said: readonly Said[], schema?: JsonValue): boolean => {
  const words = wordsOf(value, schema);
  return words !== null && words.length <= most.leaves && words.every((word) => isWordSaid(word, said));
};
