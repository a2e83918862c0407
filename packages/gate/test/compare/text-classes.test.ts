// FC-POL-0002.R19: every combination of conditions that some text fulfils is found, and its text fulfils just that.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { automatonMachine, lengthMachine, textsMachine, type Machine } from "../../src/compare/machine.ts";
import { textClasses, truthsOf } from "../../src/compare/text-classes.ts";
import { absolutes, anyText, dots, operands, realPaths, urlPaths } from "../../src/compare/universes.ts";
import { newWork } from "../../src/compare/work.ts";
import { resolveOperand, resolvePath } from "../../src/path.ts";
import { compilePattern } from "../../src/pattern/automaton.ts";
import { cases } from "../cases.ts";

const pattern = (text: string): Machine => {
  const compiled = compilePattern(text);
  if (!compiled.ok) throw new Error(text);
  return automatonMachine(compiled.value);
};
const enough = () => newWork(Number.POSITIVE_INFINITY);
const classes = (machines: readonly Machine[], universe: Machine = anyText) => textClasses(machines, universe, enough()) ?? [];
/** The texts that are found, each with what the machines say to it: `ab 10`. */
const found = (machines: readonly Machine[], universe: Machine = anyText): readonly string[] => classes(machines, universe).map(({ text, truths }) => `${text} ${truths.map(Number).join("")}`).toSorted();

const words = (alphabet: readonly string[], length: number): readonly string[] => (length === 0 ? [""] : words(alphabet, length - 1).flatMap((it) => [it, ...alphabet.map((letter) => it + letter)]));

describe("textClasses()", () => {
  it("finds each combination with a shortest text that can be read", () => {
    expect(found([])).toEqual([" "]);
    expect(found([pattern("a+")])).toEqual([" 0", "a 1"].toSorted());
    expect(found([pattern("a*"), pattern(".{2}")])).toEqual([" 10", "aa 11", "ax 01", "x 00"]);
    expect(found([pattern("[0-9a-f]"), pattern("[g-z]")])).toEqual([" 00", "a 10", "x 01"].toSorted());
  });

  it("takes what people like to read, wherever in its class that stands", () => {
    for (const text of ["[a-z]", "[`-a]", "[a-a]", "[Z-b]"]) expect(classes([pattern(text)]).find(({ truths }) => truths[0] === true)?.text, text).toBe("a");
    expect(classes([pattern("[b-w]")]).find(({ truths }) => truths[0] === true)?.text).toBe("b");
  });

  it("takes characters for alike only where all machines do", () => {
    for (const [text, inside] of [["[b]", "b"], ["[b-d]", "b"], ["[\\u{0}-\\u{1f}]", "\u0000"], ["[\u{10ffff}]", "\u{10ffff}"], ["[\ud7ff]", "\ud7ff"], ["[\ue000]", "\ue000"], ["[!-~]", "a"], ["[\u00e0-\u00e2]", "\u00e0"]] as const) {
      const compiled = compilePattern(text);
      if (!compiled.ok) continue;
      const it = automatonMachine(compiled.value);
      expect(classes([it]).find(({ truths }) => truths[0] === true)?.text, text).toBe(inside);
    }
    // Halves of surrogate pairs are no characters.
    const halves: Machine = { start: [0], next: (state, code) => (code >= 0xd800 && code <= 0xdfff ? [1] : state), accepts: ([at]) => at === 1, bounds: [0xd900, 0xdc00, 0xdfff] };
    expect(found([halves])).toEqual([" 0"]);
  });

  it("looks only at texts of the universe", () => {
    expect(found([pattern(".*")], realPaths)).toEqual(["/ 1"]);
    expect(classes([pattern("a.*"), textsMachine(["/a/.."]) ?? anyText], realPaths).map(({ truths }) => truths.join())).toEqual(["false,false"]);
    expect(classes([lengthMachine(3, 3)], { ...anyText, accepts: () => false })).toEqual([]);
  });

  it("gives up where there are too many states, or no more work", () => {
    // As many states as characters, one before them, and one for longer texts.
    expect(textClasses([lengthMachine(19_998, 19_998)], anyText, enough())).toHaveLength(2);
    expect(textClasses([lengthMachine(19_999, 19_999)], anyText, enough())).toBeNull();
    expect(classes([lengthMachine(3_000, 3_000)]).map(({ text }) => text.length)).toEqual([0, 3_000]);
    const work = newWork(50);
    expect(textClasses([lengthMachine(100, 100)], anyText, work)).toBeNull();
    expect(work.spent()).toBeGreaterThan(50);
    expect(work.spent()).toBeLessThan(60);
    expect(textClasses([pattern("a".repeat(100))], anyText, newWork(100))).toBeNull();
    // What its characters alone would cost is more than there is.
    const bounds = Array.from({ length: 1_001 }, (_, index) => index);
    const small = newWork(1_000);
    expect(textClasses([{ ...anyText, bounds }, anyText], anyText, small)).toBeNull();
    expect(small.spent()).toBe(1_001);
    // So is what a machine does inside for one character.
    expect(textClasses([{ ...anyText, effort: () => 10_000 }], anyText, newWork(9_999))).toBeNull();
    expect(textClasses([{ ...anyText, effort: () => 10_000 }], anyText, newWork(11_000))).not.toBeNull();
  });

  it("does not look behind the last text of the universe", () => {
    const short: Machine = { start: [0], next: ([length = 0]) => (length < 2 ? [length + 1] : []), accepts: (state) => state.length > 0, bounds: [] };
    expect(classes([lengthMachine(25_000, 25_000)], short).map(({ truths }) => truths)).toEqual([[false]]);
  });

  it("finds what trying texts out finds", () => {
    const part = fc.constantFrom("a", "b", "[ab]", ".", "[^a]", "(ab|b)", "0", "[0-9]");
    const times = fc.constantFrom("", "*", "+", "?", "{2}");
    const written = fc.array(fc.tuple(part, times).map(([one, many]) => one + many), { maxLength: 3 }).map((it) => it.join(""));
    const texts = words(["a", "b", "0", "-"], 4);
    fc.assert(
      fc.property(fc.array(written, { minLength: 1, maxLength: 3 }), (all) => {
        const machines = all.map(pattern);
        const known = classes(machines);
        const names = new Set(known.map(({ truths }) => truths.join()));
        expect(names.size).toBe(known.length);
        for (const { text, truths } of known) expect(truthsOf(machines, text)).toEqual(truths);
        for (const text of texts) expect(names.has(truthsOf(machines, text).join()), text).toBe(true);
      }),
      { numRuns: cases(100) },
    );
  });
});

describe("universes", () => {
  const accepts = (it: Machine, text: string): boolean => truthsOf([it], text)[0] === true;
  const texts = words(["/", ".", "a", "-"], 5);

  it("hold just the paths in their one form, and just the operands that resolve", () => {
    const differing = (it: Machine, is: (text: string) => boolean): readonly string[] => texts.filter((text) => accepts(it, text) !== is(text));
    expect(differing(realPaths, (text) => text.startsWith("/") && resolvePath("/", text) === text)).toEqual([]);
    expect(differing(operands, (text) => resolveOperand("/srv", text) !== null)).toEqual([]);
    expect(differing(absolutes, (text) => text.startsWith("/"))).toEqual([]);
    expect(differing(dots, (text) => !/[a-]/.test(text))).toEqual([]);
    for (const text of ["/a\u0000", "a\u0000", "\u0000"]) for (const it of [realPaths, operands]) expect(accepts(it, text)).toBe(false);
  });

  it("hold the paths of URLs, with a slash at the end and twice, and without escapes", () => {
    for (const text of ["/", "/a", "/a/", "/a//b", "//", "/~a/b.c;d=e", "/a..b", "/..."]) expect(accepts(urlPaths, text), text).toBe(true);
    for (const text of ["", "a", "/a/..", "/.", "/%41", "/a b", "/\u00e9", "/a?b", "/a#"]) expect(accepts(urlPaths, text), text).toBe(false);
  });
});
