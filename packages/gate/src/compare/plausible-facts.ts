// Whether a host can be as an example assumes. A wrong example is worse than none: somebody would look for a link that cannot be there.
import type { Fact } from "../fact.ts";
import { isWithin } from "../path.ts";
import type { CompiledPathScope, CompiledPolicy, CompiledRule } from "../policy/compiled-policy.ts";

const scopesOf = ({ exec, path }: CompiledRule): readonly CompiledPathScope[] => [...(exec?.argv?.steps ?? []).flatMap(({ token }) => (token.kind === "path" ? [token.scope] : [])), ...(path === null ? [] : [path])];

/** What the host called real paths when the policy was compiled. */
export const realPathsOf = ({ workspace, protected: own }: CompiledPolicy, rules: readonly CompiledRule[]): readonly string[] => [
  workspace, ...own,
  ...rules.flatMap((rule) => [...(rule.exec === null ? [] : [rule.exec.cwd]), ...scopesOf(rule).flatMap(({ roots }) => roots.map(({ real }) => real))]),
];

/** A real path, and every directory in which it lies, leads to itself; and what leads nowhere holds nothing that leads somewhere. */
export const isPlausible = (facts: readonly Fact[], realPaths: readonly string[]): boolean => {
  const paths = facts.filter((it) => it.kind === "path");
  const reals = [...realPaths, ...paths.flatMap(({ real }) => real ?? [])];
  return paths.every(
    (it) =>
      (it.real === it.path || !reals.some((real) => isWithin(it.path, real))) &&
      paths.every(({ path, real }) => (path === it.path ? real === it.real : it.real !== null || real === null || !isWithin(it.path, path))),
  );
};
