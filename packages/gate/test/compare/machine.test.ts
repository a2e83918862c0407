import { describe, expect, it } from "vitest";
import { automatonMachine, lengthMachine, textsMachine, underRoot, withinRoot } from "../../src/compare/machine.ts";
import { compileExceptionGlob } from "../../src/glob.ts";
import { isWithin, relativePath } from "../../src/path.ts";
import { compilePattern, matchesWhole, type Automaton } from "../../src/pattern/automaton.ts";
import { accepted, accepts, missedBy, stateAfter, textsOver } from "./machines.ts";

const compiled = (made: { readonly ok: true; readonly value: Automaton } | { readonly ok: false }): Automaton => {
  if (!made.ok) throw new Error("not compiled");
  return made.value;
};

describe("the machine of a pattern", () => {
  const texts = textsOver("abc", 5);

  it.each(["", "a*", "(a|b)*abb", "((a*b)*c?)*", "[b-c]{2}|a+", "(b|a?)+c", "[^b]*", "a|(ab)*"])("reads as %j matches, and has one name for one set of states", (pattern) => {
    const automaton = compiled(compilePattern(pattern));
    const machine = automatonMachine(automaton);
    expect(accepted(machine, texts)).toEqual(texts.filter((it) => matchesWhole(automaton, it)));
    const states = texts.map((it) => stateAfter(machine, it));
    expect(states).toEqual(states.map((it) => [...new Set(it)].toSorted((a, b) => a - b)));
    expect([...states.flat(), ...machine.bounds].every(Number.isSafeInteger)).toBe(true);
    expect(missedBy(machine, texts)).toEqual([]);
  });
});

describe("the machine of a list of texts", () => {
  it("reads these, whole, and no other", () => {
    const texts = ["", "a", "b", "ab", "aa", "\u{1f600}", "\u{1f600}a", "x"];
    expect(accepted(textsMachine(["ab", "", "\u{1f600}"]), texts)).toEqual(["", "ab", "\u{1f600}"]);
    expect(accepted(textsMachine(["ab"]), texts)).toEqual(["ab"]);
    expect(accepted(textsMachine([""]), texts)).toEqual([""]);
  });

  it("is none for no text, and for more than a pattern may hold", () => {
    expect(textsMachine([])).toBeNull();
    expect(textsMachine(["a".repeat(30_000)])).toBeNull();
  });
});

describe("the machine of a length", () => {
  const texts = Array.from({ length: 8 }, (_, length) => "x".repeat(length));

  it.each([[0, 0], [0, 3], [2, 2], [2, 5], [5, 2], [0, Number.POSITIVE_INFINITY], [3, Number.POSITIVE_INFINITY]])("reads texts of %d to %d characters, and counts no further than it must", (min, max) => {
    const machine = lengthMachine(min, max);
    expect(accepted(machine, texts).map(({ length }) => length)).toEqual(texts.map(({ length }) => length).filter((it) => it >= min && it <= max));
    expect(stateAfter(machine, "x".repeat(20))).toEqual(stateAfter(machine, "x".repeat(7)));
    expect(machine.bounds).toEqual([]);
  });

  it("counts characters and not their halves", () => {
    expect(accepts(lengthMachine(1, 1), "\u{1f600}")).toBe(true);
  });
});

describe("the machine of what lies under a directory", () => {
  const paths = ["/", ...textsOver("/ab", 6).filter((it) => /^(\/[ab]+)+$/.test(it))];

  it.each(["/", "/a", "/a/b", "/ab"])("%s reads it and all paths under it", (root) => {
    expect(accepted(withinRoot(root), paths)).toEqual(paths.filter((it) => isWithin(root, it)));
    expect(missedBy(withinRoot(root), textsOver("/ab", 4))).toEqual([]);
    expect(withinRoot(root).bounds.every(Number.isSafeInteger)).toBe(true);
  });

  it.each(["/", "/a", "/a/b"].flatMap((root) => ["**", "b", "*", "**/b", "a/**", "a/*", "?"].map((glob): [string, string] => [root, glob])))("%s reads what the exception %s takes there", (root, glob) => {
    const automaton = compiled(compileExceptionGlob(glob));
    const machine = underRoot(root, automatonMachine(automaton));
    expect(accepted(machine, paths)).toEqual(paths.filter((it) => isWithin(root, it) && matchesWhole(automaton, `${relativePath(root, it)}/`)));
    expect(missedBy(machine, textsOver("/ab", 4))).toEqual([]);
  });

  it("counts the steps of an exception that it reads, and has none to count without one", () => {
    const machine = underRoot("/a", automatonMachine(compiled(compileExceptionGlob("**/b"))));
    const before = machine.effort?.() ?? 0;
    stateAfter(machine, "/a/x/b");
    expect(machine.effort?.()).toBeGreaterThan(before);
    expect(withinRoot("/a")).not.toHaveProperty("effort");
  });
});
