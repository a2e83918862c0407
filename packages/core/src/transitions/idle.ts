// FC-CORE-0002 IDLE: waiting for an input, or for the end.
import { record, type Transition } from "../move.ts";
import { summarise } from "../summarise.ts";

export const idle: Transition = (definition, state, event) => {
  switch (event.type) {
    case "InputSubmitted":
      return {
        to: "INPUT_RECEIVED",
        change: { inputAt: state.clock, rejections: 0 },
        records: [record("input.received", { content: event.content, ...(event.pinned === true ? { pinned: true } : {}) })],
        proceed: true,
      };
    case "ContextSummarised":
      return summarise(definition, state, event);
    case "CloseRequested":
      return { to: "SHUTDOWN", records: [record("run.closed", { cause: "completed" })] };
    case "StopRequested":
      return {
        to: "SHUTDOWN",
        records: [
          record("stop.requested", { during: state.name, who: event.who, why: event.why }),
          record("run.closed", { cause: "stopped" }),
        ],
      };
    case "DeadlinePassed":
      return { to: null };
    default:
      return null;
  }
};
