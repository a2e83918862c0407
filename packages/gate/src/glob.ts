// Globs over slash-separated text, as patterns: `*` any run without a slash, `**` any run, `**/` any directories or none,
// `?` one character but a slash. Everything else is itself. Matched whole, like every pattern.
import { automatonOf, type Automaton } from "./pattern/automaton.ts";
import { anyCharacter, complement, type PatternNode } from "./pattern/pattern.ts";

const slash = 47;
const notSlash: PatternNode = { kind: "set", set: complement([[slash, slash]]) };
const any: PatternNode = { kind: "repeat", part: { kind: "set", set: anyCharacter }, least: 0, most: null };

const globNode = (glob: string): PatternNode => {
  const parts: PatternNode[] = [];
  const characters = [...glob];
  for (let i = 0; i < characters.length; i += 1) {
    const character = characters[i] ?? "";
    if (character === "*" && characters[i + 1] === "*") {
      i += 1;
      if (characters[i + 1] !== "/") {
        parts.push(any);
        continue;
      }
      i += 1;
      const directories: PatternNode = { kind: "sequence", parts: [any, { kind: "set", set: [[slash, slash]] }] };
      parts.push({ kind: "repeat", part: directories, least: 0, most: 1 });
    } else if (character === "*") parts.push({ kind: "repeat", part: notSlash, least: 0, most: null });
    else if (character === "?") parts.push(notSlash);
    else {
      const code = character.codePointAt(0) ?? 0;
      parts.push({ kind: "set", set: [[code, code]] });
    }
  }
  return { kind: "sequence", parts };
};

/** Null when the glob is too long to be one. */
export const compileGlob = (glob: string): Automaton | null => (glob.length > 1_024 ? null : automatonOf(globNode(glob)));
