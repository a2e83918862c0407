import { expect, it } from "vitest";
import * as surface from "../src/index.ts";

it("the package exports exactly these values", () => {
  expect(Object.keys(surface).toSorted()).toEqual([
    "countExecution", "defaultRunLimits", "digestOfContext", "eventOf", "firstDifference", "initialState", "isPermitted", "isPinnedIn", "lookupsOf", "openRun", "outcomeWords", "proposalTool", "recordKinds", "recordedReply", "replay", "resumeRun",
    "stateDigest", "stateNames", "step", "summarisable", "transitionTable",
  ]);
});
