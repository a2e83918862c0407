import { describe, expect, it } from "vitest";
import { compilePattern, matchesWhole } from "../../src/pattern/automaton.ts";
import { complement } from "../../src/pattern/pattern.ts";
import { parsePattern } from "../../src/pattern/parse-pattern.ts";

const place = (written: string): number | null => {
  const parsed = parsePattern(written);
  return parsed.ok ? null : parsed.fault.at;
};
/** Of these characters, those that the pattern takes. */
const taken = (pattern: string, characters: string): string => {
  const compiled = compilePattern(pattern);
  if (!compiled.ok) throw new Error(`${pattern}: ${compiled.fault.expected}`);
  return [...characters].filter((it) => matchesWhole(compiled.value, it)).join("");
};
const groups = (depth: number): string => `${"(".repeat(depth)}a${")".repeat(depth)}`;

describe("parsePattern()", () => {
  it.each<[string, number]>([
    ["*", 0], ["ab|*", 3], ["a{2}{3}", 4], ["a^", 1], ["\\D", 1], ["a\\", 2], ["[", 1], ["[]", 1], ["[^]", 2], ["[a", 2], ["[a-", 3], ["[a[", 2], ["[\\q]", 2], ["[a-\\q]", 4], ["[b-a]", 4], ["[a-\\d]", 5],
    ["[\\d-z]", 5], ["[\\w-z]", 5], ["[!-\\s]", 5], ["[!-\\d]", 5], ["[a-\\qb-a]", 4], ["a)", 1], ["(a", 2], ["(a|", 3], ["(?a)", 1], ["a{", 1], ["a{}", 1], ["a{x}", 1], ["a{2", 1], ["a{22", 1], ["a{2,22", 1], ["a{2,1}", 1], ["a{,2}", 1], ["a{12345}", 1], ["a{1,12345}", 1], ["a{x1}", 1], ["a{1x}", 1],
    ["(b*)*)", 5], ["a{1}|}", 5],
  ])("says that %s is wrong at character %i", (written, at) => {
    expect(place(written)).toBe(at);
  });

  it.each<[string, string, string]>([
    ["[a-]", "a-b", "a-"], ["[-a]", "a-b", "a-"], ["[+--]", "+,-.", "+,-"], ["[\\[-\\]]", "[\\]^", "[\\]"], ["[a-a]", "ab", "a"], ["[\\d-]", "5-x", "5-"], ["]", "]a", "]"], ["[*+?{}^$]", "*+?{}^$a", "*+?{}^$"], ["[a^]", "a^b", "a^"],
    ["\\s", "\u0008\t\n\v\f\r\u000e \u00a0\u2028a", "\t\n\v\f\r "], ["\\d", "/09:٣", "09"], ["\\w", "/09:@AZ[^_`az{é", "09AZ_az"], ["\\/", "/a", "/"], ["\\~", "~a", "~"], ["\\_", "_a", "_"],
    ["[^b-da-c]", "abcde", "e"], ["[^b-dc]", "abcde", "ae"], ["[^ca]", "abcd", "bd"], ["[^\\w]", "a_ -", " -"], ["[^\0]", "\0\u0001\u{10ffff}", "\u0001\u{10ffff}"], ["[^\u{10ffff}]", "\0\u{10fffe}\u{10ffff}", "\0\u{10fffe}"], ["[^\0-\u{10fffe}]", "\0a\u{10fffe}\u{10ffff}", "\u{10ffff}"],
    ["[^\0-\u{10ffff}]", "\0a\u{10ffff}", ""],
  ])("reads %j, which takes of %j just %j", (pattern, characters, expected) => {
    expect(taken(pattern, characters)).toBe(expected);
  });

  it("says of a form that looks around or keeps no group that it is not of this language", () => {
    for (const written of ["(?=a)", "(?:a)", "(?<n>a)"]) expect(parsePattern(written)).toMatchObject({ fault: { at: 1, expected: expect.stringContaining("a plain group") } });
  });

  it("is bounded in characters, in depth and in counts, and takes what just keeps to that (FC-POL-0002.R4)", () => {
    expect(["a".repeat(1_024), "😀".repeat(1_024), groups(32), "a{1024}", "a{0,1024}", "a{1024,}", "a{3,3}"].map(place)).toEqual([null, null, null, null, null, null, null]);
    expect(["a".repeat(1_025), groups(33), "a{1025}", "a{0,1025}", "a{1025,}", "a{1024,1025}"].map(place)).toEqual([1_024, 33, 1, 1, 1, 1]);
  });
});

it("complement() rises, and has no empty range", () => {
  const last = 0x10ffff;
  expect(complement([])).toEqual([[0, last]]);
  expect(complement([[0, last]])).toEqual([]);
  expect(complement([[0, 5], [6, 7]])).toEqual([[8, last]]);
  expect(complement([[9, last], [3, 7], [4, 5]])).toEqual([[0, 2], [8, 8]]);
});
