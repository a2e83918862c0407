// Where a path can really lead, as the scopes of the rules see it.
import type { CompiledPathScope } from "../policy/compiled-policy.ts";
import type { Said } from "./case.ts";
import { automatonMachine, underRoot, withinRoot, type Machine } from "./machine.ts";
import { textClasses } from "./text-classes.ts";
import { realPaths } from "./universes.ts";
import type { Work } from "./work.ts";

/** A scope as some rule uses it: what is barred to that rule lies outside for it. */
export interface UsedScope {
  readonly scope: CompiledPathScope;
  readonly barred: readonly string[];
}

export interface PathClass {
  readonly said: readonly Said[];
  /** For each scope the root under which it finds the path, of which a grant speaks; null where it does not hold. */
  readonly roots: readonly (string | null)[];
  /** Null where it cannot be resolved. */
  readonly real: string | null;
}

/** Null where a bound is reached. */
export const pathClasses = (used: readonly UsedScope[], work: Work): readonly PathClass[] | null => {
  const machines: Machine[] = [];
  const add = (machine: Machine): number => machines.push(machine) - 1;
  const plans = used.map(({ scope, barred }) => ({
    barred: barred.map((root) => add(withinRoot(root))),
    roots: scope.roots.map(({ real }) => ({ real, inside: add(withinRoot(real)), excepted: scope.not.map(({ glob }) => add(underRoot(real, automatonMachine(glob)))) })),
  }));
  const classes = textClasses(machines, realPaths, work);
  if (classes === null || !work.spend(classes.length * (used.length + machines.length))) return null;
  const found = new Map<string, PathClass>();
  for (const { truths, text } of classes) {
    const is = (index: number): boolean => truths[index] === true;
    const roots = plans.map(({ barred, roots: all }) => {
      const under = all.filter(({ inside }) => is(inside));
      const holds = !barred.some(is) && !under.some(({ excepted }) => excepted.some(is));
      return holds ? (under[0]?.real ?? null) : null;
    });
    const said = roots.map((it): Said => (it === null ? "fails" : "holds"));
    const name = roots.join("\u0000");
    if (!found.has(name)) found.set(name, { said, roots, real: text });
  }
  return [{ said: used.map(() => "unknown"), roots: used.map(() => null), real: null }, ...found.values()];
};
