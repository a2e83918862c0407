import { describe, expect, it } from "vitest";
import type { JsonObject } from "@femtoclaw/protocol";
import { compileMandate, evaluate, lookupsUnder, noUsage, type CompiledMandate, type Evaluation, type Mandate } from "../src/index.ts";
import { judgeMandate } from "../src/mandate/judge-mandate.ts";
import { answer, places, policyOf, registry, sha256 } from "./support.ts";

const policy = policyOf(`
version: 1
name: wide
capabilities:
  shell:
    allow: [{id: git, bin: git, argv: [{rest: true}]}, {id: cat, bin: cat, argv: [{path: {within: .}}]}]
    deny: [{id: push, bin: git, argv: [push, {rest: true}]}]
  fs.read: {allow: [{id: read, path: {within: .}}]}
  mail.send: {allow: [{id: mail}]}
`);
const mandate = (text: string): CompiledMandate => {
  const compiled = compileMandate(text, "mandate.yaml", registry, policy, sha256);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.fault));
  return compiled.value;
};
const decide = (given: Mandate | null, capability: string, args: JsonObject): Evaluation => {
  const call = { capability, args };
  const facts = lookupsUnder(policy, given, registry, call).map(answer);
  return evaluate(policy, registry, { call, facts, usage: noUsage, atMs: 0, mandate: given });
};
const git = (...argv: readonly string[]): JsonObject => ({ bin: "git", argv });
const log = mandate("version: 1\nname: history\ncapabilities:\n  shell: {allow: [{id: log, bin: git, argv: [log, {rest: true}]}]}\n");

describe("a mandate", () => {
  it("lets through what policy and mandate both allow, and nothing else (FC-POL-0006.R1)", () => {
    expect(decide(log, "shell", git("log", "-n", "5"))).toMatchObject({ verdict: "AUTHORIZED", rule: { id: "git" } });
    expect(decide(null, "shell", git("status")).verdict).toBe("AUTHORIZED");
    expect(decide(log, "shell", git("status"))).toMatchObject({
      verdict: "DENIED_POLICY_VIOLATION",
      rule: null,
      reasons: [{ expected: "a call within the mandate history", found: "one of shell outside of it" }, { rule: "log", pointer: "/argv/0", expected: '"log"' }],
    });
    expect(decide(log, "fs.read", { path: "a" }).verdict).toBe("DENIED_POLICY_VIOLATION");
  });

  it("gives its own reasons, whatever a flow rule would say besides", () => {
    const guarded = policyOf("version: 1\nname: g\nflow: [{id: f, when: {secret: true}, deny: [{capability: '*'}]}]\ncapabilities: {mail.send: {allow: [{id: m}]}}\n");
    const none = compileMandate("version: 1\nname: x\ncapabilities: {}\n", "m", registry, guarded, sha256);
    const judge = (given: Mandate | null) => evaluate(guarded, registry, { call: { capability: "mail.send", args: { to: ["a"] } }, facts: [], usage: noUsage, atMs: 0, mandate: given });
    expect(judge(null)).toMatchObject({ verdict: "DENIED_POLICY_VIOLATION", rule: { id: "f" } });
    expect(judge(none.ok ? none.value : "void")).toMatchObject({ verdict: "DENIED_POLICY_VIOLATION", rule: null, reasons: [{ expected: "a call within the mandate x" }] });
  });

  it("cannot widen: what the policy denies stays denied (FC-POL-0006.R1)", () => {
    const all = mandate("version: 1\nname: all\nwiden: approval\ncapabilities:\n  shell: {allow: [{id: all, bin: git, argv: [{rest: true}]}]}\n  mail.send: {allow: [{id: m}]}\n");
    expect(decide(all, "shell", git("push", "x")).verdict).toBe("DENIED_POLICY_VIOLATION");
    expect(decide(all, "fs.write", { path: "a" }).verdict).toBe("DENIED_POLICY_VIOLATION");
    expect(decide(all, "shell", { bin: "rm", argv: [] }).verdict).toBe("DENIED_POLICY_VIOLATION");
  });

  it("that may be widened asks a person about exactly what the policy would have allowed (FC-POL-0006.R4)", () => {
    const narrow = mandate("version: 1\nname: x\nwiden: approval\ncapabilities: {}\n");
    expect(decide(narrow, "shell", git("status"))).toMatchObject({ verdict: "APPROVAL_REQUIRED", rule: { id: "git" }, grant: { argv: ["status"] } });
    expect(decide(narrow, "shell", git("push")).verdict).toBe("DENIED_POLICY_VIOLATION");
  });

  it("that is due allows nothing yet (FC-POL-0006.R3)", () => {
    expect(decide("due", "shell", git("log"))).toMatchObject({ verdict: "DENIED_POLICY_VIOLATION", reasons: [{ expected: "a mandate before the first call" }] });
  });

  it("means places by their names: what a link leads to is outside (FC-POL-0006.R5)", () => {
    const inner = mandate("version: 1\nname: x\ncapabilities: {fs.read: {allow: [{id: r, path: {within: inner}}]}}\n");
    expect(decide(inner, "fs.read", { path: "inner/a" }).verdict).toBe("DENIED_POLICY_VIOLATION");
    const notes = mandate("version: 1\nname: x\ncapabilities: {fs.read: {allow: [{id: r, path: {within: notes}}]}}\n");
    expect(decide(notes, "fs.read", { path: "notes/a" }).verdict).toBe("AUTHORIZED");
    expect(decide(notes, "fs.read", { path: "inner/a" }).verdict).toBe("AUTHORIZED");
    expect(decide(notes, "fs.read", { path: "notes/../a" }).verdict).toBe("DENIED_POLICY_VIOLATION");
  });

  it("judges arguments from where the granting rule's program will run, and gives it the path that was judged (FC-POL-0006.R5)", () => {
    const deep = policyOf("version: 1\nname: d\ncapabilities: {shell: {allow: [{id: ls, bin: ls, cwd: notes, argv: [{rest: true}]}]}}\n");
    const judge = (within: string, ...argv: readonly string[]): Evaluation => {
      const given = compileMandate(`version: 1\nname: x\ncapabilities: {shell: {allow: [{id: l, bin: ls, argv: [{path: {within: ${within}}}]}]}}`, "m", registry, deep, sha256);
      if (!given.ok) throw new Error("no mandate");
      const call = { capability: "shell", args: { bin: "ls", argv } };
      return evaluate(deep, registry, { call, facts: lookupsUnder(deep, given.value, registry, call).map(answer), usage: noUsage, atMs: 0, mandate: given.value });
    };
    expect(judge("public", "public")).toMatchObject({ verdict: "DENIED_POLICY_VIOLATION" });
    expect(judge("notes", "a")).toMatchObject({ verdict: "AUTHORIZED", grant: { cwd: "/srv/space/notes", argv: ["/srv/space/notes/a"] } });
    expect(judge("notes", "/srv/space/inner/a")).toMatchObject({ verdict: "AUTHORIZED", grant: { argv: ["/srv/space/notes/deep/a"] } });
  });

  it("leaves a path of the policy's as it was resolved, whatever the mandate takes it for", () => {
    const words = mandate("version: 1\nname: x\ncapabilities: {shell: {allow: [{id: c, bin: cat, argv: [{rest: true}]}]}}\n");
    expect(decide(words, "shell", { bin: "cat", argv: ["/srv/space/inner/x"] })).toMatchObject({ verdict: "AUTHORIZED", grant: { argv: ["/srv/space/notes/deep/x"] } });
  });

  it("shows eight reasons at most, the mandate's own first", () => {
    const many = mandate(JSON.stringify({ version: 1, name: "x", capabilities: { "mail.send": { allow: Array.from({ length: 12 }, (_, index) => ({ id: `m${index}`, where: { "/subject": { const: `${index}` } } })) } } }));
    const { reasons } = decide(many, "mail.send", { to: ["a"], subject: "x" });
    const first = [null, "m0", "m1", "m2", "m3", "m4", "m5", "m6"];
    expect(reasons.map(({ rule }) => rule)).toEqual(first);
    // Nor are more put into words.
    const call = { capability: "mail.send", args: { to: ["a"] } };
    const judged = judgeMandate(many, call, [], { kind: "call", limits: { timeoutMs: 1, maxOutputBytes: 1 }, ...call });
    expect(judged.within ? [] : judged.reasons.map(({ rule }) => rule)).toEqual(first);
    const widened = mandate("version: 1\nname: x\nwiden: approval\ncapabilities: {shell: {allow: [{id: log, bin: git, argv: [log]}]}}\n");
    expect(decide(widened, "shell", git("status")).reasons).toEqual([{ rule: null, pointer: "", expected: "a call within the mandate x", found: "one of shell outside of it" }]);
  });

  it("leaves a grant for which it takes no argument for a path as the policy made it, and one that it changes is as immutable (FC-POL-0003.R1)", () => {
    const granted = (given: Mandate | null, args: JsonObject): unknown => {
      const evaluation = decide(given, "shell", args);
      expect(Object.isFrozen(evaluation)).toBe(true);
      if (evaluation.verdict !== "AUTHORIZED" || evaluation.grant.kind !== "exec") return evaluation.verdict;
      expect([evaluation.grant, evaluation.grant.argv].every(Object.isFrozen)).toBe(true);
      return evaluation.grant;
    };
    expect(granted(log, git("log", "-n", "5"))).toEqual(granted(null, git("log", "-n", "5")));
    const add = mandate("version: 1\nname: x\ncapabilities: {shell: {allow: [{id: a, bin: git, argv: [add, {path: {within: notes}}, last]}]}}\n");
    expect(granted(add, git("add", "notes/a", "last"))).toEqual({ ...Object(granted(null, git("add", "notes/a", "last"))), argv: ["add", "/srv/space/notes/a", "last"] });
  });

  it("holds of each kind of capability, and leaves its grant as the policy made it", () => {
    const web = policyOf("version: 1\nname: w\ncapabilities: {http.get: {allow: [{id: g, url: {origin: 'https://status.example.com', path: '/**'}}]}, fs.read: {allow: [{id: r, path: {within: .}}]}}\n");
    const given = compileMandate("version: 1\nname: x\ncapabilities: {http.get: {allow: [{id: g, url: {origin: 'https://status.example.com', path: '/v1'}}]}, fs.read: {allow: [{id: r, path: {within: .}}]}}\n", "m", registry, web, sha256);
    if (!given.ok) throw new Error("no mandate");
    const judge = (under: Mandate | null, capability: string, args: JsonObject): Evaluation =>
      evaluate(web, registry, { call: { capability, args }, facts: lookupsUnder(web, under, registry, { capability, args }).map(answer), usage: noUsage, atMs: 0, mandate: under });
    for (const [capability, args] of [["http.get", { url: "https://status.example.com/v1" }], ["fs.read", { path: "inner/a" }]] as const) {
      expect(judge(given.value, capability, args)).toEqual(judge(null, capability, args));
      expect(judge(given.value, capability, args).verdict).toBe("AUTHORIZED");
    }
    expect(judge(given.value, "http.get", { url: "https://status.example.com/v2" })).toMatchObject({ verdict: "DENIED_POLICY_VIOLATION", reasons: [{ rule: null }, { rule: "g", pointer: "/url" }] });
  });

  it("has a digest that covers whether it may be widened", () => {
    const text = "version: 1\nname: x\ncapabilities: {}\n";
    expect(mandate(text).digest).not.toBe(mandate(`${text}widen: approval\n`).digest);
  });

  it("that cannot be read allows nothing (FC-POL-0006.R2)", () => {
    expect(decide("void", "shell", git("log"))).toMatchObject({ verdict: "DENIED_POLICY_VIOLATION", reasons: [{ expected: "a mandate that can be read" }] });
  });

  it("knows the programs that the policy knows, and no others", () => {
    expect(decide(mandate("version: 1\nname: x\ncapabilities: {shell: {allow: [{id: f, bin: find, argv: []}]}}\n"), "shell", { bin: "find", argv: [] }).verdict).toBe("DENIED_POLICY_VIOLATION");
    const cat = mandate("version: 1\nname: x\ncapabilities: {shell: {allow: [{id: c, bin: cat, argv: [{path: {within: notes}}]}]}}\n");
    expect(decide(cat, "shell", { bin: "cat", argv: ["notes/a"] })).toMatchObject({ verdict: "AUTHORIZED", grant: { argv: ["/srv/space/notes/a"] } });
    expect(decide(cat, "shell", { bin: "cat", argv: ["b"] }).verdict).toBe("DENIED_POLICY_VIOLATION");
  });

  it("knows programs by the names of the policy's deny rules too, and minds no rule without a program or with one that is absent", () => {
    const named = policyOf("version: 1\nname: n\ncapabilities: {shell: {allow: [{id: a, bin: /usr/bin/git, argv: [{rest: true}]}, {id: b, bin: absent}], deny: [{id: c, bin: git, argv: [push]}, {id: d, where: {/argv: {length: {min: 9}}}}]}}\n");
    const judge = (bin: string): string => {
      const given = compileMandate(`version: 1\nname: x\ncapabilities: {shell: {allow: [{id: l, bin: ${bin}, argv: [log]}]}}`, "m", registry, named, sha256);
      if (!given.ok) throw new Error("no mandate");
      return evaluate(named, registry, { call: { capability: "shell", args: { bin: "/usr/bin/git", argv: ["log"] } }, facts: [], usage: noUsage, atMs: 0, mandate: given.value }).verdict;
    };
    expect([judge("git"), judge("/usr/bin/git"), judge("absent")]).toEqual(["AUTHORIZED", "AUTHORIZED", "DENIED_POLICY_VIOLATION"]);
  });

  it("cannot be changed once it is compiled", () => {
    expect(Object.isFrozen(log)).toBe(true);
    expect(log).toMatchObject({ name: "history", widen: false });
    expect(mandate("version: 1\nname: x\nwiden: approval\ncapabilities: {}\n").widen).toBe(true);
  });
});

describe("lookupsUnder()", () => {
  const asked = (given: Mandate | null, capability: string, args: JsonObject, under = policy) => lookupsUnder(under, given, registry, { capability, args });
  const read = mandate("version: 1\nname: x\ncapabilities: {fs.read: {allow: [{id: r, path: {within: notes}}]}, fs.write: {allow: [{id: w, path: {within: notes}}]}}\n");

  it("asks for nothing where policy or mandate rules the call out (FC-POL-0006.R1)", () => {
    for (const given of ["due", "void"] as const) expect(asked(given, "fs.read", { path: "a" })).toEqual([]);
    expect(asked(read, "fs.write", { path: "a" })).toEqual([]);
    expect(asked(read, "no.such", {})).toEqual([]);
  });

  it("asks once for what both want to know", () => {
    const path = { kind: "path", path: "/srv/space/a" };
    expect(asked(null, "fs.read", { path: "a" })).toEqual([path]);
    expect(asked(read, "fs.read", { path: "a" })).toEqual([path]);
    const web = policyOf("version: 1\nname: w\ncapabilities: {http.get: {allow: [{id: g, url: {origin: 'https://status.example.com', path: '/**'}}]}}\n");
    const given = compileMandate("version: 1\nname: x\ncapabilities: {http.get: {allow: [{id: g, url: {origin: 'https://status.example.com', path: '/**'}}]}}", "m", registry, web, sha256);
    expect(asked(given.ok ? given.value : "void", "http.get", { url: "https://status.example.com/" }, web)).toEqual([{ kind: "host", host: "status.example.com" }]);
  });

  it("asks for what only a condition of the mandate takes for a path", () => {
    const attached = mandate("version: 1\nname: x\ncapabilities: {mail.send: {allow: [{id: m, where: {/subject: {path: {within: notes}}}}]}}\n");
    expect(asked(attached, "mail.send", { to: ["a"], subject: "notes/a" })).toEqual([{ kind: "path", path: "/srv/space/notes/a" }]);
    expect(asked(null, "mail.send", { to: ["a"], subject: "notes/a" })).toEqual([]);
    expect(decide(attached, "mail.send", { to: ["a"], subject: "notes/a" }).verdict).toBe("AUTHORIZED");
    expect(decide(attached, "mail.send", { to: ["a"], subject: "out/a" }).verdict).toBe("DENIED_POLICY_VIOLATION");
  });

  it("asks for arguments from each directory of the policy's rules, also where the policy takes them for words", () => {
    const two = policyOf("version: 1\nname: d\ncapabilities: {shell: {allow: [{id: a, bin: cat, cwd: notes, argv: [{rest: true}]}, {id: b, bin: cat, argv: [{path: {within: .}}]}, {id: c, bin: cat, argv: [{rest: true}]}]}}\n");
    const given = compileMandate("version: 1\nname: x\ncapabilities: {shell: {allow: [{id: c, bin: cat, argv: [{path: {within: notes}}]}]}}", "m", registry, two, sha256);
    expect(asked(given.ok ? given.value : "void", "shell", { bin: "cat", argv: ["x"] }, two)).toEqual([{ kind: "path", path: "/srv/space/x" }, { kind: "path", path: "/srv/space/notes/x" }]);
    expect(asked(null, "shell", { bin: "cat", argv: ["x"] }, two)).toEqual([{ kind: "path", path: "/srv/space/x" }]);
  });
});

it("compileMandate() reports every defect at once, and takes nothing that is not narrowing (FC-POL-0006.R2)", () => {
  const text = `version: 1
name: bad
widen: always
budgets: {perRun: {steps: 9}}
flow: []
capabilities:
  shell: {allow: [{id: a, bin: git, argv: [log]}], deny: [], limits: {perRun: 3}}
  mail.sned: {allow: [{id: b}]}
`;
  const compiled = compileMandate(text, "m.yaml", registry, policy, sha256);
  expect(compiled.ok ? [] : places(compiled.fault)).toEqual(["FC_POLICY_SCHEMA 4:1", "FC_POLICY_SCHEMA 5:1", "FC_POLICY_SCHEMA 7:52", "FC_POLICY_SCHEMA 7:62", "FC_POLICY_SCHEMA 3:1"]);
  expect(compileMandate("version: 1\nname: x\ncapabilities: {mail.sned: {allow: [{id: b}]}}", "m", registry, policy, sha256)).toMatchObject({ ok: false, fault: [{ code: "FC_POLICY_UNKNOWN_CAPABILITY" }] });
  const rule = "{id: a, bin: git, argv: [log], require: approval, maxBytes: 1, pin: true, cwd: ., environment: {}, effects: []}";
  const shaped = compileMandate(`version: 1\nname: x\ncapabilities: {shell: {allow: [${rule}]}}`, "m", registry, policy, sha256);
  expect(shaped.ok ? [] : shaped.fault.map(({ found }) => found)).toEqual(["require", "maxBytes", "pin", "cwd", "environment", "effects"]);
  expect(shaped.ok ? [] : places(shaped.fault)).toEqual([63, 82, 95, 106, 114, 131].map((column) => `FC_POLICY_SCHEMA 3:${column}`));
  expect(compileMandate("[", "m", registry, policy, sha256)).toMatchObject({ ok: false, fault: [{ code: "FC_POLICY_SYNTAX" }] });
});

it.each(["3", "[]", "null", "version: 1\nname: x\ncapabilities: 3", "version: 1\nname: x\ncapabilities: {shell: 3}", "version: 1\nname: x\ncapabilities: {shell: {allow: 3}}", "version: 1\nname: x\ncapabilities: {shell: {allow: [3]}}", "version: 1\nname: x\ncapabilities: {shell: {allow: [[{pin: true}]]}}"])("compileMandate() takes %j for no mandate, and only says, once, that its shape is wrong (FC-POL-0006.R2)", (text) => {
  const compiled = compileMandate(text, "m", registry, policy, sha256);
  expect(compiled.ok ? [] : compiled.fault.map(({ code }) => code)).toEqual(["FC_POLICY_SCHEMA"]);
});
