import fc from "fast-check";
import { expect, it } from "vitest";
import { integerNode } from "../../src/compare/integer-node.ts";
import { nodeMachine } from "../../src/compare/machine.ts";
import { truthsOf } from "../../src/compare/text-classes.ts";

const accepts = (range: { min?: number; max?: number }, text: string): boolean => {
  const machine = nodeMachine(integerNode(range));
  if (machine === null) throw new Error("too large");
  return truthsOf([machine], text)[0] === true;
};

it("integerNode() takes exactly the decimal texts of the range", () => {
  fc.assert(
    fc.property(fc.integer({ min: -2_000, max: 2_000 }), fc.integer({ min: -2_000, max: 2_000 }), fc.integer({ min: -2_100, max: 2_100 }), (one, other, value) => {
      const [min, max] = [Math.min(one, other), Math.max(one, other)];
      expect(accepts({ min, max }, String(value))).toBe(value >= min && value <= max);
    }),
  );
});

it("integerNode() reaches to the last safe integer on both sides, and takes no other spelling", () => {
  for (const text of ["0", "9007199254740991", "-9007199254740991", "10", "-1"]) expect(accepts({}, text), text).toBe(true);
  for (const text of ["", "-", "-0", "00", "01", "+1", "1.0", "1e1", " 1", "9007199254740992", "-9007199254740992", "99999999999999999"]) expect(accepts({}, text), text).toBe(false);
  for (const text of ["", "-", "0", "1", "2", "-1"]) expect(accepts({ min: 2, max: 1 }, text), text).toBe(false);
  expect(accepts({ min: 5 }, "4")).toBe(false);
  expect(accepts({ max: -5 }, "-5")).toBe(true);
  expect(accepts({ max: -5 }, "-4")).toBe(false);
});

it.each([[0, 0], [0, 9], [-1, 1], [-1, 0], [0, 1], [1, 100], [7, 203], [99, 101], [190, 210], [-120, -19], [-100, 300], [5, 5], [100, 999], [38, 71], [3, 2]])("integerNode() takes all from %d to %d and none beside", (min, max) => {
  const machine = nodeMachine(integerNode({ min, max }));
  const numbers = Array.from({ length: 1_202 }, (_, index) => index - 200);
  const taken = numbers.filter((it) => machine !== null && truthsOf([machine], String(it))[0] === true);
  expect(taken).toEqual(numbers.filter((it) => it >= min && it <= max));
});
