// FC-CORE-0002 SHUTDOWN: the last record is being written. Then nothing more, ever.
import type { Transition } from "../move.ts";

export const shutdown: Transition = (_definition, state, event) => {
  if (event.type === "RecordDurable") return event.ordinal < state.ordinal ? { to: null } : { to: "TERMINATED" };
  if (event.type === "StopRequested" || event.type === "DeadlinePassed" || event.type === "CloseRequested") return { to: null };
  return null;
};
