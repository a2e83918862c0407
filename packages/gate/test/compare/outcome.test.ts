import { expect, it } from "vitest";
import { rulesOf, type Compared, type Said } from "../../src/compare/case.ts";
import { outcomeOf } from "../../src/compare/outcome.ts";
import { newWork } from "../../src/compare/work.ts";
import { policyWith } from "../support.ts";

const block = policyWith("fs.read", { allow: ["a", "b", "c"].map((id) => ({ id, path: { within: "." } })), deny: [{ id: "d" }] }).capabilities.get("fs.read");
const compared: Compared = { rules: [...rulesOf(block, "a"), ...rulesOf(block, "b")], protectedPaths: { a: [], b: [] }, realPaths: [], pinsCount: false, work: newWork(0) };
const outcome = (said: readonly Said[], taken: readonly number[], policy: "a" | "b" = "a") => {
  const { answer, rule, taken: how } = outcomeOf(compared, { said, taken, args: [], facts: [] }, policy, false);
  return [answer, rule?.reference.id, how];
};
const others: readonly Said[] = ["fails", "fails", "fails", "fails"];

it("outcomeOf() has the first rule that holds, and how that one takes the call", () => {
  expect(outcome(["holds", "holds", "holds", "fails", ...others], [0, 1, 2, 3])).toEqual(["allowed", "a", 0]);
  expect(outcome(["fails", "holds", "holds", "fails", ...others], [0, 1, 2, 3])).toEqual(["allowed", "b", 1]);
  expect(outcome(["fails", "fails", "holds", "fails", ...others], [0, 1, 2, 3])).toEqual(["allowed", "c", 2]);
  expect(outcome([...others, "fails", "unknown", "holds", "fails"], [0, 1, 2, 3, 4, 5, 6, 7], "b")).toEqual(["allowed", "c", 6]);
  expect(outcome(["holds", "fails", "fails", "fails", ...others], [])).toEqual(["allowed", "a", -1]);
});

it("outcomeOf() denies where a deny rule holds or may hold, and where no rule holds for certain", () => {
  const denied = ["denied", undefined, -1];
  expect(outcome(["holds", "holds", "holds", "holds", ...others], [0, 0, 0, 0])).toEqual(denied);
  expect(outcome(["holds", "holds", "holds", "unknown", ...others], [0, 0, 0, 0])).toEqual(denied);
  expect(outcome(["unknown", "fails", "unknown", "fails", "holds", "holds", "holds", "fails"], [])).toEqual(denied);
});
