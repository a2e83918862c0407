// FC-CORE-0002 COMPLETED and ERROR: the input is done and its end is recorded. The caller has been told only after that.
import { interruptionOf } from "../interruption.ts";
import { record, type Transition } from "../move.ts";

export const settled: Transition = (definition, state, event) => {
  if (event.type === "Responded") {
    if (!state.closing) return { to: "IDLE" };
    return { to: "SHUTDOWN", records: [record("run.closed", { cause: "stopped" })] };
  }
  const interruption = interruptionOf(definition, state, event);
  if (interruption === null) return null;
  // Nothing is under way: a late deadline no longer matters, a stop closes the run once the answer is out.
  return interruption.closing && !state.closing ? { to: null, change: { closing: true }, records: [interruption.entry] } : { to: null };
};
