// The classes of argument vectors, against what `judgeArgv` says of each example.
import { describe, expect, it } from "vitest";
import { argvClasses, type ArgvClass } from "../../src/compare/argv-cases.ts";
import { rulesOf, type ComparedRule } from "../../src/compare/case.ts";
import { judgeArgv } from "../../src/judge/argv.ts";
import { policyWith } from "../support.ts";
import { isPlausible } from "../../src/compare/plausible-facts.ts";
import { newWork } from "../../src/compare/work.ts";

const compared = () => ({ pinsCount: false, realPaths: [], work: newWork(10_000_000) });

/** One rule about `git` for each list of elements. */
const rulesWith = (lists: readonly (readonly unknown[])[], more: readonly object[] = []): readonly ComparedRule[] =>
  rulesOf(policyWith("shell", { allow: lists.map((argv, index) => ({ id: `r${index}`, bin: "git", argv, ...more[index] })) }).capabilities.get("shell"), "a");

const barred = ["/srv/space/own"];
const classesOf = (rules: readonly ComparedRule[], barredTo: (rule: ComparedRule) => readonly string[] = () => barred): readonly ArgvClass[] => {
  const found = argvClasses(rules, barredTo, compared());
  if ("undecided" in found) throw new Error(found.undecided);
  return found;
};
const classes = (...lists: readonly (readonly unknown[])[]): readonly ArgvClass[] => classesOf(rulesWith(lists));
const said = (found: readonly ArgvClass[]): readonly string[] => found.map((it) => it.said.join(" "));

const dot = { path: { within: "." } };
const notes = { path: { within: "notes" } };

describe("argvClasses()", () => {
  it("has each combination that some vector shows, once, the shortest vector first", () => {
    expect(classes(["log"], ["log", { optional: "-a" }])).toEqual([
      { said: ["fails", "fails"], taken: [-1, -1], argv: [], facts: [] },
      { said: ["holds", "holds"], taken: [0, 0], argv: ["log"], facts: [] },
      { said: ["fails", "holds"], taken: [-1, 0], argv: ["log", "-a"], facts: [] },
    ]);
    expect(said(classes([{ many: "a" }], [{ rest: true }]))).toEqual(["holds holds", "fails holds"]);
    expect(said(classes([{ int: { min: 1, max: 9 } }], [{ pattern: "[5-9]" }], [{ oneOf: ["4", "5"] }])).toSorted()).toEqual(["fails fails fails", "holds fails fails", "holds fails holds", "holds holds fails", "holds holds holds"]);
  });

  it("tells of a path where it leads, and cannot tell where it cannot be resolved", () => {
    const found = classes([dot], [notes]);
    expect(said(found).toSorted()).toEqual(["fails fails", "holds fails", "holds holds", "unknown unknown"]);
    expect(found.find((it) => it.said.join() === "holds,holds")).toEqual({ said: ["holds", "holds"], taken: [0, 0], argv: ["/srv/space/notes"], facts: [{ kind: "path", path: "/srv/space/notes", real: "/srv/space/notes" }] });
    expect(found.find((it) => it.said.join() === "unknown,unknown")?.facts).toEqual([]);
  });

  it("knows that what begins like an option is no path", () => {
    expect(said(classes([{ pattern: "-.*" }], [dot])).toSorted()).toEqual(["fails fails", "fails holds", "fails unknown", "holds unknown"]);
  });

  it("gives each place its own path, also where texts are told apart", () => {
    const found = classes([dot, { pattern: "..." }, dot], [notes, { rest: true }]);
    for (const { facts } of found) expect(new Set(facts.map((it) => (it.kind === "path" ? it.path : ""))).size).toBe(facts.length);
    expect(said(found.filter(({ facts }) => isPlausible(facts, [])))).toContain("holds holds");
  });

  it("keeps it where one place would have to lead to two, so that nobody takes that for an example", () => {
    const found = classesOf(rulesWith([[{ pattern: "[a-z]+" }, dot], [dot, { optional: notes }]])).filter(({ facts }) => !isPlausible(facts, []));
    expect(new Set(found.map(({ argv }) => argv.join(" ")))).toEqual(new Set(["a a"]));
  });

  it.each<[string, readonly (readonly unknown[])[]]>([
    ["words", [["a", { optional: "b" }, "c"], [{ many: "a" }, { rest: true }], [{ flags: ["-a", { flag: "-n", int: { max: 3 } }] }]]],
    ["patterns, numbers and lists", [[{ pattern: "[0-9]+" }], [{ int: { min: -2, max: 12 } }], [{ oneOf: ["7", "x"] }, { optional: "x" }]]],
    ["paths", [[dot], [{ many: notes }], ["x", { path: { within: ["/etc", "/srv/space/notes"] } }]]],
    ["two places in one vector", [[notes, { path: { within: "/etc" } }], [dot, { path: { within: "/" } }]]],
    ["paths among texts", [[{ pattern: "/srv/space/notes/[a-c]" }], [notes], [{ oneOf: ["/etc", "-x"] }], [{ path: { within: "/" } }]]],
    ["paths that are relative to a directory of the rule", [[{ pattern: "[a-z]+" }, dot], [dot, { optional: notes }]]],
  ])("says of %s what the gate says of the example", (_, lists) => {
    const rules = rulesWith(lists);
    const found = classesOf(rules).filter(({ facts }) => isPlausible(facts, []));
    expect(found.length).toBeGreaterThan(2);
    for (const { said: told, argv, facts } of found) {
      const judged = rules.map(({ rule }) => (rule.exec?.argv === null || rule.exec === null ? "none" : judgeArgv(rule.exec.argv, argv, { cwd: rule.exec.cwd, known: { facts, barred }, pointer: "" }).result));
      expect(judged, argv.join(" ")).toEqual(told);
    }
  });

  it("asks for each rule what is barred to it", () => {
    const rules = rulesWith([[dot], [dot]]);
    expect(said(classesOf(rules, () => [])).toSorted()).toEqual(["fails fails", "holds holds", "unknown unknown"]);
    expect(said(classesOf(rules, (it) => (it === rules[1] ? barred : []))).toSorted()).toEqual(["fails fails", "holds fails", "holds holds", "unknown unknown"]);
  });

  it("lets a rule without a condition on arguments hold of every vector", () => {
    const [rule, ...others] = rulesOf(policyWith("shell", { allow: [{ id: "a", bin: "git", argv: ["log"] }], deny: [{ id: "d", bin: "git" }] }).capabilities.get("shell"), "a");
    expect(said(classesOf(rule === undefined ? [] : [rule, ...others]))).toEqual(["fails holds", "holds holds"]);
    expect(classesOf(others)).toEqual([{ said: ["holds"], taken: [-1], argv: [], facts: [] }]);
  });

  it("decides also where two rules with paths see them from different directories", () => {
    const directories = [{ cwd: "notes" }, { cwd: "docs" }];
    expect(argvClasses(rulesWith([[dot], [dot]], directories), () => [], compared())).not.toHaveProperty("undecided");
    expect(argvClasses(rulesWith([[dot], ["log"]], directories), () => [], compared())).not.toHaveProperty("undecided");
    expect(argvClasses(rulesWith([[dot], ["x", dot]], [{ cwd: "notes" }, { cwd: "notes" }]), () => [], compared())).not.toHaveProperty("undecided");
  });

  it("gives relative paths of a rule with a directory as that rule sees them", () => {
    const rules = rulesWith([[{ oneOf: ["x", "y"] }], [{ path: { within: "docs" } }], [{ optional: dot }]], [{}, { cwd: "docs" }, { cwd: "docs" }]);
    const [found] = classesOf(rules).filter((it) => it.said.join() === "holds,holds,holds");
    expect(found?.facts).toMatchObject([{ kind: "path", path: "/srv/space/docs/x" }]);
  });

  it.each<[string, readonly (readonly unknown[])[], string]>([
    ["texts that are too long", [[{ oneOf: ["a".repeat(4_096), "b".repeat(4_096), "c".repeat(4_096), "d".repeat(4_096), "e".repeat(4_096)] }]], "a list of arguments is too long to be compared"],
    ["too many kinds of arguments", [Array.from({ length: 9 }, (_, index) => ({ pattern: `[ab]{${index}}a[ab]{${8 - index}}` }))], "the conditions on arguments have too many combinations"],
    ["too many ways to go on", [[{ rest: true }, "a", ...Array.from({ length: 15 }, () => ({ pattern: ".*" }))]], "the argument vectors have too many combinations"],
  ])("is undecided about %s", (_, lists, undecided) => {
    expect(argvClasses(rulesWith(lists), () => [], compared())).toEqual({ undecided });
  });
});
