// FC-POL-0005: whether an argument stands, word for word, in what somebody trusted said. The adversary has a word of their own that
// contains, or is contained in, one that was said: `eve@b.example` in `steve@b.example`, `b.example` before `.evil.example`.
import type { JsonValue } from "@femtoclaw/protocol";
import type { Said } from "./flow-context.ts";

/** Signs that go on a word on either side. */
const joins = /[\p{L}\p{M}\p{N}_@+%~$#&=/\\-]/u;
/** Signs that go on a word only where more of it follows. */
const mayJoin = /[.:,'?!]/;

const characterBefore = (text: string, at: number): string => {
  const unit = text.charCodeAt(at - 1);
  return unit >= 0xdc00 && unit <= 0xdfff ? text.slice(Math.max(0, at - 2), at) : text.slice(Math.max(0, at - 1), at);
};
const characterAt = (text: string, at: number): string => String.fromCodePoint(text.codePointAt(at) ?? 0x20);

const startsWord = (text: string, from: number): boolean => {
  const before = characterBefore(text, from);
  if (before === "" || !(joins.test(before) || mayJoin.test(before))) return true;
  return mayJoin.test(before) && !joins.test(characterBefore(text, from - 1));
};

const endsWord = (text: string, to: number): boolean => {
  const next = characterAt(text, to);
  if (!(joins.test(next) || mayJoin.test(next))) return true;
  return mayJoin.test(next) && !joins.test(characterAt(text, to + 1));
};

/** How often a text may begin to fit before the search gives up, which counts as not said (G10). */
const mostFinds = 10_000;

const standsIn = (word: string, text: string): boolean => {
  let at = text.indexOf(word);
  for (let finds = 0; at >= 0 && finds < mostFinds; finds += 1) {
    if (startsWord(text, at) && endsWord(text, at + word.length)) return true;
    at = text.indexOf(word, at + 1);
  }
  return false;
};

/**
 * Every text and number in the value has to be said. What is neither (true, false, null) nobody can be heard to say; an empty
 * value says nothing.
 */
export const isSaid = (value: JsonValue, said: readonly Said[]): boolean => {
  if (typeof value === "string") return value.trim() !== "" && said.some(({ text }) => standsIn(value, text));
  if (typeof value === "number") return said.some(({ text }) => standsIn(String(value), text));
  if (typeof value !== "object" || value === null) return false;
  const parts: readonly JsonValue[] = Object.values(value);
  return parts.length > 0 && parts.every((part) => isSaid(part, said));
};
