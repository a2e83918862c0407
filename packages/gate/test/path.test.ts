import { posix } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isWithin, relativePath, resolveOperand, resolvePath } from "../src/path.ts";

const text = fc.array(fc.constantFrom("a", "b", "..", ".", "", "c d", "-x"), { minLength: 1, maxLength: 7 }).map((parts) => parts.join("/"));

describe("resolvePath()", () => {
  it("agrees with the host's own library", () => {
    fc.assert(
      fc.property(text, (path) => {
        if (path !== "") expect(resolvePath("/work/space", path)).toBe(posix.resolve("/work/space", path));
      }),
      { numRuns: 2_000 },
    );
  });

  it("refuses an empty path and NUL", () => {
    expect(resolvePath("/w", "")).toBeNull();
    expect(resolvePath("/w", "a\0b")).toBeNull();
  });
});

describe("isWithin() and relativePath()", () => {
  it("agree with the host's own library", () => {
    fc.assert(
      fc.property(text, text, (one, two) => {
        const [directory, path] = [posix.resolve("/", one), posix.resolve("/", two)];
        const relative = posix.relative(directory, path);
        expect(isWithin(directory, path)).toBe(relative !== ".." && !relative.startsWith("../"));
        if (isWithin(directory, path)) expect(relativePath(directory, path)).toBe(relative);
      }),
      { numRuns: 2_000 },
    );
  });

  it("do not take a name that begins alike for a place inside", () => {
    expect(isWithin("/work/space", "/work/spacecraft")).toBe(false);
  });
});

describe("resolveOperand()", () => {
  it.each(["-x", "-", "--", "a/..", "a/../b", "./a/../b", "../a/..", "/a/../b", "a//../b", "a/./../b", ""])("refuses %j, which a program could read otherwise", (operand) => {
    expect(resolveOperand("/work", operand)).toBeNull();
  });

  it.each([["a", "/work/a"], ["..", "/"], ["../a", "/a"], ["./../a", "/a"], ["/a/b", "/a/b"], ["a/.", "/work/a"], ["..a/b..", "/work/..a/b.."], ["a/...", "/work/a/..."]])("reads %s as %s", (operand, path) => {
    expect(resolveOperand("/work", operand)).toBe(path);
  });
});
