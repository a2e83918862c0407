import { posix } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { directoriesOf, isWithin, relativePath, resolveOperand, resolvePath } from "../src/path.ts";
import { cases } from "./cases.ts";

const text = fc.array(fc.constantFrom("a", "b", "..", ".", "", "c d", "-x"), { minLength: 1, maxLength: 7 }).map((parts) => parts.join("/"));

describe("resolvePath()", () => {
  it("agrees with the host's own library", () => {
    fc.assert(
      fc.property(text, (path) => {
        if (path !== "") expect(resolvePath("/srv/space", path)).toBe(posix.resolve("/srv/space", path));
      }),
      { numRuns: cases(2_000) },
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
      { numRuns: cases(2_000) },
    );
  });

  it("do not take a name that begins alike for a place inside", () => {
    expect(isWithin("/srv/space", "/srv/spacecraft")).toBe(false);
  });

  it("hold for the directory itself and for everything under the root", () => {
    expect([isWithin("/a", "/a"), isWithin("/", "/"), isWithin("/", "/a/b"), isWithin("/a/b", "/a"), isWithin("/a", "/")]).toEqual([true, true, true, false, false]);
    expect([relativePath("/a", "/a"), relativePath("/", "/"), relativePath("/", "/a/b"), relativePath("/a", "/a/b")]).toEqual(["", "", "a/b", "b"]);
  });
});

describe("resolveOperand()", () => {
  it.each(["-x", "-", "--", "a/..", "a/../b", "./a/../b", "../a/..", "/a/../b", "a//../b", "a/./../b", ""])("refuses %j, which a program could read otherwise", (operand) => {
    expect(resolveOperand("/srv", operand)).toBeNull();
  });

  it.each([["a", "/srv/a"], ["..", "/"], ["../a", "/a"], ["./../a", "/a"], ["/a/b", "/a/b"], ["a/.", "/srv/a"], ["..a/b..", "/srv/..a/b.."], ["a/...", "/srv/a/..."], ["/../a", "/a"], ["../../a", "/a"], ["//../a", "/a"], [".", "/srv"], ["a-", "/srv/a-"], [".../a", "/srv/.../a"]])("reads %s as %s", (operand, path) => {
    expect(resolveOperand("/srv", operand)).toBe(path);
  });
});

it("directoriesOf() names every directory in which a path lies, and the path itself", () => {
  expect(["/", "/a", "/a/b c"].map(directoriesOf)).toEqual([["/"], ["/a", "/"], ["/a/b c", "/a", "/"]]);
  fc.assert(fc.property(text, (path) => {
    const real = resolvePath("/srv", path) ?? "/";
    expect(directoriesOf(real).every((it) => isWithin(it, real))).toBe(true);
  }));
});
