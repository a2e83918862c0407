import { describe, expect, it } from "vitest";
import { compilePattern, simulate, type Automaton } from "../../src/pattern/automaton.ts";
import { tableAccepts } from "../../src/pattern/table.ts";

const compiled = (text: string): Automaton => {
  const result = compilePattern(text);
  if (!result.ok) throw new Error(`${text.slice(0, 80)}: ${result.fault.expected}`);
  return result.value;
};
const hasTable = (pattern: string): boolean => compiled(pattern).table !== null;
/** So many characters, no two of them neighbours: each begins a class of its own, and ends one. */
const apart = (count: number): string => `[${Array.from({ length: count }, (_, index) => String.fromCodePoint(0x4e00 + 2 * index)).join("")}]`;

describe("tableOf()", () => {
  it("makes no table of more than 256 states", () => {
    expect(hasTable("a{255}")).toBe(true);
    expect(hasTable("a{256}")).toBe(false);
  });

  it("has one state for all that leads on alike, in whatever order it was reached", () => {
    const accepts = (pattern: string): readonly boolean[] | undefined => compiled(pattern).table?.accepts;
    expect(["[a-z]*", "[a-z]+", "(a|b|c)*", "(a?b?)*", "(b?a?)*c", "(a|b)*abb"].map(accepts)).toEqual([[true], [false, true], [true], [true], [false, true], [false, false, false, true]]);
  });

  it("knows the class of each ASCII character", () => {
    const { bounds = [], ascii = [] } = compiled("[a-cx]|[k-m]|\u{100}").table ?? {};
    expect(bounds[0]).toBe(0);
    expect(ascii).toHaveLength(128);
    for (const [character, its] of ascii.entries()) expect(bounds.findLastIndex((it) => it <= character)).toBe(its);
  });

  it("makes none that takes long to make, however few its states (FC-POL-0002.R4)", () => {
    expect(hasTable(`${apart(450)}{2}`)).toBe(true);
    expect(hasTable(`${apart(450)}{3}`)).toBe(false);
  });

  it("counts each state at each class of characters, also where nothing follows", () => {
    // So many characters of a set each, and no two alike.
    const pairs = (count: number): string => Array.from({ length: count }, (_, index) => `[${[0, 2].map((it) => String.fromCodePoint(0x4e00 + 4 * index + it)).join("")}]`).join("");
    expect(hasTable(pairs(249))).toBe(true);
    expect(hasTable(pairs(250))).toBe(false);
  });

  it("counts what is reached from a state as well as what is in it", () => {
    expect(hasTable(`x${apart(200)}(a*){800}`)).toBe(true);
    expect(hasTable(`x${apart(200)}(a*){1000}`)).toBe(false);
  });

  it("tells neighbouring classes apart, in ASCII and beyond", () => {
    const { table, instructions } = compiled("[a-cx]|[k-m\u{100}-\u{102}]|[\u{200}\u{10000}-\u{10002}]|\u{10ffff}|\0");
    const edges = ["\0", "\u0001", "`", "a", "c", "d", "j", "k", "m", "n", "w", "x", "y", "\u007f", "\u0080", "\u00ff", "\u0100", "\u0102", "\u0103", "\u01ff", "\u0200", "\u0201", "\uffff", "\u{10000}", "\u{10002}", "\u{10003}", "\u{10fffe}", "\u{10ffff}"];
    const accepted = edges.filter((it) => table !== null && tableAccepts(table, it));
    expect(accepted).toEqual(["\0", "a", "c", "k", "m", "x", "\u0100", "\u0102", "\u0200", "\u{10000}", "\u{10002}", "\u{10ffff}"]);
    expect(edges.filter((it) => simulate(instructions, it))).toEqual(accepted);
  });

  it("reads on after a character of one half, and after one of two", () => {
    const table = compiled("\uffffb|😀b").table;
    expect(["\uffffb", "😀b", "\uffff", "😀", "😀😀b", "\ud83db"].map((it) => table !== null && tableAccepts(table, it))).toEqual([true, true, false, false, false, false]);
  });
});
