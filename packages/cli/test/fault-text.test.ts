import { fault } from "@femtoclaw/protocol";
import { expect, it } from "vitest";
import { warningLines } from "../src/fault-text.ts";

const lines = (...found: readonly (readonly [string, string])[]): readonly string[] =>
  warningLines(found.map(([expected, it]) => fault("FC_POLICY_ESCAPE", expected, it)), (file) => file).map((line) => line.map(({ text }) => text).join(""));

it("tells each kind of warning once, and how many there are more of it", () => {
  expect(lines(["a", "one"])).toHaveLength(4);
  const told = lines(["a", "one"], ["b", "two"], ["a", "three"], ["a", "four"]);
  expect(told).toHaveLength(9);
  expect(told.slice(0, 5).join("|")).toMatch(/found +one\|.*next.*\| {2}and +2 more of this kind: femtoclaw policy check$/);
  expect(told.join("|")).not.toContain("three");
  expect(lines()).toEqual([]);
});
