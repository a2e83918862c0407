import { beforeAll, describe, expect, it } from "vitest";
import { initialState, isPermitted, stateNames, step, transitionTable, type Passage } from "../src/index.ts";
import { definition, run } from "./support/definition.ts";
import { recordShapes } from "./support/shapes.ts";

const pair = ({ from, to }: Passage): string => `${from} → ${to}`;
const table = stateNames.flatMap((from) => transitionTable[from].map((to) => pair({ from, to })));

describe("the transition table", () => {
  const walked = new Set<string>();
  beforeAll(async () => {
    for (const { passages } of await recordShapes()) for (const passage of passages) walked.add(pair(passage));
    // The driver refuses such an input; the machine does not rely on it.
    const opened = step(definition, initialState(run), { type: "RunOpened", at: 1, brain: {} });
    const long = step(definition, opened.state, { type: "InputSubmitted", at: 2, content: "x".repeat(2_001) });
    for (const passage of long.passages) walked.add(pair(passage));
  });

  it("permits no pair that no run can walk", () => {
    expect(table.filter((it) => !walked.has(it))).toEqual([]);
  });

  it("permits every pair that a run walked", () => {
    expect([...walked].filter((it) => !table.includes(it))).toEqual([]);
  });

  it("lets nothing lead out of TERMINATED, nor back to INITIALIZING, nor from a state to itself", () => {
    expect(transitionTable.TERMINATED).toEqual([]);
    for (const from of stateNames) {
      expect(isPermitted(from, "INITIALIZING")).toBe(false);
      expect(isPermitted(from, from)).toBe(false);
    }
  });

  it("leads into CAPABILITY_EXECUTING only from where the gate or a person has just decided", () => {
    expect(stateNames.filter((from) => isPermitted(from, "CAPABILITY_EXECUTING"))).toEqual(["AUTHORIZATION_EVALUATING", "AWAITING_APPROVAL"]);
  });
});
