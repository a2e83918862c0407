import type { Check } from "./check.ts";
import { expectations } from "./expectations.ts";
import { invariants } from "./invariants.ts";

/** Every question that the suite asks. */
export const checks: readonly Check[] = [...expectations, ...invariants];
