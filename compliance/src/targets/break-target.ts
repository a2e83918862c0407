import type { BrokenTarget } from "../power.ts";
import { assembleTarget, type Alterations } from "./assemble-target.ts";

/** A runtime with one deliberate fault. `violates` says which requirements that fault breaks. */
export const breakTarget = (
  name: string,
  module: string,
  about: { readonly fault: string; readonly violates: readonly string[] },
  alterations: Alterations,
): BrokenTarget => ({ ...assembleTarget(name, module, alterations), ...about });
