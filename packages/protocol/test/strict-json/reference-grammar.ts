import type { ProtocolLimits } from "../../src/index.ts";

/**
 * A second opinion, slow and written another way: the platform's UTF-8 decoder, sticky expressions for the tokens of RFC 8259
 * and a naive descent. It only decides whether a text is strict JSON within its bounds; what the text means is JSON.parse's to say.
 */
const WHITESPACE = /[ \t\n\r]*/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const LITERAL = /true|false|null/y;

export const isStrictJson = (bytes: Uint8Array, { maxBytes, maxDepth, maxKeys, maxItems, maxStringBytes }: ProtocolLimits): boolean => {
  if (bytes.length > maxBytes) return false;
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return false;
  }
  let at = 0;
  let keysLeft = maxKeys;
  let itemsLeft = maxItems;
  const take = (token: RegExp): string | undefined => {
    token.lastIndex = at;
    const found = token.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  const eat = (character: string): boolean => {
    take(WHITESPACE);
    if (text[at] !== character) return false;
    at += 1;
    return true;
  };
  const string = (): string | undefined => {
    take(WHITESPACE);
    const token = take(STRING);
    if (token === undefined || new TextEncoder().encode(token).length - 2 > maxStringBytes) return undefined;
    const content: unknown = JSON.parse(token);
    return typeof content === "string" && !/\p{Surrogate}/u.test(content) ? content : undefined;
  };
  const value = (depth: number): boolean => {
    if (eat("{")) return depth < maxDepth && (eat("}") || members(depth + 1));
    if (eat("[")) return depth < maxDepth && (eat("]") || items(depth + 1));
    if (text[at] === '"') return string() !== undefined;
    if (take(LITERAL) !== undefined) return true;
    const number = take(NUMBER);
    return number !== undefined && !Object.is(Number(number), -0) && Math.abs(Number(number)) < 2 ** 53;
  };
  const members = (depth: number): boolean => {
    const seen = ["__proto__", "constructor", "prototype"];
    do {
      if ((keysLeft -= 1) < 0) return false;
      const key = string();
      if (key === undefined || seen.includes(key) || !eat(":") || !value(depth)) return false;
      seen.push(key);
    } while (eat(","));
    return eat("}");
  };
  const items = (depth: number): boolean => {
    do if ((itemsLeft -= 1) < 0 || !value(depth)) return false;
    while (eat(","));
    return eat("]");
  };
  if (!value(0)) return false;
  take(WHITESPACE);
  return at === text.length;
};
