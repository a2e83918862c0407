// The letters of argument vectors, each against what the gate says of an argument that is spelt so.
import { describe, expect, it } from "vitest";
import { lettersOf, type Letter, type Spelling, type Used } from "../../src/compare/argv-letters.ts";
import { isPlausible } from "../../src/compare/plausible-facts.ts";
import { newWork, type Work } from "../../src/compare/work.ts";
import { judgeArgv } from "../../src/judge/argv.ts";
import { resolveOperand } from "../../src/path.ts";
import { compilePattern } from "../../src/pattern/automaton.ts";
import type { CompiledToken } from "../../src/policy/compiled-policy.ts";

const plenty = (): Work => newWork(Number.POSITIVE_INFINITY);
const many = { undecided: "the conditions on arguments have too many combinations" };

const used = (token: CompiledToken, cwd = "/w", barred: readonly string[] = []): Used => ({ token, barred, cwd });
const literal = (text: string): Used => used({ kind: "literal", text });
const pattern = (written: string): Used => {
  const compiled = compilePattern(written);
  if (!compiled.ok) throw new Error(written);
  return used({ kind: "pattern", written, automaton: compiled.value });
};
const path = (within: string | readonly string[], cwd = "/w", barred: readonly string[] = []): Used =>
  used({ kind: "path", scope: { roots: [within].flat().map((real) => ({ written: real, real })), not: [] } }, cwd, barred);

const letters = (all: readonly Used[], realPaths: readonly string[] = []): readonly Letter[] => {
  const found = lettersOf(all, realPaths, plenty());
  if ("undecided" in found) throw new Error(found.undecided);
  return found;
};

const judge = ({ token, cwd, barred }: Used, { text, facts }: Spelling): string =>
  judgeArgv({ start: [0], steps: [{ token, next: [1] }] }, [text], { cwd, known: { facts, barred }, pointer: "" }).result;

const directoriesOf = (all: readonly Used[]): readonly string[] => [...new Set(all.flatMap(({ token, cwd }) => (token.kind === "path" ? [cwd] : [])))];

/** Each way in which each of the places to which a text leads from these directories can lead on. */
const spellings = (text: string, directories: readonly string[], reals: readonly (string | null)[]): readonly Spelling[] => {
  const places = [...new Set(directories.flatMap((it) => resolveOperand(it, text) ?? []))];
  return places.reduce<readonly Spelling[]>((all, place) => all.flatMap(({ facts }) => reals.map((real): Spelling => ({ text, facts: [...facts, { kind: "path", path: place, real }] }))), [{ text, facts: [] }]);
};

const sets: readonly (readonly [string, readonly Used[]])[] = [
  ["texts alone", [literal("a"), pattern("[a-c]+"), used({ kind: "oneOf", texts: ["a", "-a", "/a"] }), used({ kind: "int", range: { min: 0, max: 3 } }), used({ kind: "any" })]],
  ["places from one directory", [path("/w"), path("/w/a"), path(["/e", "/w/a/b"])]],
  ["places and texts", [path("/w"), path("/e"), pattern("/[a-e]"), literal("/w"), pattern("[.a]+")]],
  ["what is barred to one of them", [path("/w", "/w", ["/w/own"]), path("/w")]],
  ["places from two directories", [path("/w", "/w/a"), path("/w/a", "/w/b"), path("/e", "/w/a")]],
  ["places from two directories, and texts", [path("/w", "/w/a"), path("/e", "/w/b"), pattern("/[a-e]"), literal("x"), pattern("[.a]+")]],
  ["places from three directories", [path("/w", "/w/a"), path("/w/a", "/w/b"), path("/e", "/")]],
];

describe("lettersOf()", () => {
  it.each(sets)("says of %s what the gate says of both spellings", (_what, all) => {
    const possible = letters(all).flatMap((it) => [it.plain, it.linked].filter(({ facts }) => isPlausible(facts, [])).map((spelling) => ({ ...it, spelling })));
    expect(possible.length).toBeGreaterThan(4);
    for (const { said, spelling } of possible) expect(all.map((it) => judge(it, spelling)), JSON.stringify(spelling)).toEqual(all.map(({ token }) => said.get(token)));
  });

  it.each(sets)("has a letter for all that the gate can say of %s", (_what, all) => {
    const known = new Set(letters(all).map(({ said }) => all.map(({ token }) => said.get(token)).join()));
    const possible = ["", "a", "c", "x", "7", "2", "-a", ".", "..", "a/..", "/", "/a", "/w", "/e"].flatMap((text) => spellings(text, directoriesOf(all), [null, "/", "/e", "/w/a", "/w/b", "/w/a/b", "/w/own"]));
    expect([...new Set(possible.map((it) => all.map((one) => judge(one, it)).join()))].filter((it) => !known.has(it))).toEqual([]);
  });

  it.each(sets)("spells %s with the place that each directory sees, and what is no path with none", (_what, all) => {
    for (const { plain, linked } of letters(all)) {
      for (const { text, facts } of [plain, linked]) expect(facts.map((it) => it.path)).toEqual(directoriesOf(all).flatMap((it) => resolveOperand(it, text) ?? []));
    }
  });

  it.each(sets)("has texts first that %s find where they say, then links that can be, then the others", (_what, all) => {
    const realPaths = ["/w", "/w/a", "/w/b"];
    const isNatural = ({ plain: { facts } }: Letter): boolean => facts.every((it) => it.path === it.real);
    const ranks = letters(all, realPaths).map((it) => (isNatural(it) && it.plain.facts.length > 0 ? 0 : isPlausible(it.plain.facts, realPaths) ? 1 : 2));
    // A place that is its own other text stands behind: its first spelling is a link.
    expect(ranks.filter((it, index) => it === 2 && ranks.slice(index).includes(1))).toEqual([]);
    expect(ranks[0]).toBe(directoriesOf(all).length === 0 ? 1 : 0);
  });

  it("begins with a word where a rule takes any text, and not with an option or an empty one", () => {
    expect(letters([used({ kind: "any" })]).map(({ plain }) => plain.text)).toEqual(["a", ""]);
    expect(letters([literal("-a")]).map(({ plain }) => plain.text)).toEqual(["a", "", "-a"]);
  });

  it("asks only where rules take paths whether a text is dots alone, and only of several directories whether it is absolute", () => {
    const texts = (...all: readonly Used[]) => [...new Set(letters(all).map(({ linked }) => linked.text))].toSorted();
    expect(texts(literal("a"))).toEqual(["", "a", "x"]);
    expect(texts(literal("a"), path("/w"))).toEqual(["", "-", "/", "a", "x"]);
    expect(texts(literal("a"), path("/w", "/w"), path("/w", "/e"))).toEqual(["", "-", ".", "/", "/\u0000", "/.../..", "/a", "a", "x"]);
  });

  it("lets an absolute text lead to one place from all directories, and another to one from each", () => {
    const all = letters([path("/w", "/a"), path("/w", "/b")]);
    const told = (text: string) => all.filter(({ linked }) => linked.text === text).map(({ said }) => [...said.values()].join(" ")).toSorted();
    expect(told("/a")).toEqual(["fails fails", "holds holds", "unknown unknown"]);
    expect(told("a")).toEqual(["fails fails", "fails holds", "fails unknown", "holds fails", "holds holds", "holds unknown", "unknown fails", "unknown holds", "unknown unknown"]);
  });

  it("shows a combination by the shortest place, under whichever root that lies", () => {
    const holding = letters([path(["/e/f/g", "/h"])]).find(({ said, plain }) => [...said.values()].join() === "holds" && plain.facts.length > 0);
    expect(holding?.plain).toEqual({ text: "/h", facts: [{ kind: "path", path: "/h", real: "/h" }] });
  });

  it("spells by a link only what does not lead there by itself, or shows only so that it is handed on", () => {
    const both = (all: readonly Used[], told: string) => letters(all).filter(({ said }) => [...said.values()].join(" ") === told).map(({ plain, linked }) => [plain, linked].map(({ text, facts }) => `${text} ${facts.map((it) => it.real).join()}`));
    // A relative text is handed on as another anyway.
    expect(both([path("/w")], "holds")).toEqual([["a /w/a", "a /w/a"], ["/ /w", "/ /w"]]);
    // An absolute one is not, unless it is a link.
    expect(both([literal("/x"), path("/")], "holds holds")).toEqual([["/x /x", "/x /"]]);
    expect(both([literal("/x//y"), path("/")], "holds holds")).toEqual([["/x//y /x/y", "/x//y /x/y"]]);
    // What lies elsewhere is best named itself.
    expect(both([path("/e")], "holds")).toContainEqual(["/e /e", "a /e"]);
  });

  it("keeps to 400 letters (G10)", () => {
    // So many characters that patterns tell apart, and all others, in two places: of other characters there are some with which it is no path.
    const among = (count: number, written: (character: string) => string): readonly Used[] =>
      Array.from({ length: Math.ceil(Math.log2(count + 1)) }, (_, bit) => pattern(written(`[${Array.from({ length: count }, (_none, index) => (((index + 1) >> bit) % 2 === 1 ? String.fromCodePoint(0x4e00 + index) : "")).join("")}]`)));
    const all = [...among(4, (it) => `${it}.`), ...among(65, (it) => `.${it}`)];
    expect(letters(all)).toHaveLength(400);
    expect(lettersOf([...all, literal("--all")], [], plenty())).toEqual(many);
  });

  it("does not write out what many directories make together (G10)", () => {
    const from = (count: number) => Array.from({ length: count }, (_, index) => path("/w", `/d${index}`));
    // A name and a text of dots, relative and absolute, and of what is no path four kinds.
    expect(lettersOf(from(4), [], plenty())).toHaveLength(2 * 3 ** 4 + 2 * 3 + 4);
    expect(lettersOf(from(12), [], plenty())).toEqual(many);
  });

  it.each(sets)("counts each letter of %s, with what it says and is held against (G10)", (_what, all) => {
    const spent = (realPaths: readonly string[]): number => {
      const work = plenty();
      expect(lettersOf(all, realPaths, work)).not.toHaveProperty("undecided");
      return work.spent();
    };
    const count = letters(all).length;
    expect(spent(["/k1", "/k2", "/k3"]) - spent([])).toBe(count * 3);
    expect(lettersOf(all, [], newWork(spent([])))).toHaveLength(count);
    expect(lettersOf(all, [], newWork(spent([]) - 1))).toEqual(many);
    expect(lettersOf(all, [], newWork(spent([]) - count * all.length))).toEqual(many);
    expect(lettersOf(all, [], newWork(0))).toEqual(many);
  });

  it("tells nothing where texts could not be told apart, though places could (G10)", () => {
    let asked = 0;
    const work: Work = { spend: () => (asked += 1) > 1, spent: () => 0 };
    expect(lettersOf([literal("a"), path("/w")], [], work)).toEqual(many);
  });

  it("tells nothing of places that are too many to be held against each other (G10)", () => {
    expect(lettersOf([path("/a".repeat(10_000))], [], plenty())).toEqual(many);
  });

  it.each([["a text", literal("a".repeat(20_480))], ["a list of texts", used({ kind: "oneOf", texts: ["a", "b", "c", "d", "e"].map((it) => it.repeat(4_096)) })]] as const)("tells nothing of %s that is too long (G10)", (_what, it) => {
    expect(lettersOf([literal("a"), it], [], plenty())).toEqual({ undecided: "a list of arguments is too long to be compared" });
  });
});
