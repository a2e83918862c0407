import { describe, expect, it } from "vitest";
import { activeMs, executionBudgetFault, inferenceBudgetFault } from "../src/budget.ts";
import { initialState, type RunState } from "../src/index.ts";
import { makeDefinition, run } from "./support/definition.ts";

const definition = makeDefinition({}, "steps: 3, executions: 2, wallMs: 100, tokens: 50");
const state = (change: Partial<RunState>): RunState => ({ ...initialState(run), ...change });
const usage = (executions: number): RunState["usage"] => ({ executions, byCapability: {}, recentByCapability: {} });

describe("the budgets of a run", () => {
  it("let the last one through and no more", () => {
    expect(inferenceBudgetFault(definition, state({ step: 2, tokens: 49, activeMs: 99 }))).toBeNull();
    expect(inferenceBudgetFault(definition, state({ step: 3 }))).toMatchObject({ code: "FC_RUN_BUDGET_STEPS", expected: "at most 3 steps", found: "3 used" });
    expect(inferenceBudgetFault(definition, state({ tokens: 50 }))).toMatchObject({ code: "FC_RUN_BUDGET_TOKENS", found: "50 used" });
    expect(inferenceBudgetFault(definition, state({ activeMs: 100 }))).toMatchObject({ code: "FC_RUN_DEADLINE", found: "100 ms used" });
    expect(executionBudgetFault(definition, state({ usage: usage(1) }))).toBeNull();
    expect(executionBudgetFault(definition, state({ usage: usage(2) }))).toMatchObject({ code: "FC_RUN_BUDGET_EXECUTIONS", found: "2 used" });
  });

  it("count time between inputs and their answers only", () => {
    expect(activeMs(state({ activeMs: 40, clock: 1_000, inputAt: null }))).toBe(40);
    expect(activeMs(state({ activeMs: 40, clock: 1_000, inputAt: 950 }))).toBe(90);
    expect(activeMs(state({ activeMs: 40, clock: 900, inputAt: 950 }))).toBe(40);
  });
});
