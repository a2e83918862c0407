// The index against a scan: whatever rules and whatever call, the rules that are left out change no answer.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue } from "@femtoclaw/protocol";
import { explain, type CompiledPolicy, type Fact } from "../src/index.ts";
import { argumentPointer } from "../src/argument-pointer.ts";
import { subjectOf } from "../src/judge/subject.ts";
import type { CompiledResource, CompiledRule, RuleIndex } from "../src/policy/compiled-policy.ts";
import { indexRules } from "../src/policy/rule-index.ts";
import { rulesFor } from "../src/rules-for.ts";
import { cases } from "./cases.ts";
import { decide, policyWith, registry, situationOf } from "./support.ts";

/** Deny > approval > allow > nothing, over every rule there is: `explain` looks at each. */
const byScan = (policy: CompiledPolicy, capability: string, args: JsonObject): string => {
  const { considered } = explain(policy, registry, situationOf(policy, capability, args));
  const deny = considered.find((it) => it.effect === "deny" && it.result !== "fails");
  if (deny !== undefined) return `denied by ${deny.rule.id}`;
  const allow = considered.filter((it) => it.effect === "allow" && it.result === "holds");
  const chosen = allow.find((it) => it.approval) ?? allow[0];
  return chosen === undefined ? "denied" : `${chosen.approval ? "asked" : "allowed"} by ${chosen.rule.id}`;
};

const byIndex = (policy: CompiledPolicy, capability: string, args: JsonObject): string => {
  const { verdict, rule } = decide(policy, capability, args);
  if (verdict === "AUTHORIZED") return `allowed by ${rule?.id}`;
  return verdict === "APPROVAL_REQUIRED" ? `asked by ${rule?.id}` : rule === null ? "denied" : `denied by ${rule.id}`;
};

/** What the host is not asked for, since no rule that could hold wants it, would change nothing. */
const knowingAll = (policy: CompiledPolicy, capability: string, args: JsonObject): string => {
  const block = policy.capabilities.get(capability);
  if (block === undefined) throw new Error(`no rules for ${capability}`);
  const scanning: CompiledPolicy = { ...policy, capabilities: new Map([[capability, { ...block, index: { kind: "none" } }]]) };
  return decide(policy, capability, args, { facts: situationOf(scanning, capability, args).facts }).verdict;
};

const numbered = (rules: readonly object[], prefix: string): readonly object[] => rules.map((rule, index) => ({ id: `${prefix}${index}`, ...rule }));

/** `bare`: what a deny rule may be besides; one without url, path or bin is about every call of its capability. */
const agrees = (capability: string, rule: fc.Arbitrary<object>, args: fc.Arbitrary<JsonObject>, bare: fc.Arbitrary<object> = rule): void => {
  const rules = fc.array(rule, { maxLength: 12 });
  const denials = fc.array(fc.oneof({ weight: 4, arbitrary: rule }, { weight: 1, arbitrary: bare }), { maxLength: 12 });
  fc.assert(
    fc.property(rules, denials, fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), fc.array(args, { minLength: 6, maxLength: 6 }), (allow, deny, asks, calls) => {
      const asked = allow.map((it, index) => (asks[index] === true ? { ...it, require: "approval" } : it));
      const policy = policyWith(capability, { allow: numbered(asked, "a"), deny: numbered(deny, "d") });
      for (const it of calls) expect(byIndex(policy, capability, it), JSON.stringify(it)).toBe(byScan(policy, capability, it));
      for (const it of calls) expect(decide(policy, capability, it).verdict, JSON.stringify(it)).toBe(knowingAll(policy, capability, it));
    }),
    { numRuns: cases(200) },
  );
};

const word = fc.constantFrom("a", "b", "c", "d", "1");

describe("rulesFor() leaves out no rule that could change the answer (FC-POL-0001.R4)", () => {
  it("by an argument, absent ones and values of other types included", () => {
    const where = fc.record(
      { "/subject": fc.oneof(fc.record({ const: word }), fc.record({ oneOf: fc.array(word, { minLength: 1, maxLength: 3 }) }), fc.record({ pattern: fc.constantFrom("[ab]", ".*") })), "/priority": fc.oneof(fc.record({ const: fc.constantFrom(1, 2) }), fc.constant({ int: { min: 2 } })), "/flags": fc.constantFrom({ const: {} }, { const: null }) },
      { requiredKeys: [] },
    );
    const args = fc.record({ to: fc.constant(["x"]), subject: word, priority: fc.constantFrom(1, 2, 3), flags: fc.constantFrom({}, { a: 1 }) }, { requiredKeys: ["to"] });
    agrees("mail.send", fc.record({ where }, { requiredKeys: [] }), args);
  });

  it("by the roots of a path, also where they lie inside one another or the path cannot be resolved", () => {
    const within = fc.constantFrom(".", "notes", "notes/deep", "/", "/etc", ["notes", "/tmp"]);
    const mode = fc.constantFrom({ "/mode": { const: "create" } }, { "/mode": { oneOf: ["create", "replace"] } }, { "/path": { pattern: "n.*" } });
    const path = fc.record({ within, not: fc.constantFrom(["**/x"], ["y"]) }, { requiredKeys: ["within"] });
    const args = fc.record({ path: fc.constantFrom("a", "notes/a", "notes/deep/x", "inner/y", "out/passwd", "dangling/z", "/", "/tmp/q", "way-in"), mode: fc.constantFrom("create", "replace") }, { requiredKeys: ["path"] });
    agrees("fs.read", fc.record({ path }), args, fc.record({ where: mode }, { requiredKeys: [] }));
    agrees("fs.read", fc.record({ path, where: mode }, { requiredKeys: ["path"] }), args, fc.record({ where: mode }));
  });

  it("by the origin of a URL, also of a text that is none", () => {
    const origin = fc.constantFrom("https://status.example.com", "http://status.example.com", "https://inside.example.com", "https://status.example.com:8443");
    const url = fc.record({ origin, path: fc.constantFrom("/**", "/a") });
    const where = fc.constantFrom({ "/url": { const: "ftp://x/" } }, { "/url": { oneOf: ["http://status.example.com/a", "ftp://x/"] } }, { "/url": { pattern: ".*/b" } });
    const bare = fc.record({ where }, { requiredKeys: [] });
    const args = fc.record({ url: fc.constantFrom("https://status.example.com/a", "https://STATUS.example.com:443/b", "http://status.example.com/a", "https://inside.example.com/a", "ftp://x/", "https://status.example.com:8443/a") });
    agrees("http.get", fc.record({ url }), args, bare);
    agrees("http.get", fc.record({ url, where }, { requiredKeys: ["url"] }), args, bare);
  });

  it("by the program, also of one of which no rule speaks", () => {
    const rule = fc.record({ bin: fc.constantFrom("git", "/usr/bin/git", "ls", "/bin/busybox", "ping"), argv: fc.constantFrom([], ["a"], [{ rest: true }]) });
    const bare = fc.record({ where: fc.constantFrom({ "/argv/0": { const: "b" } }, { "/bin": { oneOf: ["rm", "ls"] } }, { "/argv": { length: { max: 0 } } }) }, { requiredKeys: [] });
    agrees("shell", rule, fc.record({ bin: fc.constantFrom("git", "/usr/bin/git", "ls", "ping", "rm"), argv: fc.constantFrom([], ["a"], ["b"]) }), bare);
  });
});

const many = (count: number, rule: (index: number) => object): readonly object[] => Array.from({ length: count }, (_, index) => rule(index));
const indexOf = (capability: string, allow: readonly object[], deny: readonly object[] = []): RuleIndex => {
  const index = policyWith(capability, { allow: numbered(allow, "a"), deny: numbered(deny, "d") }).capabilities.get(capability)?.index;
  if (index === undefined) throw new Error("no such capability");
  return index;
};

describe("the index", () => {
  it("is by what tells the rules apart best, and not by what most of them name", () => {
    const one = { "/priority": { const: 1 } };
    expect(indexOf("mail.send", many(40, (index) => ({ where: index < 30 ? { ...one, "/subject": { const: `s${index}` } } : one })))).toMatchObject({ kind: "argument", pointer: { text: "/subject" } });
    const create = { "/mode": { const: "create" } };
    expect(indexOf("fs.write", many(40, (index) => ({ path: { within: `notes/${index}` }, where: create }))).kind).toBe("root");
    expect(indexOf("fs.write", many(40, (index) => ({ path: { within: "." }, where: { "/path": { const: `n${index}` } } })))).toMatchObject({ kind: "argument", pointer: { text: "/path" } });
    expect(indexOf("http.get", many(40, (index) => ({ url: { origin: `https://h${index}.example` }, where: { "/url": { oneOf: ["https://a.example/", "https://b.example/"] } } }))).kind).toBe("origin");
    expect(indexOf("mail.send", many(40, () => ({ where: one }))).kind).toBe("none");
  });

  it("holds a rule that names no value once, however many values others name, and in its place among them", () => {
    const allow = many(6_000, (index) => ({ where: index % 2 === 0 ? { "/subject": { const: `s${index}` } } : { "/priority": { int: { min: index } } } }));
    const index = indexOf("mail.send", allow);
    if (index.kind !== "argument") throw new Error("no index by argument");
    expect(index.otherwise.allow).toHaveLength(3_000);
    expect([...index.sets.values()].reduce((sum, it) => sum + it.allow.length, 0)).toBe(3_000);
    const policy = policyWith("mail.send", { allow: numbered(allow, "a") });
    expect(decide(policy, "mail.send", { to: ["x"], subject: "s10", priority: 11 }).rule?.id).toBe("a1");
    expect(decide(policy, "mail.send", { to: ["x"], subject: "s10", priority: 0 }).rule?.id).toBe("a10");
    expect(decide(policy, "mail.send", { to: ["x"], subject: "s11", priority: 0 }).rule).toBeNull();
  });
});

describe("of the rules there are left (FC-POL-0001.R4)", () => {
  const left = (capability: string, rules: { readonly allow: readonly object[]; readonly deny?: readonly object[] }, args: JsonObject, facts: readonly Fact[] = []): string => {
    const { workspace, capabilities } = policyWith(capability, { allow: numbered(rules.allow, "a"), deny: numbered(rules.deny ?? [], "d") });
    const block = capabilities.get(capability);
    if (block === undefined) throw new Error("no such capability");
    const { allow, deny } = rulesFor(block, subjectOf(block.resource, args, workspace), { capability, args }, facts);
    return [...allow, ...deny].map(({ reference }) => reference.id).join(" ");
  };

  it("by an argument those that name its value, and those that name none, in the order of the file", () => {
    const named = (...values: readonly string[]) => ({ where: { "/subject": { oneOf: values } } });
    const open = { where: { "/priority": { int: { min: 1 } } } };
    const rules = { allow: [named("x", "both"), open, named("both", "y"), named("x"), open], deny: [open, named("x"), named("y")] };
    const of = (args: JsonObject): string => left("mail.send", rules, { to: ["a"], ...args });
    expect(of({ subject: "x" })).toBe("a0 a1 a3 a4 d0 d1");
    expect(of({ subject: "y" })).toBe("a1 a2 a4 d0 d2");
    expect(of({ subject: "both" })).toBe("a0 a1 a2 a4 d0");
    // A value that none names, and one that can be none's.
    for (const subject of ["z", null, ["x"]]) expect(of({ subject })).toBe("a1 a4 d0");
    // Of what is absent no allow rule can hold that wants it, and each deny rule might.
    expect(of({})).toBe("a1 a4 d0 d1 d2");
  });

  it("by the origin those of that origin, and those of none", () => {
    const about = (host: string) => ({ url: { origin: `https://${host}.example` } });
    const rules = { allow: ["x", "y", "x", "z", "w"].map(about), deny: [{ where: { "/url": { pattern: ".*" } } }, about("y")] };
    const of = (url: JsonValue): string => left("http.get", rules, { url });
    expect(of("https://X.example:443/a")).toBe("a0 a2 d0");
    expect(of("https://y.example/")).toBe("a1 d0 d1");
    for (const url of ["http://x.example/", "https://x.example:8443/", "none", 1]) expect(of(url)).toBe("d0");
  });

  it("by the root those under whose roots the path really lies, each once; where that is not known the deny rules", () => {
    const under = (...within: readonly string[]) => ({ path: { within } });
    const rules = { allow: [under("/a"), under("/b"), under("/a/c", "/a"), under("/"), under("/a/c/d")], deny: [under("/a/c"), under("/b"), { where: { "/path": { pattern: ".*" } } }] };
    const of = (real: string | null, path: JsonValue = "/p"): string => left("fs.read", rules, { path }, [{ kind: "path", path: "/p", real }]);
    expect(of("/a/c/x")).toBe("a0 a2 a3 d0 d2");
    expect(of("/b")).toBe("a1 a3 d1 d2");
    expect(of("/elsewhere")).toBe("a3 d2");
    expect(of("/")).toBe("a3 d2");
    for (const real of [null, "a/c", "/a/./c", "/a/../b", "/a/"]) expect(of(real)).toBe("d0 d1 d2");
    for (const path of [1, "", "/other"]) expect(of("/a", path)).toBe("d0 d1 d2");
  });

  it("by the program those about it, and those about none; of no name all that deny", () => {
    const about = (bin: string) => ({ bin, argv: [{ rest: true }] });
    const rules = { allow: ["ls", "git", "cat", "ls", "wc"].map(about), deny: [about("git"), { where: { "/argv": { length: { min: 9 } } } }] };
    const of = (bin: JsonValue): string => left("shell", rules, { bin, argv: [] });
    expect([of("ls"), of("git"), of("rm"), of(1)]).toEqual(["a0 a3 d1", "a1 d0 d1", "d1", "d0 d1"]);
  });

  it("all, where there are few of them or nothing tells them apart", () => {
    expect(left("mail.send", { allow: [{ where: { "/subject": { const: "x" } } }] }, { to: ["a"], subject: "y" })).toBe("a0");
  });
});

describe("which index", () => {
  const subjects = (count: number) => many(count, (index) => ({ where: { "/subject": { const: `s${index}` } } }));
  const inMode = (mode: string) => ({ "/mode": { const: mode } });
  const kindOf = (capability: string, allow: readonly object[], deny: readonly object[] = []): string => indexOf(capability, allow, deny).kind;
  const within = (path: string, mode: string) => ({ path: { within: path }, where: inMode(mode) });

  it("is none for as many rules as are looked at as fast, in both lists together", () => {
    expect([kindOf("mail.send", subjects(4)), kindOf("mail.send", subjects(5))]).toEqual(["none", "argument"]);
    expect([kindOf("mail.send", subjects(2), subjects(2)), kindOf("mail.send", subjects(2), subjects(3)), kindOf("mail.send", [], subjects(5))]).toEqual(["none", "argument", "argument"]);
    // Which program is meant is always looked up.
    expect(kindOf("shell", [{ bin: "ls" }])).toBe("program");
  });

  it("is none where each would leave every rule", () => {
    expect(kindOf("mail.send", many(9, () => ({ where: { "/subject": { const: "s" } } })))).toBe("none");
    expect(kindOf("mail.send", many(9, () => ({ where: { "/subject": { pattern: "a" }, "/priority": { int: {} }, "/flags": { const: {} }, "/weight": { const: null } } })))).toBe("none");
    expect(kindOf("http.get", many(9, () => ({ url: { origin: "https://status.example.com" } })))).toBe("none");
    // Each of the outer places is looked at for a path in the innermost one.
    expect(kindOf("fs.read", many(9, (index) => ({ path: { within: `notes${"/a".repeat(index)}` } })))).toBe("none");
    expect(kindOf("fs.read", many(9, (index) => ({ path: { within: index < 2 ? `/etc/${index}` : `notes${"/a".repeat(index)}` } })))).toBe("root");
  });

  it("is by the root of a path, unless an argument leaves fewer rules than lie around one place", () => {
    const nested = (modes: readonly string[]) => ["notes", "notes/a", "notes/a/b", "x", "y", "z"].map((path, index) => within(path, modes[index] ?? ""));
    expect(kindOf("fs.write", nested(["c", "c", "c", "c", "r", "r"]))).toBe("root");
    expect(kindOf("fs.write", nested(["c", "c", "c", "r", "r", "r"]))).toBe("root");
    expect(kindOf("fs.write", nested(["c", "c", "d", "d", "r", "r"]))).toBe("argument");
    // Rules about no place are looked at in any.
    const bare = many(2, (index) => ({ where: inMode(`m${index}`) }));
    const flat = ["v", "w", "x", "y", "z"].map((path, index) => within(path, index < 2 ? "c" : `o${index}`));
    expect(kindOf("fs.write", flat)).toBe("root");
    expect(kindOf("fs.write", flat, bare)).toBe("argument");
  });

  it("is by the origin, unless an argument leaves fewer", () => {
    const at = (origin: string, url: string) => ({ url: { origin: `https://${origin}.example` }, where: { "/url": { const: url } } });
    expect(kindOf("http.get", [at("a", "1"), at("a", "1"), at("b", "2"), at("c", "3"), at("d", "4")])).toBe("origin");
    expect(kindOf("http.get", [at("a", "1"), at("a", "2"), at("b", "3"), at("c", "4"), at("d", "5")])).toBe("argument");
    const bare = many(2, (index) => ({ where: { "/url": { const: `u${index}` } } }));
    const flat = [at("a", "1"), at("b", "1"), at("c", "3"), at("d", "4")];
    expect([kindOf("http.get", flat, [at("e", "5")]), kindOf("http.get", flat, bare)]).toEqual(["origin", "argument"]);
  });

  it("is by the argument that leaves fewest: those of its commonest value and those that do not speak of it", () => {
    const pointerOf = (rules: readonly object[], deny: readonly object[] = []): unknown => {
      const index = indexOf("mail.send", rules.map((where) => ({ where })), deny.map((where) => ({ where })));
      return index.kind === "argument" ? index.pointer.text : index.kind;
    };
    const one = { "/priority": { const: 1 } };
    const say = (subject: string, priority: number) => ({ "/priority": { const: priority }, "/subject": { const: subject } });
    expect(pointerOf([say("a", 1), say("a", 1), say("b", 1), say("c", 2), say("d", 3)])).toBe("/subject");
    expect(pointerOf([say("a", 1), say("a", 2), say("a", 3), say("b", 4), say("c", 4)])).toBe("/priority");
    // Four values, and two that say nothing of it, against two values that all speak of.
    expect(pointerOf([say("a", 1), say("b", 1), say("c", 1), say("d", 2), { "/priority": { const: 2 } }, { "/priority": { const: 2 } }])).toBe("/priority");
    expect(pointerOf([say("a", 1), say("b", 1), say("c", 1), say("d", 1), one, { "/priority": { const: 2 } }])).toBe("/subject");
    // A value that a rule says twice is one place, and of two that leave as many the one that stands first is taken.
    expect(pointerOf(["a", "b", "c", "d", "e"].map((it) => ({ "/subject": { oneOf: [it, it, it, it, it] } })))).toBe("/subject");
    expect(pointerOf([say("a", 1), say("b", 2), say("c", 3), say("d", 4), say("e", 5)])).toBe("/priority");
    // Those that deny count like those that allow.
    expect(pointerOf([say("a", 1), say("a", 2), say("a", 3)], [say("b", 4), say("c", 4)])).toBe("/priority");
    expect(pointerOf([say("a", 1), say("b", 1), say("c", 2)], [say("d", 1), say("d", 1)])).toBe("/subject");
  });
});

describe("an index by an argument", () => {
  const rules = [{ "/subject": { oneOf: ["a", "b", "a"] } }, { "/subject": { const: 1 } }, { "/subject": { const: "1" } }, { "/subject": { const: true } }, { "/subject": { const: null } }, { "/subject": { pattern: "a" } }, { "/subject": { const: "b" } }];
  const withId = (where: object, index: number) => ({ where, comment: `${index}` });
  const byArgument = (): Extract<RuleIndex, { kind: "argument" }> => {
    const index = indexOf("mail.send", rules.map(withId), rules.toReversed().map(withId));
    if (index.kind !== "argument") throw new Error("no index by argument");
    return index;
  };
  const ids = (list: readonly { readonly reference: { readonly id: string } }[] | undefined): readonly string[] | undefined => list?.map(({ reference }) => reference.id);

  it("has each rule once under each value that it names, in the order of the file, and no text for a number", () => {
    const { sets } = byArgument();
    expect([...sets.keys()]).toEqual(["a", "b", 1, "1", true]);
    expect([...sets.values()].map(({ allow }) => ids(allow))).toEqual([["a0"], ["a0", "a6"], ["a1"], ["a2"], ["a3"]]);
    expect([...sets.values()].map(({ deny }) => ids(deny))).toEqual([["d6"], ["d0", "d6"], ["d5"], ["d4"], ["d3"]]);
  });

  it("has those that any value may fulfil apart, also the one that wants null, which is no key", () => {
    const { otherwise } = byArgument();
    expect([ids(otherwise.allow), ids(otherwise.deny)]).toEqual([["a4", "a5"], ["d1", "d2"]]);
  });

  it("allows an absent argument by no rule that speaks of it, and denies by each (FC-POL-0001.R7)", () => {
    const { unknown } = byArgument();
    expect([ids(unknown.allow), ids(unknown.deny)]).toEqual([["a4", "a5"], ["d0", "d1", "d2", "d3", "d4", "d5", "d6"]]);
    expect(Object.isFrozen(unknown)).toBe(true);
  });
});

describe("an index with too many places", () => {
  const bare: CompiledRule = { reference: { id: "x", file: "x", line: 1 }, place: 0, approval: false, effects: null, exec: null, path: null, maxBytes: null, url: null, where: [] };
  // One value, as often as there are places: they are counted before they are looked at.
  const often = <T>(count: number, value: T): readonly T[] => new Array<T>(count).fill(value);
  const kindOf = (resource: CompiledResource, allow: readonly CompiledRule[], deny: readonly CompiledRule[] = []): string => indexRules(resource, { allow, deny }).kind;

  it("of programs is not made: every rule is looked at", () => {
    const exec: CompiledResource = { kind: "exec", bin: argumentPointer("/bin"), argv: argumentPointer("/argv") };
    const whole: CompiledRule = { ...bare, exec: { bin: "x", names: often(500_000, "x"), executable: null, argv0: "x", executableDigest: null, argv: null, cwd: "/", environment: {} } };
    expect([kindOf(exec, [whole, whole]), kindOf(exec, [whole, whole, bare]), kindOf(exec, [whole], [whole, bare])]).toEqual(["program", "none", "none"]);
  });

  it("of roots or values is not made either", () => {
    const path: CompiledResource = { kind: "path", path: argumentPointer("/path"), access: "read" };
    const within = ["/a", "/b", "/c", "/d", "/e"].map((real): CompiledRule => ({ ...bare, path: { roots: often(200_000, { written: real, real }), not: [] } }));
    expect([kindOf(path, within), kindOf(path, within, [bare])]).toEqual(["root", "none"]);
    const naming = (value: string, count: number): CompiledRule => ({ ...bare, where: [{ pointer: argumentPointer("/subject"), predicate: { kind: "oneOf", values: often(count, value), expected: value } }] });
    const few = ["a", "b", "c", "d"].map((value) => naming(value, 1));
    expect([kindOf({ kind: "none" }, [...few, naming("e", 1)]), kindOf({ kind: "none" }, [...few, naming("e", 1_000_000)])]).toEqual(["argument", "none"]);
  });
});

it("the index cannot be changed by who holds the policy", () => {
  const index = indexOf("mail.send", many(9, (at) => ({ where: { "/subject": { const: `s${at}` } } })));
  if (index.kind !== "argument") throw new Error("no index by argument");
  expect(index.sets).not.toHaveProperty("set");
  expect(Object.isFrozen(index.sets.get("s1")?.allow)).toBe(true);
  expect(() => Object.assign(index.otherwise, { allow: [] })).toThrow();
});
