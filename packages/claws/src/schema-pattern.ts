// FC-CLAW-0001.R7 (G10): the `pattern` of a user's schema, matched in time proportional to the text. JavaScript's own engine
// backtracks, and one argument could hold up the whole runtime; so a pattern is rewritten into the gate's regular language.
//
//   JSON Schema (ECMA-262, flag u, searches)      gate (always whole, `.` is any character)
//   a|b                                           .*a.*|.*b.*
//   ^ first, $ last in an alternative             no .* on that side
//   .                                             [^\n\r\u2028\u2029]
//   (?:a)                                         (a)
//   \s \D \W \S, \n \t \x41 \u0041 \u{1F600}      the same characters, written out
//
// What is not regular (\1, look-around), or what the rewriting does not know (\b, \p{…}, ^ or $ elsewhere, lazy repetition) is
// refused by name. It is never understood differently from how ECMA-262 reads it.
import { compileMatcher } from "@femtoclaw/gate";
import { fail, type Result } from "@femtoclaw/protocol";

interface Alternative {
  fromStart: boolean;
  toEnd: boolean;
  text: string;
}

const lineEnds = "\n\r\u2028\u2029";
/** The white space of ECMA-262; the gate's \s is the part of it that is ASCII. */
const whiteSpace = "\\s\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";
const classes: { readonly [letter: string]: string } = { d: "\\d", w: "\\w", s: whiteSpace };
const controls: { readonly [letter: string]: string } = { f: "\f", n: "\n", r: "\r", t: "\t", v: "\v", 0: "\0" };
const codes = /^(?:x([0-9a-fA-F]{2})|u\{0*([0-9a-fA-F]{1,6})\}|u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))/;

/** A test of any text, or what is not supported. */
export const compileSchemaPattern = (pattern: string): Result<(text: string) => boolean, string> => {
  if (!isWellFormed(pattern)) return fail("a regular expression of ECMA-262 with the flag u");
  const rewritten = rewrite(pattern);
  if (!rewritten.ok) return rewritten;
  const compiled = compileMatcher(rewritten.value);
  return compiled.ok ? compiled : fail(compiled.fault.expected);
};

/** Only read, never run: what is no pattern of ECMA-262 shall not become one here. */
const isWellFormed = (pattern: string): boolean => {
  try {
    return new RegExp(pattern, "u").unicode;
  } catch {
    return false;
  }
};

const rewrite = (pattern: string): Result<string, string> => {
  let here: Alternative = { fromStart: false, toEnd: false, text: "" };
  const alternatives = [here];
  let depth = 0;
  let inside = false;
  for (let at = 0; at < pattern.length; ) {
    const character = String.fromCodePoint(pattern.codePointAt(at) ?? 0);
    at += character.length;
    if (here.toEnd && character !== "|") return fail("$ at the end of an alternative only");
    if (character === "\\") {
      const escape = readEscape(pattern.slice(at, at + 16), inside);
      if (escape === null) return fail(`no \\${pattern.charAt(at)}${inside ? " between brackets" : ""}`);
      here.text += escape.text;
      at += escape.length;
    } else if (inside) {
      if (character === "]") inside = false;
      here.text += character === "[" ? "\\[" : character;
    } else if (character === "[") {
      inside = true;
      here.text += character;
      if (pattern.charAt(at) === "^") {
        here.text += "^";
        at += 1;
      }
    } else if (character === ".") here.text += `[^${lineEnds}]`;
    else if (character === "^") {
      if (depth > 0 || here.text !== "" || here.fromStart) return fail("^ at the beginning of an alternative only, and not inside a group");
      here.fromStart = true;
    } else if (character === "$") {
      if (depth > 0) return fail("$ at the end of an alternative only, and not inside a group");
      here.toEnd = true;
    } else if (character === "|" && depth === 0) {
      here = { fromStart: false, toEnd: false, text: "" };
      alternatives.push(here);
    } else {
      if (character === "(") {
        depth += 1;
        if (pattern.startsWith("?:", at)) at += 2;
        else if (pattern.charAt(at) === "?") return fail("groups of the forms (…) and (?:…) only");
      } else if (character === ")") depth -= 1;
      else if (character === "?" && endsInRepetition(here.text)) return fail("no lazy repetition");
      here.text += character;
    }
  }
  return { ok: true, value: alternatives.map((it) => `${it.fromStart ? "" : ".*"}${it.text}${it.toEnd ? "" : ".*"}`).join("|") };
};

/** A repetition sign that stands for itself is always escaped, in either language. */
const endsInRepetition = (text: string): boolean => /(?:^|[^\\])(?:\\\\)*[*+?}]$/.test(text.slice(-64));

/** What stands after a backslash, in the gate's language; null for what it does not have. */
const readEscape = (rest: string, inside: boolean): { readonly text: string; readonly length: number } | null => {
  const letter = rest.charAt(0);
  const lower = letter.toLowerCase();
  const set = Object.hasOwn(classes, lower) ? classes[lower] : undefined;
  if (set !== undefined) {
    if (letter === lower) return { text: inside ? set : `[${set}]`, length: 1 };
    return inside ? null : { text: `[^${set}]`, length: 1 };
  }
  const control = Object.hasOwn(controls, letter) ? controls[letter] : undefined;
  if (control !== undefined) return { text: control, length: 1 };
  const found = codes.exec(rest);
  if (found !== null) return { text: literal(codeOf(found.slice(1))), length: found[0].length };
  return /^[!-/:-@[-`{-~]/.test(rest) ? { text: `\\${letter}`, length: 1 } : null;
};

const codeOf = ([x, braced, high, low, unit]: readonly (string | undefined)[]): number => {
  if (high === undefined || low === undefined) return Number.parseInt(x ?? braced ?? unit ?? "", 16);
  return (Number.parseInt(high, 16) - 0xd800) * 0x400 + Number.parseInt(low, 16) - 0xdc00 + 0x10000;
};

const literal = (codePoint: number): string => {
  const character = String.fromCodePoint(codePoint);
  return /^[!-/:-@[-`{-~]$/.test(character) ? `\\${character}` : character;
};
