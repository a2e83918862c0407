// A pattern for those outside the gate who match text that a brain wrote, and must not be held up by it (G10).
import { fail, ok, type Result } from "@femtoclaw/protocol";
import { compilePattern, matchesWhole } from "./automaton.ts";
import type { PatternDefect } from "./parse-pattern.ts";

/** Steps of an automaton that is simulated: its time is text times steps, and a document's whole text may be one argument. */
const mostSimulatedSteps = 512;

/** Says of a text whether the whole of it matches, in time proportional to its length. */
export const compileMatcher = (pattern: string): Result<(text: string) => boolean, PatternDefect> => {
  const compiled = compilePattern(pattern);
  if (!compiled.ok) return compiled;
  const automaton = compiled.value;
  if (automaton.table === null && automaton.instructions.length > mostSimulatedSteps) {
    return fail({ at: 0, expected: `a pattern of at most ${mostSimulatedSteps} steps with its counts written out` });
  }
  return ok((text) => matchesWhole(automaton, text));
};
