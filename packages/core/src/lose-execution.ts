import { admitResult } from "./admit.ts";
import type { MachineDefinition } from "./definition.ts";
import { record, type Move } from "./move.ts";
import type { Execution, RunState } from "./state.ts";

/** An effect of which nobody knows how it ended. It is in doubt, and nothing tries it again (G4). */
export const loseExecution = (definition: MachineDefinition, state: RunState, execution: Execution, why: string): Move => ({
  to: "MEMORY_COMMITTING",
  change: { ...admitResult(definition, state, "unavailable", execution.call.capability), execution: null },
  records: [record("execution.in-doubt", { why }, execution.id)],
});
