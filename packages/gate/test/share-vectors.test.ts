import { describe, expect, it } from "vitest";
import { shareVectors, type Vector } from "../src/share-vectors.ts";

const vector = (bin: string, argv: readonly string[], more: Partial<Vector> = {}): Vector => ({ bin, argv, where: undefined, notes: [], calls: [{ capability: "shell", args: { bin, argv } }], ...more });
const shared = (...vectors: readonly (readonly string[])[]): readonly unknown[] => shareVectors(vectors.map((argv) => vector("git", argv))).map(({ argv }) => argv);

describe("shareVectors()", () => {
  it("makes one of those that differ in one place, with what may stand there in the order of the calls", () => {
    expect(shared(["show", "b", "-q"], ["show", "c", "-q"], ["show", "a", "-q"])).toEqual([["show", { oneOf: ["b", "c", "a"] }, "-q"]]);
  });

  it("takes the place where most differ, and of equal ones the last, since the first words choose what is done", () => {
    expect(shared(["log", "a"], ["log", "b"], ["show", "a"])).toEqual([["log", { oneOf: ["a", "b"] }], ["show", "a"]]);
    expect(shared(["log", "a"], ["show", "a"], ["log", "b"])).toEqual([["log", { oneOf: ["a", "b"] }], ["show", "a"]]);
    expect(shared(["log", "a"], ["show", "a"], ["diff", "a"], ["log", "b"])).toEqual([[{ oneOf: ["log", "show", "diff"] }, "a"], ["log", "b"]]);
  });

  it("shares none that differ in two places, in length, in the program or in what else they say", () => {
    expect(shared(["log", "a"], ["show", "b"])).toEqual([["log", "a"], ["show", "b"]]);
    expect(shared(["log"], ["log", "a"], [])).toEqual([["log"], ["log", "a"], []]);
    expect(shareVectors([vector("git", ["a"]), vector("hg", ["b"])])).toHaveLength(2);
    expect(shareVectors([vector("git", ["a"]), vector("git", ["b"], { where: { "/user": { const: "ann" } } })])).toHaveLength(2);
    expect(shareVectors([vector("git", ["a"], { where: { "/user": { const: "ann" } } }), vector("git", ["b"], { where: { "/user": { const: "ann" } } })])).toHaveLength(1);
  });

  it("keeps every call beside the rule that would allow it, and leaves what it was given as it is", () => {
    const given = [vector("git", ["log", "a"], { notes: ["of the first"] }), vector("ls", []), vector("git", ["log", "b"])];
    const before = structuredClone(given);
    const result = shareVectors(given);
    expect(result.map(({ bin, notes, calls }) => [bin, notes, calls.map(({ args }) => args["argv"])])).toEqual([["git", ["of the first"], [["log", "a"], ["log", "b"]]], ["ls", [], [[]]]]);
    expect(given).toEqual(before);
  });
});
