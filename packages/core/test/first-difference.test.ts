import { canonicalise, resolvePointer, type JsonObject, type JsonValue } from "@femtoclaw/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstDifference } from "../src/index.ts";

/** As a record's values come: read from text, so that `__proto__` is a member like any other. */
const value = fc.jsonValue({ maxDepth: 3 }).map((it): JsonValue => JSON.parse(canonicalise(it as JsonValue)));

describe("firstDifference()", () => {
  it.each<[JsonValue, JsonValue, string | null]>([
    [1, 1, null],
    [0, -0, null],
    [1, "1", ""],
    [null, {}, ""],
    [[], {}, ""],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, null],
    [{ a: { "b/c~": [1, 2] } }, { a: { "b/c~": [1, 3] } }, "/a/b~1c~0/1"],
    [{ a: 1 }, {}, "/a"],
    [{}, { a: null }, "/a"],
    [[1], [1, 2], "/1"],
    [JSON.parse('{"__proto__":{}}') as JsonObject, {}, "/__proto__"],
    [{}, JSON.parse('{"constructor":1}') as JsonObject, "/constructor"],
  ])("between %j and %j is %j", (a, b, pointer) => {
    expect(firstDifference(a, b)).toBe(pointer);
  });

  it("is null exactly where two values have one canonical text, and points at values that differ", () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const pointer = firstDifference(a, b);
        expect(pointer === null).toBe(canonicalise(a) === canonicalise(b));
        expect(firstDifference(a, JSON.parse(canonicalise(a)))).toBeNull();
        if (pointer === null) return;
        const [left, right] = [resolvePointer(a, pointer), resolvePointer(b, pointer)];
        expect(left === undefined ? "" : canonicalise(left)).not.toBe(right === undefined ? "" : canonicalise(right));
      }),
      { seed: 3, numRuns: 1_000 },
    );
  });
});
