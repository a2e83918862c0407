// FC-CORE-0002 CAPABILITY_EXECUTING: one effect is under way. It ends with an outcome, or it is in doubt; never silently (G4).
import { admitResult, labelOfResult } from "../admit.ts";
import { faultBody } from "../fail-input.ts";
import { interruptWork } from "../interruption.ts";
import { lookupsOf } from "../lookups-of.ts";
import { loseExecution } from "../lose-execution.ts";
import { record, type Transition } from "../move.ts";
import { stateDigest } from "../state.ts";

export const capabilityExecuting: Transition = (definition, state, event) => {
  const { execution } = state;
  if (execution === null) return null;
  switch (event.type) {
    case "ClawFinished": {
      const { outcome, output, error, measures } = event.result;
      return {
        to: "MEMORY_COMMITTING",
        change: { ...admitResult(definition, state, outcome, execution.call.capability, output), execution: null },
        records: [
          record(
            "outcome",
            {
              outcome,
              output,
              error: error === null ? null : faultBody(error),
              measures,
              label: output === null ? null : { ...labelOfResult(definition, execution.call.capability) },
              state: stateDigest(state, definition.sha256),
            },
            execution.id,
          ),
        ],
      };
    }
    case "ClawLost":
      return loseExecution(definition, state, execution, event.why);
    case "GrantRequested": {
      const further = { capability: execution.call.capability, args: event.args };
      // After a stop or a deadline the answer is no, whatever the host would say: nobody is asked.
      const lookups = state.failing === null ? lookupsOf(definition, state, further) : [];
      return {
        to: "AUTHORIZATION_EVALUATING",
        change: { execution: { ...execution, further } },
        records: [record("grant.requested", { args: event.args }, execution.id)],
        effects: () => (lookups.length === 0 ? [] : [{ type: "resolve", after: 0, lookups }]),
        proceed: lookups.length === 0,
      };
    }
    default:
      return interruptWork(definition, state, event);
  }
};
