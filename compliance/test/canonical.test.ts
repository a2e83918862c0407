import { canonicalise } from "@femtoclaw/protocol";
import { describe, expect, it } from "vitest";
import { canonical, contains } from "../src/canonical.ts";

describe("canonical()", () => {
  it.each([
    [{ b: 1, a: [true, null, { "": -1.5e-7, "é": "\u0001\"\\/" }] }],
    [{ "\u{1f980}": 1, "\uffff": 2, z: 9_007_199_254_740_991 }],
    [[[], {}, "", 1e21, 1e-7]],
  ])("agrees with the runtime's own about %j", (value) => {
    expect(canonical(value)).toBe(canonicalise(value));
  });
});

describe("contains()", () => {
  it("looks for a part, and item by item in lists", () => {
    expect(contains({ a: 1, b: { c: [1, { d: 2, e: 3 }] } }, { b: { c: [1, { e: 3 }] } })).toBe(true);
    expect(contains({ a: [1, 2] }, { a: [1] })).toBe(false);
    expect(contains({ a: 1 }, { a: "1" })).toBe(false);
    expect(contains(null, { a: 1 })).toBe(false);
    expect(contains({}, { toString: undefined })).toBe(false);
  });
});
