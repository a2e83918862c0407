// FC-EXEC-0001: what a run may spend, and whether it has. Checked before the next thing begins, never after.
import { fault, type Fault } from "@femtoclaw/protocol";
import type { MachineDefinition } from "./definition.ts";
import type { RunState } from "./state.ts";

/** Milliseconds of work so far, the current input included. */
export const activeMs = (state: RunState): number =>
  state.activeMs + (state.inputAt === null ? 0 : Math.max(0, state.clock - state.inputAt));

/** Null when another inference may begin. */
export const inferenceBudgetFault = (definition: MachineDefinition, state: RunState): Fault | null => {
  const { steps, tokens, wallMs } = definition.policy.budgets;
  if (state.step >= steps) return fault("FC_RUN_BUDGET_STEPS", `at most ${steps} steps`, `${state.step} used`);
  if (state.tokens >= tokens) return fault("FC_RUN_BUDGET_TOKENS", `at most ${tokens} tokens`, `${state.tokens} used`);
  const used = activeMs(state);
  if (used >= wallMs) return fault("FC_RUN_DEADLINE", `at most ${wallMs} ms of work`, `${used} ms used`);
  return null;
};

/** Null when another effect may be authorised. */
export const executionBudgetFault = (definition: MachineDefinition, state: RunState): Fault | null => {
  const { executions } = definition.policy.budgets;
  if (state.usage.executions < executions) return null;
  return fault("FC_RUN_BUDGET_EXECUTIONS", `at most ${executions} executions`, `${state.usage.executions} used`);
};
