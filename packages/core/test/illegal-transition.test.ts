// FC-CORE-0001.R4, with a planted fault: a transition that leads wherever the test says.
import { describe, expect, it, vi } from "vitest";
import { initialState, isPermitted, stateNames, step, type StateName } from "../src/index.ts";
import type { Transition } from "../src/move.ts";
import { definition, run } from "./support/definition.ts";

const { planted, leads } = vi.hoisted(() => {
  const fault: { to: StateName; endless: boolean } = { to: "IDLE", endless: false };
  const transition: Transition = (_definition, state) => ({
    to: fault.endless ? null : fault.to,
    change: { step: state.step + 1 },
    records: [{ kind: "run.closed", body: {}, execution: null }],
    proceed: fault.endless,
  });
  return { planted: fault, leads: transition };
});
vi.mock("../src/transitions/idle.ts", () => ({ idle: leads }));
vi.mock("../src/transitions/initializing.ts", () => ({ initializing: leads }));
vi.mock("../src/transitions/input-received.ts", () => ({ inputReceived: leads }));
vi.mock("../src/transitions/context-ready.ts", () => ({ contextReady: leads }));
vi.mock("../src/transitions/inferring.ts", () => ({ inferring: leads, recordedBytes: () => ({}) }));
vi.mock("../src/transitions/protocol-validating.ts", () => ({ protocolValidating: leads }));
vi.mock("../src/transitions/authorization-evaluating.ts", () => ({ authorizationEvaluating: leads }));
vi.mock("../src/transitions/awaiting-approval.ts", () => ({ awaitingApproval: leads }));
vi.mock("../src/transitions/capability-executing.ts", () => ({ capabilityExecuting: leads }));
vi.mock("../src/transitions/memory-committing.ts", () => ({ memoryCommitting: leads }));
vi.mock("../src/transitions/settled.ts", () => ({ settled: leads }));
vi.mock("../src/transitions/shutdown.ts", () => ({ shutdown: leads }));
vi.mock("../src/transitions/terminated.ts", () => ({ terminated: leads }));

describe("step()", () => {
  it.each(stateNames)("refuses every transition out of %s that the table does not permit, and changes nothing", (from) => {
    for (const to of stateNames) {
      planted.to = to;
      planted.endless = false;
      const before = { ...initialState(run), name: from };
      const result = step(definition, before, { type: "CloseRequested", at: 5 });
      if (isPermitted(from, to)) {
        expect(result.defect).toBeNull();
        expect(result.state.name).toBe(to);
        continue;
      }
      expect(result.defect, `${from} → ${to}`).toMatchObject({ code: "FC_RUN_ILLEGAL_TRANSITION", found: to });
      expect(result).toMatchObject({ records: [], effects: [], passages: [] });
      expect(result.state).toBe(before);
    }
  });

  it("stops a state that would go on by itself without end", () => {
    planted.endless = true;
    const before = { ...initialState(run), name: "IDLE" as const };
    const result = step(definition, before, { type: "CloseRequested", at: 5 });
    expect(result.defect?.code).toBe("FC_RUN_DEFECT");
    expect(result.state).toBe(before);
    expect(result.records).toEqual([]);
  });
});
