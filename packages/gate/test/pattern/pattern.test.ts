import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canBeginWith, compilePattern, matchesWhole, simulate, type Automaton } from "../../src/pattern/automaton.ts";
import { cases } from "../cases.ts";

const compiled = (text: string): Automaton => {
  const result = compilePattern(text);
  if (!result.ok) throw new Error(`${text}: ${result.fault.expected} at ${result.fault.at}`);
  return result.value;
};
const matches = (pattern: string, text: string): boolean => matchesWhole(compiled(pattern), text);

/** The oracle: JavaScript's own engine, anchored, `.` taking line ends too. It backtracks, so patterns and texts are small. */
const oracle = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`, "su");

const character = fc.constantFrom("a", "b", "c", "0", "9", "_", "-", " ", "\n", "é", "😀", "\\.", "\\*", "\\/");
const classItem = fc.constantFrom("a", "b-d", "0-9", "\\d", "\\w", "_", "é", "😀", "\\-", "\\]", "\\.");
const bracket = fc.tuple(fc.constantFrom("", "^"), fc.array(classItem, { minLength: 1, maxLength: 4 })).map(([sign, items]) => `[${sign}${items.join("")}]`);
const atom = fc.oneof(character, bracket, fc.constantFrom(".", "\\d", "\\w"));
const quantifier = fc.constantFrom("", "", "", "*", "+", "?", "{2}", "{1,}", "{0,3}", "{0}");
const { pattern } = fc.letrec<{ pattern: string; group: string }>((tie) => ({
  group: fc.tuple(tie("pattern"), quantifier).map(([inside, times]) => `(${inside})${times}`),
  pattern: fc
    .array(
      fc.array(fc.oneof({ maxDepth: 2, withCrossShrink: true }, fc.tuple(atom, quantifier).map((it) => it.join("")), tie("group")), { maxLength: 3 }).map((it) => it.join("")),
      { minLength: 1, maxLength: 2 },
    )
    .map((options) => options.join("|")),
}));
const text = fc.array(fc.constantFrom("a", "b", "c", "d", "0", "9", "_", "-", " ", "\n", "é", "😀", ".", "*", "]", "/"), { maxLength: 6 }).map((it) => it.join(""));

describe("patterns", () => {
  it("agree with RegExp on every pattern and text, by table and by simulation", () => {
    let accepted = 0;
    fc.assert(
      fc.property(pattern, fc.array(text, { minLength: 8, maxLength: 8 }), (written, texts) => {
        const automaton = compiled(written);
        const regExp = oracle(written);
        for (const it of ["", ...texts]) {
          const expected = regExp.test(it);
          if (expected) accepted += 1;
          expect(matchesWhole(automaton, it)).toBe(expected);
          expect(simulate(automaton.instructions, it)).toBe(expected);
        }
      }),
      { numRuns: cases(1_000) },
    );
    // Else the property would say little about acceptance.
    expect(accepted).toBeGreaterThan(200);
  });

  it("know with which characters a text may begin, as RegExp does", () => {
    fc.assert(
      fc.property(pattern, text, (written, it) => {
        if (it !== "" && oracle(written).test(it)) expect(canBeginWith(compiled(written), String.fromCodePoint(it.codePointAt(0) ?? 0))).toBe(true);
      }),
      { numRuns: cases(500) },
    );
    expect(canBeginWith(compiled("(--)?[a-z]+"), "-")).toBe(true);
    expect(canBeginWith(compiled("x*[a-z]+"), "-")).toBe(false);
  });

  it("match the whole text and never a part (FC-POL-0002.R4)", () => {
    expect(matches("a+", "aaa")).toBe(true);
    for (const it of ["", "aab", "baa", "aa\n", "\naa"]) expect(matches("a+", it)).toBe(false);
  });

  it.each<[string, readonly number[]]>([
    ["a?", [0, 1]], ["a*", [0, 1, 2, 3, 4]], ["a+", [1, 2, 3, 4]], ["a{2}", [2]], ["a{2,}", [2, 3, 4]], ["a{1,3}", [1, 2, 3]], ["a{0}", [0]], ["(aa)?", [0, 2]], ["(aa)+", [2, 4]],
  ])("with %s repeat so often: %j", (written, times) => {
    expect([0, 1, 2, 3, 4].filter((it) => matches(written, "a".repeat(it)))).toEqual(times);
  });

  it("compare characters, not halves of pairs", () => {
    expect(matches("[😀-😂]", "😁")).toBe(true);
    expect(matches(".", "😁")).toBe(true);
    expect(matches("..", "😁")).toBe(false);
  });

  it.each([
    "^a", "a$", "a**", "a+?", "a*+", "(?=a)", "(?:a)", "(?<n>a)", "(a)\\1", "\\b", "\\D", "\\n", "\\", "[", "[]", "[]a]", "[^]", "[z-a]", "[a-\\d]", "[\\d-z]", "[[:alpha:]]",
    "(", "(a", "a)", "*", "+a", "?", "{2}", "a{2", "a{,2}", "a{3,2}", "a{1025}", "a{1}{2}", "a{x}", "|*", "((((((((((((((((((((((((((((((((((a))))))))))))))))))))))))))))))))))",
    "a".repeat(1_025), "((a{1000}){1000})",
  ])("refuse %s", (written) => {
    expect(compilePattern(written).ok).toBe(false);
  });

  it("say where they are wrong, by character", () => {
    const result = compilePattern("😀[b-a]");
    expect(result).toMatchObject({ ok: false, fault: { at: 5, expected: expect.stringContaining("a range that rises") } });
  });

  it("take time in proportion to the text on what makes backtracking explode (FC-POL-0002.R4)", () => {
    for (const written of ["(a*)*b", "(a|a)*b", "(a|aa)+b", "(.*)*(.*)*x", "(a?){30}a{30}b", "(a|b)*a(a|b){20}"]) {
      expect(matches(written, "a".repeat(30_000))).toBe(written.endsWith("{20}"));
    }
  });

  it("are compiled in bounded time, whatever they repeat (FC-POL-0002.R4)", () => {
    expect(compilePattern(`${"(".repeat(30)}${"){1024}".repeat(30)}`).ok).toBe(true);
    expect(compilePattern(`${"(".repeat(30)}a?${"){0,1024}".repeat(30)}`).ok).toBe(false);
    expect(compiled("(a|b)*a(a|b){20}").table).toBeNull();
  });

  it("have at most 20 000 steps, wherever the last of them stands (FC-POL-0002.R4)", () => {
    expect(compilePattern("(a{1000}){20}").ok).toBe(true);
    for (const written of ["(a{1000}){20}a", "((a{1000}){20}a)*", "((a{1000}){20}a)?", "((a{1000}){20}a){2}", "(a{1000}){20}a|b", "b|(a{1000}){20}"]) expect(compilePattern(written)).toMatchObject({ ok: false, fault: { at: 0 } });
  });

  it("write out a part that reads nothing once, however often it is repeated", () => {
    expect(compiled("((((){1024}){1024}){1024}){1024}").instructions).toHaveLength(1);
    expect(matches("((){1024}a){2}", "aa")).toBe(true);
  });
});
