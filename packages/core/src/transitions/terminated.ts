// FC-CORE-0002 TERMINATED: final. Late signals find nothing to stop; everything else is a defect.
import type { Transition } from "../move.ts";

export const terminated: Transition = (_definition, _state, event) =>
  event.type === "StopRequested" || event.type === "DeadlinePassed" || event.type === "CloseRequested" ? { to: null } : null;
