// Paths of a rule. Each is asked for once, when the policy is loaded, and stands for the real place that it had then.
import { compileExceptionGlob } from "../glob.ts";
import { resolvePath } from "../path.ts";
import type { CompiledPathScope } from "./compiled-policy.ts";
import type { PathScope } from "./policy-document.ts";
import { withinOf } from "./policy-facts.ts";
import { complain, quoted, type Workshop } from "./workshop.ts";

/** The real path of what the rule names; null when the host did not answer with a plain absolute one. */
export const realPath = (shop: Workshop, written: string): string | null => {
  const { workspace, paths } = shop.facts;
  const path = resolvePath(workspace, written);
  const real = path !== null && Object.hasOwn(paths, path) ? (paths[path] ?? null) : null;
  return real !== null && resolvePath("/", real) === real ? real : null;
};

export const compileScope = (shop: Workshop, scope: PathScope, pointer: string): CompiledPathScope | null => {
  const list = typeof scope.within !== "string";
  const roots = withinOf(scope).flatMap((written, index) => {
    const real = realPath(shop, written);
    if (real !== null) return [{ written, real }];
    complain(shop, "FC_POLICY_PATH", `${pointer}/within${list ? `/${index}` : ""}`, "a path that can be resolved", quoted(written));
    return [];
  });
  const not = (scope.not ?? []).flatMap((written, index) => {
    const glob = compileExceptionGlob(written);
    if (glob.ok) return [{ written, glob: glob.value }];
    complain(shop, "FC_POLICY_PATTERN", `${pointer}/not/${index}`, glob.fault, quoted(written));
    return [];
  });
  return roots.length === 0 ? null : { roots, not };
};
