import { describe, expect, it } from "vitest";
import { nearest } from "../../src/policy/nearest.ts";

describe("nearest()", () => {
  it.each<[string, readonly string[], string | null]>([
    ["shell", ["shell"], "shell"], ["shel", ["shell"], "shell"], ["sheel", ["shell"], "shell"], ["shelll", ["shell"], "shell"], ["hsell", ["shell"], "shell"], ["sh", ["shell"], null],
    // Two edits, three edits.
    ["shabc", ["shell"], null], ["shexx", ["shell"], "shell"], ["xhelx", ["shell"], "shell"], ["ell", ["shell"], "shell"], ["shellxx", ["shell"], "shell"], ["shellxxx", ["shell"], null],
    // Of a short word, half would be another word.
    ["a", ["b"], null], ["ab", ["ac"], "ac"], ["ab", ["cd"], null], ["abc", ["axy"], "axy"], ["abc", ["xyz"], null], ["", ["a"], null],
    // The nearest counts, and of those as near the first.
    ["shall", ["shabb", "shell", "shill"], "shell"], ["shall", ["shill", "shell"], "shill"], ["shell", [], null], ["ab", ["", "abcd", "axxxxb"], null],
  ])("of %j among %j is %j", (word, candidates, expected) => {
    expect(nearest(word, candidates)).toBe(expected);
  });

  it("looks at the beginning of a long word alone, so that its time is bounded", () => {
    const beginning = "a".repeat(64);
    expect(nearest(`${beginning}${"b".repeat(1_000)}`, [beginning])).toBe(beginning);
    expect(nearest(`${"a".repeat(61)}bbb`, [beginning])).toBeNull();
  });
});
