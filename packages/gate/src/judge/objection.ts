// What stands against one condition, or one rule, in one call; null where it holds. `unknown` is not that it holds: it never
// allows, and it lets a deny rule bite (FC-POL-0001.R7).
import type { Reason } from "../decision.ts";

/** The rule's id is added where the rule is known. */
export type Cause = Omit<Reason, "rule">;

/** The cause is put into words only when somebody asks: most rules that do not hold are never spoken of. */
export interface Objection {
  readonly result: "fails" | "unknown";
  readonly cause: () => Cause;
}

export const fails = (cause: () => Cause): Objection => ({ result: "fails", cause });
export const unknown = (cause: () => Cause): Objection => ({ result: "unknown", cause });
