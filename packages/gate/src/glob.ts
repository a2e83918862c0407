// Globs over slash-separated text, as patterns, matched whole like every pattern (FC-POL-0002):
//
//   glob    := ["/"] segment ("/" segment)*        segment := "**" | ("*" | "?" | any other character)+
//
// `*` is any run without a slash, `?` one character but a slash; `**` is any run at the end, and before a slash any directories
// or none. What other tools take for syntax (brackets, braces, backslashes, a leading `!`) is refused and not taken literally:
// an exception that silently matches nothing protects nothing.
import { fail, ok, type Result } from "@femtoclaw/protocol";
import { automatonOf, type Automaton } from "./pattern/automaton.ts";
import { anyCharacter, complement, type CharacterSet, type PatternNode } from "./pattern/pattern.ts";

const only = (character: string): CharacterSet => {
  const code = character.codePointAt(0) ?? 0;
  return [[code, code]];
};
const slash: PatternNode = { kind: "set", set: only("/") };
const notSlash: PatternNode = { kind: "set", set: complement(only("/")) };
const anything: PatternNode = { kind: "repeat", part: { kind: "set", set: anyCharacter }, least: 0, most: null };

const optional = (...parts: readonly PatternNode[]): PatternNode => ({ kind: "repeat", part: { kind: "sequence", parts }, least: 0, most: 1 });

const segmentNodes = (segment: string): readonly PatternNode[] =>
  [...segment].map((character): PatternNode => {
    if (character === "*") return { kind: "repeat", part: notSlash, least: 0, most: null };
    return character === "?" ? notSlash : { kind: "set", set: only(character) };
  });

const globNode = (segments: readonly string[]): PatternNode => {
  const last = segments.length - 1;
  const parts = segments.flatMap((segment, index): readonly PatternNode[] => {
    if (segment === "**") return index === last ? [anything] : [optional(anything, slash)];
    return index === last ? segmentNodes(segment) : [...segmentNodes(segment), slash];
  });
  return { kind: "sequence", parts };
};

const mostLength = 1_024;

/** What is wrong with a glob, or nothing. */
const defectOf = (glob: string): string | null => {
  if (glob.length > mostLength) return `a glob of at most ${mostLength} characters`;
  if (/[[\]{}\\]|^!/.test(glob)) return "a glob of plain characters, `*`, `**` and `?`; `?` also stands for a bracket or brace";
  return glob.split("/").some((it) => it !== "**" && it.includes("**")) ? "a glob with `**` alone between slashes" : null;
};

const compile = (glob: string, whole: (node: PatternNode) => PatternNode): Result<Automaton, string> => {
  const automaton = automatonOf(whole(globNode(glob.split("/"))));
  return automaton === null ? fail("a shorter glob") : ok(automaton);
};

/** A glob over a whole text, such as the path of a URL. The fault is what was expected. */
export const compileGlob = (glob: string): Result<Automaton, string> => {
  const defect = defectOf(glob);
  return defect === null ? compile(glob, (node) => node) : fail(defect);
};

/**
 * A glob over relative paths that also takes in what lies under each path that it matches, and, for `x/**`, `x` itself. To be
 * matched against the path with a slash after it.
 */
export const compileExceptionGlob = (glob: string): Result<Automaton, string> => {
  const defect = defectOf(glob);
  if (defect !== null) return fail(defect);
  const directory = glob.endsWith("/") ? glob.slice(0, -1) : glob;
  // Paths are compared in their normal form, which has no such parts: the exception would never hold.
  if (directory.split("/").some((it) => it === "" || it === "." || it === "..")) return fail("a glob that is relative to `within`, without `.`, `..` or empty parts");
  return compile(directory, (node) => ({ kind: "sequence", parts: [node, optional(slash, anything)] }));
};
