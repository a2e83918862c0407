import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatPointer, isPointer, resolvePointer } from "../src/index.ts";

describe("JSON pointers follow RFC 6901", () => {
  const document = { foo: ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, 'k"l': 6, " ": 7, "m~n": 8 };

  it.each([
    ["", document], ["/foo", ["bar", "baz"]], ["/foo/0", "bar"], ["/", 0], ["/a~1b", 1], ["/c%d", 2], ["/e^f", 3], ["/g|h", 4], ["/i\\j", 5],
    ['/k"l', 6], ["/ ", 7], ["/m~0n", 8],
  ])("section 5: %j", (pointer, value) => {
    expect(resolvePointer(document, pointer)).toEqual(value);
  });

  it.each(["/foo/2", "/foo/-", "/foo/01", "/foo/-0", "/foo/1e0", "/foo/length", "/foo/0/0", "/none", "/toString", "/constructor", "foo", "/m~n", "/m~"])(
    "%j names nothing",
    (pointer) => {
      expect(resolvePointer(document, pointer)).toBeUndefined();
    },
  );

  it.each([null, true, 1, "text"])("finds nothing inside %j, which is no container", (leaf) => {
    expect(resolvePointer({ a: leaf }, "/a/0")).toBeUndefined();
    expect(resolvePointer({ a: leaf }, "/none/a/0")).toBeUndefined();
    expect(resolvePointer(leaf, "/length")).toBeUndefined();
  });

  it("unescapes ~01 to ~1 and not to a slash", () => {
    expect(resolvePointer({ "~1": 1, "/": 2 }, "/~01")).toBe(1);
  });

  it("tells a pointer from another text", () => {
    for (const text of ["", "/", "/a/b", "/~0~1", "//"]) expect(isPointer(text)).toBe(true);
    for (const text of ["a", "#/a", "/~", "/~2", "/a~/b"]) expect(isPointer(text)).toBe(false);
  });

  it("finds by a formatted path what stands there", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom("~", "/", "0", "1", "é") }), { maxLength: 4 }), (path) => {
        const value = path.reduceRight<{ [key: string]: never } | object | number>((inner, key) => ({ [key]: inner }), 7);
        expect(resolvePointer(JSON.parse(JSON.stringify(value)), formatPointer(path))).toBe(7);
      }),
      { numRuns: 300 },
    );
  });
});
