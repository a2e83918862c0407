import { describe, expect, it } from "vitest";
import { describeRange, shown } from "../../src/judge/wording.ts";

describe("shown()", () => {
  it("shows a value whole where it fits into 120 characters, and else its beginning", () => {
    expect(shown("a".repeat(118))).toBe(`"${"a".repeat(118)}"`);
    expect(shown("a".repeat(119))).toBe(`"${"a".repeat(118)}\u2026`);
    expect(shown({ list: Array.from({ length: 100 }, () => 1) })).toMatch(/^\{"list":\[1,1,.{106}\u2026$/);
    for (const long of ["a".repeat(120), "a".repeat(10_000), "\ud83d\ude00".repeat(100), Array.from({ length: 1_000 }, () => "a")]) expect(shown(long).length).toBeLessThanOrEqual(120);
  });

  it("shows what is no JSON as nothing", () => {
    expect(shown(undefined)).toBe("nothing");
    expect(shown(null)).toBe("null");
  });

  it("escapes what would turn a line around, hide in it or break it", () => {
    expect(shown("\u00ad\u200f\u2060\ufeff")).toBe('"\\u00ad\\u200f\\u2060\\ufeff"');
  });
});

it.each([
  [{ min: 1, max: 2 }, "from 1 to 2"],
  [{ min: 0 }, "of at least 0"],
  [{ max: 0 }, "of at most 0"],
  [{}, "of any size"],
])("describeRange() says %j as %j", (range, text) => {
  expect(describeRange(range)).toBe(text);
});
