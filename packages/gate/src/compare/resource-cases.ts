// What the rules can say to the resource that a capability is about.
import type { CompiledResource } from "../policy/compiled-policy.ts";
import { argvClasses } from "./argv-cases.ts";
import type { Case, Cases, Compared, ComparedRule, Said } from "./case.ts";
import { pathClasses } from "./path-cases.ts";
import { urlCases } from "./url-cases.ts";

const barredIn =
  ({ protectedPaths }: Compared) =>
  ({ policy, effect }: ComparedRule): readonly string[] =>
    effect === "allow" ? protectedPaths[policy] : [];

/** For each of all rules where it stands among those that are chosen; -1 for another. */
const placesOf = (chosen: readonly boolean[]): readonly number[] => {
  let next = 0;
  return chosen.map((it) => (it ? next++ : -1));
};

/** A program of which no rule speaks is denied whatever else is said, so there is no case of it. */
const execCases = (compared: Compared, argvAt: string, binAt: string): Cases => {
  const { rules } = compared;
  const names = [...new Set(rules.flatMap(({ rule }) => rule.exec?.names ?? []))];
  const cases: Case[] = [];
  for (const name of names) {
    if (!compared.work.spend(rules.length)) return { undecided: "there are too many programs" };
    const about = rules.map(({ rule }) => rule.exec === null || rule.exec.names.includes(name));
    const found = argvClasses(rules.filter((_, index) => about[index]), barredIn(compared), compared);
    if ("undecided" in found) return { undecided: `${found.undecided} (${name})` };
    const places = placesOf(about);
    for (const { said, taken, argv, facts } of found) {
      cases.push({ said: places.map((at): Said => said[at] ?? "fails"), taken: places.map((at) => taken[at] ?? 0), args: [[binAt, name], [argvAt, argv]], facts });
    }
  }
  return cases;
};

const pathCases = ({ rules, ...compared }: Compared, at: string): Cases => {
  const scoped = rules.flatMap((it) => (it.rule.path === null ? [] : [{ scope: it.rule.path, barred: barredIn({ rules, ...compared })(it) }]));
  const classes = pathClasses(scoped, compared.work);
  if (classes === null) return { undecided: "the conditions on paths have too many combinations" };
  const places = placesOf(rules.map(({ rule }) => rule.path !== null));
  return classes.map(({ said, roots, real }) => {
    const path = real ?? "/unresolvable";
    // Rules that find the path under one root grant the same.
    const taken = places.map((place) => roots.indexOf(roots[place] ?? null));
    return { said: places.map((place): Said => said[place] ?? "holds"), taken, args: [[at, path]], facts: [{ kind: "path", path, real }] };
  });
};

export const resourceCases = (resource: CompiledResource, compared: Compared): Cases => {
  switch (resource.kind) {
    case "none":
      return [{ said: compared.rules.map(() => "holds"), taken: [], args: [], facts: [] }];
    case "path":
      return pathCases(compared, resource.path.text);
    case "url":
      return urlCases(resource.url.text, compared.rules, compared.work);
    case "exec":
      return execCases(compared, resource.argv.text, resource.bin.text);
  }
};
