import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue } from "@femtoclaw/protocol";
import { argumentAt, argumentPointer } from "../src/argument-pointer.ts";

const args: JsonObject = { a: { b: [10, [20], null] }, "": { "": 1 }, "c/d": 2, "e~f": 3, "~1": 4, text: "abc", none: null, length: 5 };
const at = (pointer: string): JsonValue | undefined => argumentAt(args, argumentPointer(pointer));

describe("argumentAt()", () => {
  it.each<[string, JsonValue]>([
    ["", args], ["/a/b/0", 10], ["/a/b/1/0", 20], ["/a/b/2", null], ["/", { "": 1 }], ["//", 1], ["/c~1d", 2], ["/e~0f", 3], ["/~01", 4], ["/none", null], ["/length", 5],
  ])("finds %j", (pointer, expected) => {
    expect(at(pointer)).toEqual(expected);
  });

  it.each([
    "/b", "/a/c", "/a/b/3", "/a/b/-1", "/a/b/-", "/a/b/00", "/a/b/01", "/a/b/1.0", "/a/b/", "/a/b/length", "/text/0", "/text/length", "/none/a", "/a/b/2/0", "/constructor", "/__proto__", "/toString", "/a/b/map", "/a/b/constructor", "/c/d",
  ])("finds nothing at %s", (pointer) => {
    expect(at(pointer)).toBeUndefined();
  });

  it("keeps the pointer as it is written", () => {
    expect(argumentPointer("/c~1d/e~0f")).toEqual({ text: "/c~1d/e~0f", tokens: ["c/d", "e~f"] });
  });
});
