import { expect, it } from "vitest";
import { and, isUndecided, rulesOf, type Said } from "../../src/compare/case.ts";
import { policyWith } from "../support.ts";

it.each<[Said, Said, Said]>([
  ["holds", "holds", "holds"], ["holds", "unknown", "unknown"], ["unknown", "holds", "unknown"], ["unknown", "unknown", "unknown"],
  ["fails", "holds", "fails"], ["holds", "fails", "fails"], ["fails", "unknown", "fails"], ["unknown", "fails", "fails"], ["fails", "fails", "fails"],
])("and() of what %s and what %s is what %s: a condition that fails decides, one that cannot be told leaves all untold", (one, other, expected) => {
  expect(and(one, other)).toBe(expected);
});

it("rulesOf() has the rules of a policy, those that allow first, each with its side; of a capability that the policy does not have, none", () => {
  const block = policyWith("fs.read", { allow: [{ id: "a", path: { within: "." } }, { id: "b", path: { within: "." } }], deny: [{ id: "c" }] }).capabilities.get("fs.read");
  expect(rulesOf(block, "b").map(({ rule, policy, effect }) => [rule.reference.id, policy, effect])).toEqual([["a", "b", "allow"], ["b", "b", "allow"], ["c", "b", "deny"]]);
  expect(rulesOf(undefined, "a")).toEqual([]);
});

it("isUndecided() tells what could not be compared from there being no case", () => {
  expect([isUndecided({ undecided: "too many" }), isUndecided([])]).toEqual([true, false]);
});
