// The grammar of pattern.ts, read once from left to right. Depth and repetition are bounded (G10).
import { fail, ok, type Result } from "@femtoclaw/protocol";
import { anyCharacter, complement, type CharacterSet, type PatternNode } from "./pattern.ts";

/** What is wrong with a pattern, and at which character (from 0). */
export interface PatternDefect {
  readonly at: number;
  readonly expected: string;
}

const mostLength = 1_024;
const mostDepth = 32;
const mostRepeats = 1_024;

const code = (character: string): number => character.codePointAt(0) ?? 0;
const range = (from: string, to: string): readonly [number, number] => [code(from), code(to)];
const shorthands: { readonly [letter: string]: CharacterSet } = {
  d: [range("0", "9")],
  w: [range("0", "9"), range("A", "Z"), range("_", "_"), range("a", "z")],
  s: [range("\t", "\r"), range(" ", " ")],
};
const setOf = (one: number | CharacterSet): CharacterSet => (typeof one === "number" ? [[one, one]] : one);
const isPunctuation = (character: string): boolean => /[!-/:-@[-`{-~]/.test(character);

export const parsePattern = (text: string): Result<PatternNode, PatternDefect> => {
  const characters = [...text];
  let at = 0;
  let defect: PatternDefect | null = null;
  /** The first thing that is wrong counts; whoever finds it gives up. */
  const wrong = (expected: string): null => {
    defect ??= { at, expected };
    return null;
  };

  const escaped = (): number | CharacterSet | null => {
    const character = characters[at] ?? "";
    const shorthand = Object.hasOwn(shorthands, character) ? shorthands[character] : undefined;
    if (shorthand === undefined && !isPunctuation(character)) return wrong("\\d, \\w, \\s or an escaped punctuation character");
    at += 1;
    return shorthand ?? code(character);
  };

  /** One member of a bracket, or one end of a range. */
  const member = (): number | CharacterSet | null => {
    const character = characters[at];
    if (character === undefined) return wrong("a closing ]");
    if (character === "[") return wrong("\\[ for a literal [; there are no sets inside sets");
    at += 1;
    return character === "\\" ? escaped() : code(character);
  };

  const bracketed = (): CharacterSet | null => {
    const negated = characters[at] === "^";
    if (negated) at += 1;
    if (characters[at] === "]") return wrong("something between the brackets; \\] for a literal ]");
    const set: (readonly [number, number])[] = [];
    while (characters[at] !== "]") {
      const low = member();
      if (low === null) return null;
      if (characters[at] !== "-" || characters[at + 1] === "]") {
        set.push(...setOf(low));
        continue;
      }
      at += 1;
      const high = member();
      if (typeof low !== "number" || typeof high !== "number" || high < low) return wrong("a range that rises, such as a-z; \\- for a literal -");
      set.push([low, high]);
    }
    at += 1;
    return negated ? complement(set) : set;
  };

  const atom = (depth: number): PatternNode | null => {
    const character = characters[at] ?? "";
    if ("*+?{}^$".includes(character)) {
      return wrong("something to match here; patterns are always matched whole, so ^ and $ are not needed, and literal signs are escaped");
    }
    at += 1;
    if (character === ".") return { kind: "set", set: anyCharacter };
    if (character === "\\" || character === "[") {
      const set = character === "[" ? bracketed() : escaped();
      return set === null ? null : { kind: "set", set: setOf(set) };
    }
    if (character !== "(") return { kind: "set", set: setOf(code(character)) };
    if (depth >= mostDepth) return wrong(`at most ${mostDepth} nested groups`);
    if (characters[at] === "?") return wrong("a plain group; (?…) forms are not regular or not needed");
    const inside = alternation(depth + 1);
    if (inside === null) return null;
    if (characters[at] !== ")") return wrong("a closing )");
    at += 1;
    return inside;
  };

  const repeated = (depth: number): PatternNode | null => {
    const part = atom(depth);
    if (part === null) return null;
    const sign = characters[at];
    if (sign === "*" || sign === "+" || sign === "?") {
      at += 1;
      return { kind: "repeat", part, least: sign === "+" ? 1 : 0, most: sign === "?" ? 1 : null };
    }
    if (sign !== "{") return part;
    const close = characters.indexOf("}", at);
    const counts = /^(\d{1,4})(?:,(\d{0,4}))?$/.exec(characters.slice(at + 1, close).join(""));
    if (close < 0 || counts === null) return wrong("a count such as {3}, {1,} or {1,8}; \\{ for a literal {");
    const least = Number(counts[1]);
    const most = counts[2] === "" ? null : Number(counts[2] ?? least);
    if (least > mostRepeats || (most !== null && (most > mostRepeats || most < least))) {
      return wrong(`counts that rise, up to ${mostRepeats}`);
    }
    at = close + 1;
    return { kind: "repeat", part, least, most };
  };

  const alternation = (depth: number): PatternNode | null => {
    const options: PatternNode[] = [];
    for (;;) {
      const parts: PatternNode[] = [];
      while (at < characters.length && characters[at] !== "|" && characters[at] !== ")") {
        const part = repeated(depth);
        if (part === null) return null;
        parts.push(part);
      }
      options.push({ kind: "sequence", parts });
      if (characters[at] !== "|") return { kind: "either", options };
      at += 1;
    }
  };

  if (characters.length > mostLength) return fail({ at: mostLength, expected: `at most ${mostLength} characters` });
  const node = alternation(0);
  if (at < characters.length) wrong("the end of the pattern");
  if (defect !== null) return fail(defect);
  return node === null ? fail({ at, expected: "a pattern" }) : ok(node);
};
