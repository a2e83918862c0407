// Where a path can really lead, as the scopes of the rules see it.
import type { CompiledPathScope } from "../policy/compiled-policy.ts";
import type { Said } from "./case.ts";
import { automatonMachine, underRoot, withinRoot, type Machine } from "./machine.ts";
import { textClasses } from "./text-classes.ts";
import { realPaths } from "./universes.ts";

/** A scope as some rule uses it: what is barred to that rule lies outside for it. */
export interface UsedScope {
  readonly scope: CompiledPathScope;
  readonly barred: readonly string[];
}

export interface PathClass {
  readonly said: readonly Said[];
  /** Null where it cannot be resolved. */
  readonly real: string | null;
}

/** Null where a bound is reached. */
export const pathClasses = (used: readonly UsedScope[]): readonly PathClass[] | null => {
  const machines: Machine[] = [];
  const add = (machine: Machine): number => machines.push(machine) - 1;
  const plans = used.map(({ scope, barred }) => ({
    barred: barred.map((root) => add(withinRoot(root))),
    roots: scope.roots.map(({ real }) => ({ inside: add(withinRoot(real)), excepted: scope.not.map(({ glob }) => add(underRoot(real, automatonMachine(glob)))) })),
  }));
  const classes = textClasses(machines, realPaths);
  if (classes === null) return null;
  const found = new Map<string, PathClass>();
  for (const { truths, text } of classes) {
    const is = (index: number): boolean => truths[index] === true;
    const said = plans.map(({ barred, roots }): Said => {
      const under = roots.filter(({ inside }) => is(inside));
      return under.length > 0 && !barred.some(is) && !under.some(({ excepted }) => excepted.some(is)) ? "holds" : "fails";
    });
    if (!found.has(said.join())) found.set(said.join(), { said, real: text });
  }
  return [{ said: used.map(() => "unknown"), real: null }, ...found.values()];
};
