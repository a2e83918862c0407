import { describe, expect, it } from "vitest";
import { contains, newMark, reach, type Instruction } from "../../src/pattern/instruction.ts";

const ranges = [[0x61, 0x63], [0x78, 0x78]] as const;
const set: Instruction = { kind: "set", set: ranges };
const split = (a: number, b: number): Instruction => ({ kind: "split", a, b });

/** Where `from` leads without reading, and how many steps were looked at. */
const reached = (instructions: readonly Instruction[], from: number, mark = newMark(instructions)) => {
  const into: number[] = [];
  const looked = reach(instructions, mark, 0, from, into);
  return { into, looked };
};

describe("reach()", () => {
  it.each<[string, readonly Instruction[], number, readonly number[], number]>([
    ["a step that reads", [set, { kind: "accept" }], 0, [0], 1],
    ["the end", [set, { kind: "accept" }], 1, [1], 1],
    ["a split", [split(1, 2), set, { kind: "accept" }], 0, [1, 2], 3],
    ["a split that comes back to itself", [split(1, 0), set, { kind: "accept" }], 0, [1], 3],
    ["two ways to one step", [split(1, 2), set, split(1, 3), { kind: "accept" }], 0, [1, 3], 5],
  ])("adds what %s leads to, each once, and gives how many it looked at, by which work is counted (G10)", (_what, instructions, from, into, looked) => {
    expect(reached(instructions, from)).toEqual({ into, looked });
  });

  it("adds nothing again in the same round", () => {
    const instructions = [split(1, 2), set, { kind: "accept" }] as const;
    const mark = newMark(instructions);
    expect([reached(instructions, 1, mark), reached(instructions, 0, mark), reached(instructions, 0, mark)]).toEqual([{ into: [1], looked: 1 }, { into: [2], looked: 3 }, { into: [], looked: 1 }]);
  });
});

it("contains() takes both ends of each range, and nothing between two", () => {
  expect(["`", "a", "b", "c", "d", "w", "x", "y"].filter((it) => contains(ranges, it.codePointAt(0) ?? 0))).toEqual(["a", "b", "c", "x"]);
});
