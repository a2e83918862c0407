// FC-CORE-0002 INPUT_RECEIVED: the input joins the context, if it fits.
import { fault, utf8Length } from "@femtoclaw/protocol";
import { admitInput, inputEntry } from "../admit.ts";
import { failInput } from "../fail-input.ts";
import type { Transition } from "../move.ts";
import { pinFault } from "../pins.ts";

export const inputReceived: Transition = (definition, state, event) => {
  if (event.type !== "InputSubmitted") return null;
  const bytes = utf8Length(event.content);
  const { maxInputBytes } = definition.limits;
  if (bytes > maxInputBytes) {
    return failInput(state, fault("FC_RUN_INPUT_TOO_LONG", `at most ${maxInputBytes} bytes`, `${bytes} bytes`));
  }
  const isPinned = event.pinned === true;
  const { contextRules } = definition;
  const tooMuch = contextRules === undefined ? null : pinFault(contextRules, [...state.context, inputEntry(definition, event.content, isPinned)]);
  if (tooMuch !== null) return failInput(state, tooMuch);
  return {
    to: "CONTEXT_READY",
    change: admitInput(definition, state, event.content, isPinned),
    effects: () => [
      { type: "startDeadline", after: 0, remainingMs: Math.max(0, definition.policy.budgets.wallMs - state.activeMs) },
    ],
    proceed: true,
  };
};
