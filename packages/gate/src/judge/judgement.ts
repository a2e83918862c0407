// What one condition, or one rule, says of one call. `unknown` is not `holds`: it never allows, and it lets a deny rule bite (G3).
import { truncateText } from "@femtoclaw/protocol";
import type { Reason } from "../decision.ts";

/** Why it does not hold; the rule's id is added by the rule. */
export type Cause = Omit<Reason, "rule">;

export type Objection = { readonly result: "fails" | "unknown"; readonly cause: Cause };
export type Judgement = { readonly result: "holds" } | Objection;

export const holds: Judgement = { result: "holds" };
export const fails = (pointer: string, expected: string, found: string): Objection => ({
  result: "fails",
  cause: { pointer, expected, found },
});
export const unknown = (pointer: string, expected: string, found: string): Objection => ({
  result: "unknown",
  cause: { pointer, expected, found },
});

/** A value as it may stand in a reason: short, on one line. */
export const shown = (value: unknown): string => {
  const text = typeof value === "string" ? JSON.stringify(value) : (JSON.stringify(value) ?? "nothing");
  return text.length <= 120 ? text : `${truncateText(text, 119)}…`;
};
