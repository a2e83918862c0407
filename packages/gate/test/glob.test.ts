import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileExceptionGlob, compileGlob } from "../src/glob.ts";
import { matchesWhole } from "../src/pattern/automaton.ts";

const matches = (glob: string, text: string): boolean => {
  const compiled = compileGlob(glob);
  if (!compiled.ok) throw new Error(`${glob}: ${compiled.fault}`);
  return matchesWhole(compiled.value, text);
};
const excepts = (glob: string, path: string): boolean => {
  const compiled = compileExceptionGlob(glob);
  if (!compiled.ok) throw new Error(`${glob}: ${compiled.fault}`);
  return matchesWhole(compiled.value, `${path}/`);
};

describe("compileGlob()", () => {
  it.each([
    ["/v1/*", "/v1/a", true], ["/v1/*", "/v1/", true], ["/v1/*", "/v1/a/b", false], ["/v1/*", "/v1", false], ["/v1/**", "/v1/a/b", true], ["/v1/**", "/v1", false],
    ["/**/x", "/x", true], ["/**/x", "/a/b/x", true], ["/**/x", "/ax", false], ["*.md", "a.md", true], ["*.md", "a/b.md", false], ["?", "a", true], ["?", "/", false],
    ["a.c", "abc", false], ["(a|b)+$", "(a|b)+$", true], ["**", "a/b", true], ["**", "", true], ["A", "a", false],
  ])("%s over %s is %s", (glob, text, expected) => {
    expect(matches(glob, text)).toBe(expected);
  });

  it.each(["[ab]", "{a,b}", "a\\*", "!a", "a**", "**a", "x/a**", "**/x**/b", "***", "a".repeat(1_025)])("refuses %s, which other tools read otherwise", (glob) => {
    expect(compileGlob(glob).ok).toBe(false);
    expect(compileExceptionGlob(glob).ok).toBe(false);
  });

  it("takes a glob that is just as long as it may be", () => {
    expect([compileGlob("a".repeat(1_024)).ok, compileExceptionGlob("*/".repeat(512)).ok]).toEqual([true, true]);
  });

  it.each([
    ["?", "é", true], ["?", "😀", true], ["?", "", false], ["??", "a", false], ["a?c", "a/c", false], ["*", "", true], ["*", "/", false], ["**", "/", true], ["**/a", "//a", true], ["**/a", "a", true], ["a/**/b", "a/b", true], ["a/**/b", "a//b", true], ["a/**/b", "ab", false],
    ["a/**/b", "a/x/y/b", true], ["a/**/b", "a/xb", false], ["a/**", "a/", true], ["**/**", "a/b", true], ["a!", "a!", true], ["", "", true], ["", "a", false], ["*a*", "xay", true], ["*a*", "xy", false], ["**/", "a/b/", true], ["**/", "a", false],
  ])("%s over %s is %s as well", (glob, text, expected) => {
    expect(matches(glob, text)).toBe(expected);
  });

  it("takes a glob without signs for exactly itself", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z./+^$()|-]{1,12}$/), fc.stringMatching(/^[a-z./+^$()|-]{1,12}$/), (glob, text) => {
        expect(matches(glob, glob)).toBe(true);
        expect(matches(glob, text)).toBe(glob === text);
      }),
    );
  });
});

describe("compileExceptionGlob()", () => {
  it.each([
    ["**/.git/**", ".git", true], ["**/.git/**", "a/.git/config", true], ["**/.git/**", ".gitignore", false], [".git", ".git/hooks/x", true], [".git", "a/.git", false],
    ["secret/", "secret", true], ["secret/", "secret/x", true], ["secret", "secrets", false], ["*.key", "a.key", true], ["*.key", "dir/a.key", false], ["**/*.key", "dir/a.key", true],
    ["**", "", true], ["a/*", "a/b/c", true], ["a/*", "a", true],
    ["a", "a", true], ["a", "b/a", false], ["a", "ab", false], ["?", "ab", false], ["x/**", "x", true], ["x/**", "x/y/z", true], ["x/**", "xy", false], ["**/a/", "b/a/c", true], ["..a/b..", "..a/b..", true],
  ])("%s takes in %s: %s", (glob, path, expected) => {
    expect(excepts(glob, path)).toBe(expected);
  });

  it.each(["./a", "../a", "/a", "a//b", "a/./b", "/", ".", "", "a//", "a/..", "a/b/."])("refuses %s, which no relative path could match", (glob) => {
    expect(compileExceptionGlob(glob).ok).toBe(false);
  });
});
