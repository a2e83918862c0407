// FC-CORE-0002 MEMORY_COMMITTING: what happened is being written. Nothing goes on before it is on disk (G5).
import { failInput } from "../fail-input.ts";
import { interruptWork } from "../interruption.ts";
import type { Transition } from "../move.ts";

export const memoryCommitting: Transition = (definition, state, event) => {
  if (event.type !== "RecordDurable") return interruptWork(definition, state, event);
  if (event.ordinal < state.ordinal) return { to: null };
  if (state.failing !== null) return failInput(state, state.failing);
  return { to: "CONTEXT_READY", proceed: true };
};
