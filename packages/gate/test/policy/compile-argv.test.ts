import { describe, expect, it } from "vitest";
import { compile, policyWith, run } from "../support.ts";

type Defect = readonly [code: string, pointer: string | undefined, found: string];

const defectsOf = (argv: readonly unknown[], effect = "allow"): readonly Defect[] =>
  compile(JSON.stringify({ version: 1, name: "x", capabilities: { shell: { [effect]: [{ id: "x", bin: "ls", argv }] } } })).faults.map(({ code, at, found }) => [code, at?.pointer?.replace(`/capabilities/shell/${effect}/0/argv`, ""), found]);

describe("an element of an argument vector", () => {
  it.each<[unknown, string, string]>([
    [{}, "/1", "none"],
    [{ int: {}, rest: true }, "/1", "int and rest"],
    [{ oneOf: ["a"], pattern: "a", path: { within: "." } }, "/1", "oneOf and pattern and path"],
    [{ flag: "-a", int: {}, pattern: "a" }, "/1", "int and pattern"],
    [{ optional: "a", many: "a" }, "/1", "optional and many"],
    [{ many: {} }, "/1/many", "none"],
    [{ optional: { int: {}, oneOf: ["a"] } }, "/1/optional", "oneOf and int"],
  ])("that says no kind or several, as %j does, is one defect at %s, with what it says (FC-POL-0002.R3)", (element, pointer, found) => {
    expect(defectsOf(["a", element])).toEqual([["FC_POLICY_PREDICATE", pointer, found]]);
    expect(defectsOf(["a", element], "deny")).toEqual([["FC_POLICY_PREDICATE", pointer, found]]);
  });

  it.each<[object, string]>([[{ optional: "a" }, "optional"], [{ many: "a" }, "many"], [{ rest: true }, "rest"], [{ flags: ["-b"] }, "flags"]])("that is a flag whose value is %j is refused: which arguments are the value?", (value, found) => {
    expect(defectsOf([{ flag: "-a", ...value }])).toEqual([["FC_POLICY_PREDICATE", "/0", found]]);
  });

  it.each<[unknown, string]>([
    [{ many: { many: "a" } }, "/0/many"], [{ many: { optional: "a" } }, "/0/many"], [{ many: { rest: true } }, "/0/many"], [{ many: { flags: ["-a"] } }, "/0/many"],
    [{ optional: { many: "a" } }, "/0/optional"], [{ optional: { optional: "a" } }, "/0/optional"], [{ optional: { rest: true } }, "/0/optional"], [{ optional: { flags: ["-a"] } }, "/0/optional"],
  ])("that repeats what is repeated, as %j does, is refused at %s", (element, pointer) => {
    expect(defectsOf([element])).toEqual([["FC_POLICY_PREDICATE", pointer, "a repeated one inside another"]]);
  });

  it.each<[unknown, Defect]>([
    [{ int: { min: 2, max: 1 } }, ["FC_POLICY_PREDICATE", "/0/int", "2 and 1"]],
    [{ flag: "-n", int: { min: 2, max: 1 } }, ["FC_POLICY_PREDICATE", "/0/int", "2 and 1"]],
    [{ pattern: "a(" }, ["FC_POLICY_PATTERN", "/0/pattern", '"a("']],
    [{ many: { flag: "-e", pattern: "a(" } }, ["FC_POLICY_PATTERN", "/0/many/pattern", '"a("']],
    [{ path: { within: "nowhere" } }, ["FC_POLICY_PATH", "/0/path/within", '"nowhere"']],
    [{ optional: { path: { within: [".", "nowhere"], not: ["[a]"] } } }, ["FC_POLICY_PATH", "/0/optional/path/within/1", '"nowhere"']],
  ])("with a value that no argument could have, as in %j, is a defect at that value", (element, defect) => {
    expect(defectsOf([element])[0]).toEqual(defect);
  });

  it.each([[{ int: { min: 1, max: 1 } }], [{ int: { min: 1 } }], [{ int: { max: -1 } }]])("may leave one number, or be open on one side: %j", (element) => {
    expect(defectsOf([element])).toEqual([]);
  });
});

describe("a list of flags", () => {
  it.each<[readonly unknown[], string, string]>([
    [["log"], "/0", '"log"'], [["x-a"], "/0", '"x-a"'], [["-"], "/0", '"-"'], [["--"], "/0", '"--"'], [["---a"], "/0", '"---a"'], [[""], "/0", "none"], [["-a", { int: {} }], "/1", "none"], [[{ many: "-a" }], "/0", "none"], [[{ flags: ["-a"] }], "/0", "none"],
    [["-a", "-b", "-a"], "/2", "-a again"], [["-a", { flag: "-a", int: {} }], "/1", "-a again"], [[{ flag: "-a", many: "x" }], "/0", "many"],
  ])("%j has a defect at %s: %s", (flags, pointer, found) => {
    expect(defectsOf([{ flags }])).toEqual([["FC_POLICY_PREDICATE", `/0/flags${pointer}`, found]]);
  });

  it("has the defects of its values at their places", () => {
    expect(defectsOf([{ flags: ["-a", { flag: "-e", pattern: "(" }] }])).toEqual([["FC_POLICY_PATTERN", "/0/flags/1/pattern", '"("']]);
  });

  it.each(["-a", "-Z", "-0", "--all", "--9"])("takes %s", (flag) => {
    const policy = policyWith("shell", { allow: [{ id: "x", bin: "ls", argv: [{ flags: [flag] }] }] });
    expect(run(policy, "ls", flag).verdict).toBe("AUTHORIZED");
  });

  it("stands between what is before and after it, with all that may be left out", () => {
    const policy = policyWith("shell", { allow: [{ id: "x", bin: "ls", argv: [{ optional: "a" }, { flags: [{ flag: "-n", int: {} }, "-v"] }, { many: { flag: "-I", oneOf: ["x"] } }, { flags: ["-w", "-z"] }, "end"] }] });
    const allowed = (vector: string): boolean => run(policy, "ls", ...vector.split(" ")).verdict === "AUTHORIZED";
    for (const it of ["end", "a end", "-v end", "-n 1 -v end", "a -v -n 1 -I x -I x -z -w end", "-I x end", "-v -w end", "a -z end"]) expect([it, allowed(it)]).toEqual([it, true]);
    for (const it of ["a", "-n end", "-n -v 1 end", "-v -v end", "-w -v end", "-I end", "-I x -v end", "end -w", "-v a end", "-z -w -z end", "1 end"]) expect([it, allowed(it)]).toEqual([it, false]);
  });
});

describe("an exception within a path among arguments", () => {
  const path = (not: readonly string[]) => [{ path: { within: ".", not } }];
  it.each<[string, readonly string[], readonly string[]]>([["allow", ["x"], ["FC_POLICY_CONDITION"]], ["allow", [], []], ["deny", ["x"], []]])("in %s, %j, is doubted: %j", (effect, not, codes) => {
    const { warnings } = compile(JSON.stringify({ version: 1, name: "x", capabilities: { shell: { [effect]: [{ id: "x", bin: "ls", argv: path(not) }] } } }));
    expect(warnings.map(({ code }) => code)).toEqual(codes);
  });
});

describe("the automaton of a rule's elements", () => {
  it.each<readonly unknown[]>([
    ["a", { optional: "b" }, { many: "c" }, "d", { rest: true }],
    [{ many: { flag: "-a", int: {} } }, { optional: { flag: "-b", pattern: ".*" } }, { flags: ["-c", { flag: "-d", int: {} }, "-e"] }, { many: "f" }],
    [{ flags: ["-a", "-b"] }, { flags: [{ flag: "-c", int: {} }] }, { optional: "d" }],
  ])("has what may follow in the order of the elements, and then the end: %j, %j …", (...argv) => {
    const { start = [], steps = [] } = policyWith("shell", { allow: [{ id: "a", bin: "ls", argv }] }).capabilities.get("shell")?.allow[0]?.exec?.argv ?? {};
    expect(start.length).toBeGreaterThan(0);
    for (const after of [start, ...steps.map(({ next }) => next)]) {
      expect(after).toEqual([...new Set(after)].toSorted((a, b) => a - b));
      expect(after.every((it) => it <= steps.length)).toBe(true);
    }
  });
});
