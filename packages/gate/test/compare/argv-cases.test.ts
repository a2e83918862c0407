// The classes of argument vectors, against what `judgeArgv` says of each example.
import { describe, expect, it } from "vitest";
import { argvClasses, type ArgvClass } from "../../src/compare/argv-cases.ts";
import { rulesOf, type ComparedRule } from "../../src/compare/case.ts";
import { lettersOf } from "../../src/compare/argv-letters.ts";
import type { Fact } from "../../src/index.ts";
import { judgeArgv, tokensTaking } from "../../src/judge/argv.ts";
import { resolveOperand } from "../../src/path.ts";
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

/** What the gate makes of a vector by one rule: its answer, and how it takes each argument where it holds. */
const judgedBy = ({ rule: { exec }, effect }: ComparedRule, argv: readonly string[], facts: readonly Fact[], pinsCount: boolean): { readonly result: string; readonly taking: string | null; readonly argv: string | null } => {
  if (exec === null || exec.argv === null) return { result: "holds", taking: null, argv: null };
  const place = { cwd: exec.cwd, known: { facts, barred: effect === "allow" ? barred : [] }, pointer: "" };
  const judged = judgeArgv(exec.argv, argv, place);
  if (judged.result !== "holds") return { result: judged.result, taking: null, argv: null };
  const kinds = (tokensTaking(exec.argv, argv, place) ?? []).map(({ kind }) => (effect === "deny" ? "" : kind === "path" ? "place" : pinsCount && (kind === "literal" || kind === "oneOf") ? "word" : ""));
  return { result: "holds", taking: kinds.join(), argv: effect === "allow" ? judged.argv.join("\n") : null };
};

const judgedTogether = (rules: readonly ComparedRule[], argv: readonly string[], facts: readonly Fact[], pinsCount: boolean): Pick<ArgvClass, "said" | "taken"> & { readonly argvs: readonly (string | null)[] } => {
  const all = rules.map((it) => judgedBy(it, argv, facts, pinsCount));
  const takings = [...new Set(all.flatMap(({ taking }) => taking ?? []))];
  return { said: all.map(({ result }) => (result === "holds" || result === "fails" ? result : "unknown")), taken: all.map(({ taking }) => (taking === null ? -1 : takings.indexOf(taking))), argvs: all.map((it) => it.argv) };
};

const barredToAllow = ({ effect }: ComparedRule): readonly string[] => (effect === "allow" ? barred : []);
const shellRules = (allow: readonly object[], deny: readonly object[] = []): readonly ComparedRule[] => {
  const named = (name: string, rules: readonly object[]) => rules.map((it, index) => ({ id: `${name}${index}`, bin: "git", ...it }));
  return rulesOf(policyWith("shell", { allow: named("a", allow), deny: named("d", deny) }).capabilities.get("shell"), "a");
};

const word = { pattern: "[a-z]+" };
const anyPlace = { path: { within: "/" } };
const inNotes = { cwd: "notes" };
const inDocs = { cwd: "docs" };

const tables: readonly (readonly [string, readonly ComparedRule[]])[] = [
  ["words and patterns", shellRules([{ argv: ["a", word] }, { argv: [word, { oneOf: ["a", "b"] }] }, { argv: [{ many: word }] }], [{ argv: ["a", { rest: true }] }, { argv: [word] }])],
  ["places and words", shellRules([{ argv: [dot, word] }, { argv: [word, dot] }, { argv: [word, word] }], [{ argv: [notes, { rest: true }] }, {}, { bin: undefined }])],
  ["what several elements could take", shellRules([{ argv: [{ optional: dot }, { optional: word }] }, { argv: [{ optional: word }, { optional: dot }] }, { argv: [{ many: dot }, { many: word }] }, { argv: [word] }, { argv: [dot] }])],
  ["flags with values that other elements could take", shellRules([{ argv: [{ flags: ["-a", { flag: "-b", ...dot }] }, { rest: true }] }, { argv: [{ many: { oneOf: ["-a", "-b", "x"] } }, { optional: dot }] }])],
  ["what begins in the middle of another", shellRules([{ argv: [{ many: "-b" }, { optional: { flag: "-b", ...dot } }, word] }, { argv: ["-b", { many: word }] }], [{ argv: [{ many: "-b" }, { optional: { flag: "-b", ...notes } }, dot] }])],
  ["places from two directories", shellRules([{ argv: [dot, { optional: word }], ...inNotes }, { argv: [notes, { optional: word }], ...inDocs }, { argv: [{ many: word }] }])],
  ["places from three directories", shellRules([{ argv: [dot], ...inNotes }, { argv: [dot], ...inDocs }, { argv: [dot] }], [{ argv: ["a"] }])],
  ["absolute texts from two directories", shellRules([{ argv: [anyPlace], ...inNotes }, { argv: [notes], ...inDocs }, { argv: [{ pattern: "/[a-z]+" }] }])],
];

describe("argvClasses() of what the gate does with a vector", () => {
  const found = (rules: readonly ComparedRule[], pinsCount: boolean): readonly ArgvClass[] => {
    const classes = argvClasses(rules, barredToAllow, { ...compared(), pinsCount });
    if ("undecided" in classes) throw new Error(classes.undecided);
    return classes;
  };

  it.each(tables)("tells of %s who takes an argument how, and by an example in which that is so", (_what, rules) => {
    for (const pinsCount of [false, true]) {
      const examples = found(rules, pinsCount).filter(({ facts }) => isPlausible(facts, []));
      expect(examples.length).toBeGreaterThan(3);
      for (const { said: told, taken, argv, facts } of examples) {
        const judged = judgedTogether(rules, argv, facts, pinsCount);
        expect({ said: judged.said, taken: judged.taken }, argv.join(" ")).toEqual({ said: told, taken });
        // Rules of one number and directory give the program the same arguments, and of other numbers, other ones: unless flow rules alone ask.
        for (const [one, text] of judged.argvs.entries()) {
          for (const [other, another] of judged.argvs.entries()) {
            if (text === null || another === null || rules[one]?.rule.exec?.cwd !== rules[other]?.rule.exec?.cwd || (pinsCount && taken[one] !== taken[other])) continue;
            expect(text === another, `${argv.join(" ")}: ${one} and ${other}`).toBe(taken[one] === taken[other]);
          }
        }
      }
    }
  });

  const words = ["a", "-b", "/srv/space/notes", ".."];
  const vectors = [[], ...words.map((it) => [it]), ...words.flatMap((a) => words.map((b) => [a, b])), ...words.flatMap((a) => words.flatMap((b) => words.map((c) => [a, b, c])))];
  const reals = [null, "/srv/space/notes/x", "/srv/space/docs", "/etc", "/srv/space/own/x"];

  it.each(tables)("has a class for all that the gate makes of short vectors of %s, wherever their places lead", (_what, rules) => {
    const directories = [...new Set(rules.flatMap(({ rule }) => rule.exec?.cwd ?? []))];
    for (const pinsCount of [false, true]) {
      const known = new Set(found(rules, pinsCount).map(({ said: told, taken }) => `${told.join()} ${taken.join()}`));
      const missed = vectors.flatMap((argv, number) => {
        const places = [...new Set(argv.flatMap((text) => directories.flatMap((it) => resolveOperand(it, text) ?? [])))];
        // Each place leads to each, if not in all combinations.
        const hosts = reals.map((_real, shift) => places.map((path, index): Fact => ({ kind: "path", path, real: reals[(shift + index * (1 + (number % 3))) % reals.length] ?? null })));
        return hosts.flatMap((facts) => {
          const { said: told, taken } = judgedTogether(rules, argv, facts, pinsCount);
          return known.has(`${told.join()} ${taken.join()}`) ? [] : [`${argv.join(" ")}: ${told.join()} ${taken.join()} ${JSON.stringify(facts)}`];
        });
      });
      expect(missed).toEqual([]);
    }
  });

  it("counts each way on with each letter, and the vector up to it (G10)", () => {
    const rules = shellRules([{ argv: ["log", { optional: "-a" }] }]);
    const tokens = rules.flatMap(({ rule }) => (rule.exec?.argv?.steps ?? []).map(({ token }) => ({ token, barred, cwd: "/srv/space" })));
    const forLetters = newWork(Number.POSITIVE_INFINITY);
    const letters = lettersOf(tokens, [], forLetters);
    // `log`, `-a`, another word, and what is no path.
    expect(letters).toHaveLength(4);
    // From the start, after `log`, after `log -a` and after a vector that fails: one rule and the words so far, four times.
    // Once `log` leads to two ways, certain and possible, and once `-a` to one.
    const steps = 4 * (1 + 0) + 4 * (1 + 1) + 4 * (1 + 2) + 4 * (1 + 1) + 2 * 2 + 2 * 1;
    const spent = (most: number) => {
      const work = newWork(most);
      return { found: argvClasses(rules, () => barred, { ...compared(), work }), steps: work.spent() - forLetters.spent() };
    };
    expect(spent(Number.POSITIVE_INFINITY)).toEqual({ found: [{ said: ["fails"], taken: [-1], argv: [], facts: [] }, { said: ["holds"], taken: [0], argv: ["log"], facts: [] }], steps });
    expect(spent(forLetters.spent() + steps).found).toHaveLength(2);
    expect(spent(forLetters.spent() + steps - 1).found).toEqual({ undecided: "the argument vectors have too many combinations" });
  });

  it("shows that a place is handed on by a link, if only that shows it, and never by a text that means two", () => {
    const example = (...rules: readonly object[]) => found(shellRules(rules), false).find(({ said: told, taken }) => told.every((it) => it === "holds") && Math.max(...taken) > 0);
    const fact = (path: string, real: string): Fact => ({ kind: "path", path, real });
    // The text itself is another one than the place.
    expect(example({ argv: [word] }, { argv: [dot] })).toMatchObject({ argv: ["a"], facts: [fact("/srv/space/a", "/srv/space/a")] });
    expect(example({ argv: ["/x"] }, { argv: [anyPlace] })).toMatchObject({ argv: ["/x"], facts: [fact("/x", "/")] });
    expect(example({ argv: ["/x", "/x"] }, { argv: [anyPlace, anyPlace] })).toMatchObject({ argv: ["/x", "/x"], facts: [fact("/x", "/")] });
    // What leads to two places is spelt by a link once, and then as what it is.
    const texts = { pattern: "[a-z/]+" };
    const elsewhere = { path: { within: "/etc" } };
    expect(example({ argv: [texts, texts] }, { argv: [notes, elsewhere] })).toMatchObject({ argv: ["a", "/etc"], facts: [fact("/srv/space/a", "/srv/space/notes"), fact("/etc", "/etc")] });
    expect(example({ argv: [texts, texts, texts] }, { argv: [notes, notes, elsewhere] })).toMatchObject({ argv: ["a", "a", "/etc"] });
    // Where a link would make another text a link too, all is spelt as what it is.
    expect(example({ argv: [texts, texts] }, { argv: [elsewhere, dot] })).toMatchObject({ argv: ["/etc", "a"], facts: [fact("/etc", "/etc"), fact("/srv/space/a", "/srv/space/a")] });
  });
});
