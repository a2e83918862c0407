// Whether a path, as the file system really resolves it, lies where a scope says, and is not the runtime's own.
import { factAboutPath } from "../fact.ts";
import { isWithin, relativePath, resolvePath } from "../path.ts";
import { matchesWhole } from "../pattern/automaton.ts";
import type { CompiledPathScope } from "../policy/compiled-policy.ts";
import type { Known } from "./known.ts";
import { fails, unknown, type Objection } from "./objection.ts";
import { shown } from "./wording.ts";

export type PathJudgement =
  | { readonly result: "holds"; readonly resolved: { readonly kind: "path"; readonly root: string; readonly path: string } }
  | Objection;

export const describeScope = (scope: CompiledPathScope): string => `a path within ${scope.roots.map((root) => root.written).join(" or ")}`;

/** `path` is absolute and normal, or null where the text is no path; `text` is what the call says. */
export const judgePath = (scope: CompiledPathScope, pointer: string, text: string, path: string | null, { facts, barred }: Known): PathJudgement => {
  const real = factAboutPath(facts, path);
  // Where it leads is not known, or not told in the one form that can be compared: so it is not within.
  if (real === null || resolvePath("/", real) !== real) {
    return unknown(() => ({ pointer, expected: describeScope(scope), found: `${shown(text)}, which cannot be resolved` }));
  }
  if (barred.some((own) => isWithin(own, real))) return fails(() => ({ pointer, expected: "a path that is not the runtime's own", found: shown(text) }));
  const roots = scope.roots.filter((it) => isWithin(it.real, real));
  const [root] = roots;
  if (root === undefined) return fails(() => ({ pointer, expected: describeScope(scope), found: shown(text) }));
  // An exception holds under each root, so that the order of the roots decides nothing.
  const excepted = scope.not.find(({ glob }) => roots.some((it) => matchesWhole(glob, `${relativePath(it.real, real)}/`)));
  if (excepted === undefined) return { result: "holds", resolved: { kind: "path", root: root.real, path: real } };
  return fails(() => ({ pointer, expected: `${describeScope(scope)} but not ${excepted.written}`, found: shown(text) }));
};
