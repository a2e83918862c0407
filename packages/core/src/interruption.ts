// A deadline or a stop that arrives while something is under way: note it, end what is under way, and let its outcome be
// recorded before the input fails. An effect is never simply forgotten (G4).
import { fault, type Fault } from "@femtoclaw/protocol";
import type { MachineDefinition } from "./definition.ts";
import type { MachineEvent, Proceed } from "./event.ts";
import { record, type Entry, type Move } from "./move.ts";
import type { RunState } from "./state.ts";

export interface Interruption {
  readonly entry: Entry;
  readonly fault: Fault;
  readonly closing: boolean;
}

/** Null when the event is neither a deadline nor a stop. */
export const interruptionOf = (
  definition: MachineDefinition,
  state: RunState,
  event: MachineEvent | Proceed,
): Interruption | null => {
  if (event.type === "DeadlinePassed") {
    const { wallMs } = definition.policy.budgets;
    return {
      entry: record("deadline.passed", { during: state.name, wallMs }),
      fault: fault("FC_RUN_DEADLINE", `at most ${wallMs} ms of work`, "more time needed"),
      closing: false,
    };
  }
  if (event.type === "StopRequested") {
    return {
      entry: record("stop.requested", { during: state.name, who: event.who, why: event.why }),
      fault: fault("FC_RUN_INTERRUPTED", "the run to go on to its answer", `a stop by ${event.who}: ${event.why}`),
      closing: true,
    };
  }
  return null;
};

/** Stay, cancel what is under way, fail once it has ended. What says no more than was said already is not news. */
export const interruptWork = (definition: MachineDefinition, state: RunState, event: MachineEvent | Proceed): Move | null => {
  const interruption = interruptionOf(definition, state, event);
  if (interruption === null) return null;
  if (interruption.closing ? state.closing : state.failing !== null) return { to: null };
  return {
    to: null,
    change: { failing: state.failing ?? interruption.fault, closing: state.closing || interruption.closing },
    records: [interruption.entry],
    effects: () => [{ type: "cancel", after: 0 }],
  };
};
