// Whether a path, as the file system really resolves it, lies where a scope allows.
import { factAboutPath, type Fact } from "../fact.ts";
import { isWithin, relativePath, resolvePath } from "../path.ts";
import { matchesWhole } from "../pattern/automaton.ts";
import type { CompiledPathScope } from "../policy/compiled-policy.ts";
import { fails, shown, unknown, type Objection } from "./judgement.ts";

export type ScopeJudgement = { readonly result: "holds"; readonly root: string; readonly real: string } | Objection;

export const judgePath = (scope: CompiledPathScope, workspace: string, pointer: string, text: string, facts: readonly Fact[]): ScopeJudgement => {
  const written = scope.roots.map((root) => root.written).join(" or ");
  const expected = `a path within ${written}`;
  const path = resolvePath(workspace, text);
  const real = path === null ? null : factAboutPath(facts, path);
  // Where it leads is not known, so it is not within.
  if (real === null) return unknown(pointer, expected, `${shown(text)}, which cannot be resolved`);
  const root = scope.roots.find((it) => isWithin(it.real, real));
  if (root === undefined) return fails(pointer, expected, shown(text));
  const inside = relativePath(root.real, real);
  const excepted = scope.not.find((it) => matchesWhole(it.glob, inside));
  if (excepted !== undefined) {
    return fails(pointer, `${expected} but not ${excepted.written}`, shown(text));
  }
  return { result: "holds", root: root.real, real };
};
