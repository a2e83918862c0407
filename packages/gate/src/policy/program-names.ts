// The texts by which a call may name the program of a rule.
import type { PolicyFacts } from "./policy-facts.ts";
import type { RuleEffect } from "./workshop.ts";

/** Programs of many names: which of them is meant, they read off the name under which they were started. */
const multiCall: ReadonlySet<string> = new Set(["busybox", "coreutils", "toybox"]);

export const baseName = (program: string): string => program.slice(program.lastIndexOf("/") + 1);

/** True for a name that leads to one program of many names: `ls` to `busybox`. It is `ls` that runs there, and no other. */
export const isAliasOfMany = (bin: string, path: string): boolean => multiCall.has(baseName(path)) && baseName(bin) !== baseName(path);

/** Two names that lead to one file mean one program, unless they are two of its many; what runs all of them is each of them. */
const meanSame = (a: string, b: string, path: string): boolean => !isAliasOfMany(a, path) || !isAliasOfMany(b, path) || baseName(a) === baseName(b);

/**
 * As the rule names it, and by its real path. A deny rule also bites by the names that other rules have for it; an allow rule does
 * not grow by what another rule says.
 */
export const namesOf = ({ programs }: PolicyFacts, bin: string, effect: RuleEffect): readonly string[] => {
  const program = Object.hasOwn(programs, bin) ? programs[bin] : null;
  if (program === undefined || program === null) return [bin];
  const { path } = program;
  if (effect === "allow") return isAliasOfMany(bin, path) ? [bin] : [...new Set([bin, path])];
  const others = Object.entries(programs).flatMap(([name, it]) => (it?.path === path && meanSame(bin, name, path) ? [name] : []));
  return [...new Set([bin, path, ...others])];
};
