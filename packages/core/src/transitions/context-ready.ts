// FC-CORE-0002 CONTEXT_READY: the window is complete. Think, if the run can still afford it.
import { inferenceBudgetFault } from "../budget.ts";
import { failInput } from "../fail-input.ts";
import type { Transition } from "../move.ts";

export const contextReady: Transition = (definition, state, event) => {
  if (event.type !== "Proceed") return null;
  const exhausted = inferenceBudgetFault(definition, state);
  if (exhausted !== null) return failInput(state, exhausted);
  const step = state.step + 1;
  return {
    to: "INFERRING",
    change: { step },
    // What leaves for the brain was recorded before: the obligation is the last record of the run so far.
    effects: (last) => [{ type: "think", after: last, step, context: state.context }],
  };
};
