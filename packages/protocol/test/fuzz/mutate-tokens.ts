// Faults that know the grammar, and so lie closest to its border: a token lost, doubled, exchanged, of another kind, spelt another way;
// a key that is there twice under two spellings; a near miss where a token may begin. The text is one character a byte.
import type { Dice } from "./dice.ts";

const TOKEN = /"(?:[^"\\]|\\[^])*"|[{}[\],:]|[^\s"{}[\],:]+|\s+|"/g;

const values = [
  '"x"', '""', '"1.0"', '"1.1"', '"2.0"', '"1"', '"01.0"', '"Shell"', '"\\ud83d\\ude00"', '"\\ud800"', '"\\udc00\\ud83d"', '"\\u12"', '"\\x"', "0", "-0", "-0.0", "-1e-400", "01", "1.", ".5", "1e", "1E+2", "1e999", "1e16",
  "9007199254740991", "9007199254740992", "-9007199254740993", "9007199254740991.0", "0x1", "+1", "NaN", "Infinity", "nul", "True", "undefined", "true", "null", "{}", "[]", "[[]]", "[[[[[[[[]]]]]]]]", '{"a":{"a":{"a":{}}}}',
] as const;
const keys = [
  '"a"', '"message"', '"content"', '"tool_call"', '"tool"', '"args"', '"bin"', '"argv"', '"protocol"', '"Message"', '"__proto__"', '"\\u005f_proto__"', '"constructor"', '"prototype"', '"toString"', '"__proto"', '""',
] as const;
const noise = [
  "{", "}", "[", "]", ",", ":", '"', "\\", "/", "//", "/**/", "#", "'", "`", "```json\n", "~~~", "\u0000", "\u001f", "\u000b", "\u00c2\u00a0", "\u00e2\u0080\u00a8", " ", "\n", "\t", "\r", "Sure! ", " ok",
] as const;

export const mutateTokens = (text: string, dice: Dice): string => {
  const tokens: readonly string[] = text.match(TOKEN) ?? [];
  const at = dice.roll(tokens.length + 1);
  const token = tokens[at] ?? "";
  const withToken = (...put: readonly string[]): string => tokens.toSpliced(at, 1, ...put).join("");
  switch (dice.roll(10)) {
    case 0:
      return withToken();
    case 1:
      return withToken(token, token);
    case 2: {
      const other = dice.roll(tokens.length + 1);
      return tokens.with(Math.min(at, tokens.length - 1), tokens[other] ?? "").with(Math.min(other, tokens.length - 1), token).join("");
    }
    case 3:
      return withToken(dice.pick(noise), token);
    case 4:
      return withToken(dice.pick(["", " ", "\n", "\r\n\t"]), token);
    case 5:
      return replaceOne(tokens, dice, isKey, () => dice.pick(keys));
    case 6:
      return replaceOne(tokens, dice, isValue, () => dice.pick(values));
    case 7:
      return replaceOne(tokens, dice, (it) => it.startsWith('"'), (it) => respell(it, dice));
    case 8:
      return replaceOne(tokens, dice, isKey, (it) => `${respell(it, dice)}:${dice.pick(values)},${it}`);
    default:
      return replaceOne(tokens, dice, isKey, (it) => `${dice.pick(keys)}:${dice.pick(values)},${it}`);
  }
};

const isKey = (token: string, next: string): boolean => token.startsWith('"') && next === ":";
const isValue = (token: string, next: string): boolean => /^[^\s{}[\],:]/.test(token) && next !== ":";

const replaceOne = (tokens: readonly string[], dice: Dice, isMeant: (token: string, next: string) => boolean, by: (token: string) => string): string => {
  const places = [...tokens.keys()].filter((at) => isMeant(tokens[at] ?? "", tokens[at + 1] ?? ""));
  if (places.length === 0) return tokens.join("");
  const at = dice.pick(places);
  return tokens.with(at, by(tokens[at] ?? "")).join("");
};

/** The same string in another spelling: one letter as an escape. Where there is none to respell, as it is. */
const respell = (token: string, dice: Dice): string => {
  const letters = [...Array(token.length).keys()].filter((at) => /^[A-Za-z_.]/.test(token[at] ?? "") && !token.slice(0, at).includes("\\"));
  if (letters.length === 0) return token;
  const at = dice.pick(letters);
  const hex = token.charCodeAt(at).toString(16).padStart(4, "0");
  return `${token.slice(0, at)}\\u${dice.roll(2) === 0 ? hex : hex.toUpperCase()}${token.slice(at + 1)}`;
};
