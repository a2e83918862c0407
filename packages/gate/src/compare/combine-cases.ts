// A call's cases on one dimension with those on another: each with each, as far as together they say something new.
import { and, nameOf, type Case } from "./case.ts";
import type { Work } from "./work.ts";

/** Combinations that are kept (G10). */
const mostCases = 50_000;

/** What is said of two dimensions together. Null where a bound is reached. */
export const combineCases = (cases: readonly Case[], more: readonly Case[], work: Work): readonly Case[] | null => {
  const found = new Map<string, Case>();
  for (const one of cases) {
    for (const other of more) {
      if (!work.spend(one.said.length)) return null;
      const said = one.said.map((it, index) => and(it, other.said[index] ?? "fails"));
      // Only what is said of the resource comes into a grant.
      const name = nameOf({ said, taken: one.taken });
      if (found.has(name)) continue;
      if (found.size >= mostCases) return null;
      found.set(name, { said, taken: one.taken, args: [...one.args, ...other.args], facts: [...one.facts, ...other.facts] });
    }
  }
  return [...found.values()];
};
