// What a policy needs to know of the host before it can be compiled: asked once, recorded, part of the policy's digest.
import { resolvePath } from "../path.ts";
import type { ArgvElement, PathScope, PolicyDocument } from "./policy-document.ts";

export interface PolicyFacts {
  /** Absolute real path; relative paths in the policy and in calls are seen from here. */
  readonly workspace: string;
  /** Absolute path as written → absolute real path; null where it cannot be resolved. */
  readonly paths: { readonly [path: string]: string | null };
  /** Program as written → where it was found, its real path and `sha256:…` digest; null where the host has none. */
  readonly programs: { readonly [bin: string]: { readonly name: string; readonly path: string; readonly digest: string } | null };
  /** Absolute real paths of what is the runtime's own: no call may touch them or what lies under them, whatever a rule says. */
  readonly protected: readonly string[];
}

export interface PolicyQuestions {
  readonly paths: readonly string[];
  readonly programs: readonly string[];
}

const scopesOf = (element: ArgvElement): readonly PathScope[] => {
  if (typeof element === "string") return [];
  const inner = element.optional ?? element.many;
  return [...(element.path === undefined ? [] : [element.path]), ...(inner === undefined ? [] : scopesOf(inner)), ...(element.flags?.flatMap(scopesOf) ?? [])];
};

export const withinOf = (scope: PathScope): readonly string[] => (typeof scope.within === "string" ? [scope.within] : scope.within);

/** Everything the host must be asked about, each once, in a stable order. */
export const policyQuestions = (document: PolicyDocument, workspace: string): PolicyQuestions => {
  const paths = new Set<string>();
  const programs = new Set<string>();
  const ask = (written: string): void => {
    const path = resolvePath(workspace, written);
    if (path !== null) paths.add(path);
  };
  for (const capability of Object.values(document.capabilities ?? {})) {
    for (const rule of [...(capability.allow ?? []), ...(capability.deny ?? [])]) {
      if (rule.bin !== undefined) programs.add(rule.bin);
      if (rule.cwd !== undefined) ask(rule.cwd);
      const scopes = [...(rule.path === undefined ? [] : [rule.path]), ...(rule.argv?.flatMap(scopesOf) ?? []), ...Object.values(rule.where ?? {}).flatMap((it) => it.path ?? [])];
      for (const scope of scopes) withinOf(scope).forEach(ask);
    }
  }
  return { paths: [...paths].sort(), programs: [...programs].sort() };
};
