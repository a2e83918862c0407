// One check: one question about what was seen. Checks are data, so that the suite can turn each one off and show that it was needed.
import type { Observation } from "../observation.ts";
import type { FilledVector } from "../vector.ts";

export interface Problem {
  readonly expected: string;
  readonly found: string;
}

export interface Check {
  readonly name: string;
  /** What a failure of this check violates; empty: what the vector cites. */
  readonly requirements: readonly string[];
  /** Null when the vector gives this check nothing to judge. */
  readonly judge: (vector: FilledVector, seen: Observation) => readonly Problem[] | null;
}

const mostShown = 400;

export const shown = (value: unknown): string => {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing");
  return text.length <= mostShown ? text : `${text.slice(0, mostShown)}…`;
};

export const problem = (expected: unknown, found: unknown): Problem => ({ expected: shown(expected), found: shown(found) });
