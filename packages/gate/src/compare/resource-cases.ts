// What the rules can say to the resource that a capability is about.
import type { JsonObject } from "@femtoclaw/protocol";
import type { CompiledResource } from "../policy/compiled-policy.ts";
import { argvClasses } from "./argv-cases.ts";
import type { Case, Cases, Compared, ComparedRule, Said } from "./case.ts";
import { pathClasses } from "./path-cases.ts";
import { urlCases } from "./url-cases.ts";

const barredIn =
  ({ protectedPaths }: Compared) =>
  ({ policy, effect }: ComparedRule): readonly string[] =>
    effect === "allow" ? protectedPaths[policy] : [];

const execCases = (compared: Compared, bin: string, argvAt: string, binAt: string): Cases => {
  const { rules } = compared;
  const names = [...new Set(rules.flatMap(({ rule }) => rule.exec?.names ?? []))];
  const cases: Case[] = [];
  for (const name of names) {
    const about = rules.map(({ rule }) => rule.exec === null || rule.exec.names.includes(name));
    const found = argvClasses(rules.filter((_, index) => about[index]), barredIn(compared));
    if ("undecided" in found) return { undecided: `${found.undecided} (${name})` };
    for (const { said, argv, facts } of found) {
      let next = 0;
      const all = about.map((it): Said => (it ? (said[next++] ?? "fails") : "fails"));
      cases.push({ said: all, args: [[binAt, name], [argvAt, argv]], facts });
    }
  }
  // A program of which no rule speaks is denied whatever else is said.
  return [...cases, { said: rules.map(() => "fails"), args: [[binAt, bin], [argvAt, []]], facts: [] }];
};

const pathCases = (compared: Compared, at: string): Cases => {
  const scoped = compared.rules.filter(({ rule }) => rule.path !== null);
  const classes = pathClasses(scoped.flatMap((it) => (it.rule.path === null ? [] : [{ scope: it.rule.path, barred: barredIn(compared)(it) }])));
  if (classes === null) return { undecided: "the conditions on paths have too many combinations" };
  return classes.map(({ said, real }) => {
    let next = 0;
    const path = real ?? "/unresolvable";
    return { said: compared.rules.map(({ rule }): Said => (rule.path === null ? "holds" : (said[next++] ?? "unknown"))), args: [[at, path]], facts: [{ kind: "path", path, real }] };
  });
};

export const resourceCases = (resource: CompiledResource, compared: Compared, sample: JsonObject): Cases => {
  switch (resource.kind) {
    case "none":
      return [{ said: compared.rules.map(() => "holds"), args: [], facts: [] }];
    case "path":
      return pathCases(compared, resource.path.text);
    case "url":
      return urlCases(resource.url.text, compared.rules);
    case "exec":
      return execCases(compared, typeof sample["bin"] === "string" ? sample["bin"] : "x", resource.argv.text, resource.bin.text);
  }
};
