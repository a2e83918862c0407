import type { EngineAnswer } from "./case.ts";

/** Where an engine's answers are not those of the first, or not identical to what was recorded. Too few are a difference as well. */
export const differences = (first: readonly EngineAnswer[], answers: readonly EngineAnswer[]): readonly string[] => {
  if (first.length === 0 || answers.length !== first.length) return [`expected ${first.length} answers of at least one, found ${answers.length}`];
  return first.flatMap((expected, index) => {
    const found = answers[index];
    if (found === undefined || found.name !== expected.name) return [`${expected.name}: no answer`];
    if (!found.identical) return [`${found.name}: not as recorded: ${found.detail}`];
    return found.detail === expected.detail ? [] : [`${found.name}: ${found.detail}, and ${expected.detail} in the first engine`];
  });
};
