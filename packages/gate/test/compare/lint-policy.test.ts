import { describe, expect, it } from "vitest";
import { compilePolicy, lintPolicy, readPolicy } from "../../src/index.ts";
import { capabilityOf, policyOf, policyWith, registry, registryOf, sha256 } from "../support.ts";

const lint = (capability: string, allow: readonly object[], deny: readonly object[] = []): readonly string[] =>
  lintPolicy(policyWith(capability, { allow: allow.map((it, index) => ({ id: `a${index}`, ...it })), deny: deny.map((it, index) => ({ id: `d${index}`, ...it })) }), registry).map(({ rule, kind, why }) => `${rule.id} ${kind}: ${why}`);

const ls = (...argv: readonly unknown[]) => ({ bin: "ls", argv });

describe("lintPolicy() (FC-POL-0002)", () => {
  it("is silent about rules that each do something of their own", () => {
    expect(lint("shell", [ls("-l"), ls("-a"), { bin: "cat", argv: [{ path: { within: "." } }] }])).toEqual([]);
  });

  it("finds a rule that another one covers, and one that others cover together", () => {
    expect(lint("shell", [ls("-l"), ls({ oneOf: ["-l", "-a"] })])).toEqual(["a0 shadowed: rule a1 allows all that it does"]);
    expect(lint("shell", [ls("-l"), ls("-a"), ls({ oneOf: ["-l", "-a"] })])).toContain("a2 shadowed: other rules together allow all that it does");
    expect(lint("fs.read", [{ path: { within: "." } }, { path: { within: "notes" } }])).toEqual(["a1 shadowed: rule a0 allows all that it does"]);
  });

  it("does not take it for something of its own under which of two directories a path is found, but takes anything else beside it", () => {
    expect(lint("fs.read", [{ path: { within: "notes" } }, { path: { within: "." } }])).toEqual(["a0 shadowed: rule a1 allows all that it does"]);
    expect(lint("fs.write", [{ path: { within: "notes" } }, { path: { within: "." } }])).toEqual(["a0 shadowed: rule a1 allows all that it does"]);
    expect(lint("fs.write", [{ path: { within: "notes" }, maxBytes: 10 }, { path: { within: "." } }])).toEqual([]);
  });

  it("names the first of the rules that cover one", () => {
    expect(lint("shell", [ls("-a"), ls({ oneOf: ["-a", "-b"] }), ls({ oneOf: ["-a", "-c"] })])).toEqual(["a0 shadowed: rule a1 allows all that it does"]);
    expect(lint("shell", [ls("-a"), ls("-b"), ls({ oneOf: ["-a", "-c"] })])).toEqual(["a0 shadowed: rule a2 allows all that it does"]);
  });

  it("looks at a hundred rules of a capability one by one, and at no more (G10)", () => {
    const missing = (count: number) => Array.from({ length: count }, () => ({ bin: "no-such-program", argv: [] }));
    const kinds = (allow: number, deny: number) => [...new Set(lint("shell", missing(allow), Array.from({ length: deny }, () => ({ bin: "no-such-program" }))).map((it) => it.replace(/^(.)[0-9]* ([a-z]*):.*/, "$1 $2")))];
    expect(kinds(98, 2)).toEqual(["a unreachable", "d idle"]);
    expect(kinds(98, 3)).toEqual(["a undecided", "d undecided"]);
  });

  it("tells an approval from an allowance: asking is something of its own", () => {
    expect(lint("shell", [{ ...ls("-l"), require: "approval" }, ls({ oneOf: ["-l", "-a"] })])).toEqual([]);
  });

  it("finds rules that nothing reaches, and says why", () => {
    expect(lint("shell", [ls("-l")], [{ bin: "ls" }])).toEqual(["a0 unreachable: whatever it allows, a deny rule denies"]);
    expect(lint("shell", [{ bin: "no-such-program", argv: [] }])).toEqual(["a0 unreachable: this host has no program no-such-program"]);
    expect(lint("fs.read", [{ path: { within: "notes", not: ["**"] } }])).toEqual(["a0 unreachable: no call fulfils its conditions"]);
  });

  it("finds a deny rule that denies nothing", () => {
    expect(lint("shell", [ls("-l")], [{ bin: "git" }, { bin: "ls", argv: ["-l"] }]).filter((it) => it.startsWith("d"))).toEqual(["d0 idle: it denies nothing that another rule allows"]);
  });

  it.each([
    ["shell", [ls("--", { rest: true })], "it allows any arguments from some place on"],
    ["shell", [ls("--", { pattern: ".*" })], "one of its patterns takes any text"],
    ["fs.read", [{ path: { within: "/" } }], "it allows the whole file system"],
    ["http.get", [{ url: { origin: "https://status.example.com", path: "/**", query: "any" } }], "any path with any query can carry anything to that origin"],
    ["http.get", [{ url: { origin: "https://status.example.com", addresses: ["0.0.0.0/0"] } }], "its host may lead to any address, those inside included"],
    ["mail.send", [{}], "it allows every call of something that sends and irreversible"],
  ])("finds that a rule of %s %j is wider than it looks", (capability, allow, why) => {
    expect(lint(capability, allow)).toEqual([`a0 broad: ${why}`]);
  });

  it.each<[string, object]>([
    ["shell", ls("--", { pattern: "-?[a-z]+" }, { optional: { path: { within: ["notes", "/srv"] } } })],
    ["fs.read", { path: { within: "/srv" } }],
    ["http.get", { url: { origin: "https://status.example.com", path: "/**", addresses: ["10.0.0.0/8", "fd00::/8"] } }],
    ["http.get", { url: { origin: "https://status.example.com", path: "/v1/**", query: "any" } }],
    ["mail.send", { require: "approval" }],
    ["mail.send", { where: { "/subject": { pattern: "a.*" } } }],
    ["mail.send", { effects: [] }],
  ])("finds nothing in a rule of %s %j, which is as wide as it reads", (capability, rule) => {
    expect(lint(capability, [rule])).toEqual([]);
  });

  it.each<[string, object, string]>([
    ["shell", ls("--", { many: { path: { within: ["notes", "/"] } } }), "it allows the whole file system"],
    ["fs.read", { path: { within: ["notes", "/"], not: ["etc"] } }, "it allows the whole file system"],
    ["http.get", { url: { origin: "https://status.example.com", addresses: ["10.0.0.0/8", "::/0"] } }, "its host may lead to any address, those inside included"],
    ["mail.send", { where: { "/priority": { int: {} }, "/subject": { pattern: "(.|a)*" } } }, "one of its patterns takes any text"],
    ["mail.send", { effects: ["irreversible"] }, "it allows every call of something that irreversible"],
  ])("finds a part of a rule of %s %j that is wider than the others", (capability, rule, why) => {
    expect(lint(capability, [rule])).toEqual([`a0 broad: ${why}`]);
  });

  it("finds that what spends may be called without any condition", () => {
    const pay = capabilityOf({ name: "pay", description: "pays", args: { type: "object" }, effects: ["reads", "spends"], resource: { kind: "none" }, retry: "never" });
    const known = registryOf(pay);
    const { policy: written } = readPolicy("version: 1\nname: x\ncapabilities: {pay: {allow: [{id: all}]}}", "p");
    const { policy } = written === null ? { policy: null } : compilePolicy(written, known, { workspace: "/srv", paths: {}, programs: {}, protected: [] }, { sha256 });
    expect(policy === null ? [] : lintPolicy(policy, known).map(({ why }) => why)).toEqual(["it allows every call of something that spends"]);
    // Of a capability that is not there, nothing can be called.
    expect(policy === null ? [] : lintPolicy(policy, registry)).toMatchObject([{ rule: { id: "all" }, capability: "pay", kind: "unreachable" }]);
  });

  it.each<[string, object]>([["disabled", { enabled: false }], ["without a budget", { limits: { perRun: 0 } }], ["without calls in a minute", { limits: { perMinute: 0 } }], ["without calls in a window", { limits: { window: { count: 0, windowMs: 1_000 } } }]])(
    "looks at the rules of a capability that is %s as at any other",
    (_, block) => {
      const found = lintPolicy(policyWith("shell", { ...block, allow: [{ id: "a", ...ls("-l") }, { id: "b", ...ls("-a") }, { id: "c", ...ls("-l") }] }), registry);
      expect(found.map(({ rule, kind }) => `${rule.id} ${kind}`)).toEqual(["a shadowed", "c shadowed"]);
    },
  );

  it("looks at the rules of a policy that executes nothing as at those of any other", () => {
    expect(lintPolicy(policyWith("shell", { allow: [{ id: "a", ...ls("-l") }, { id: "b", ...ls("-a") }] }, "observe"), registry)).toEqual([]);
  });

  it("tells its findings in the order of the file, each with its place and what to do", () => {
    const text = "version: 1\nname: x\ncapabilities:\n  shell:\n    deny:\n      - {id: d, bin: git}\n    allow:\n      - {id: a, bin: ls, argv: [{rest: true}]}\n  mail.send:\n    allow:\n      - {id: m}\n";
    const found = lintPolicy(policyOf(text), registry);
    expect(found.map(({ rule, capability, kind }) => `${rule.line} ${capability} ${rule.id} ${kind}`)).toEqual(["6 shell d idle", "8 shell a broad", "11 mail.send m broad"]);
    for (const { suggestion } of found) expect(suggestion.length).toBeGreaterThan(10);
  });

  it("says where it cannot tell of a deny rule", () => {
    expect(lint("mail.send", [{ where: { "/subject": { const: "a" } } }], [{ where: { "/subject": { path: { within: "." } } } }])).toEqual(["a0 undecided: whether it does anything could not be told", "d0 undecided: whether it does anything could not be told"]);
  });

  it("says where it cannot tell", () => {
    expect(lint("mail.send", [{ where: { "/subject": { path: { within: "." } } } }])).toEqual(["a0 undecided: whether it does anything could not be told"]);
    expect(lint("shell", Array.from({ length: 101 }, (_, index) => ls(`-${index}`)))[0]).toBe("a0 undecided: whether it does anything could not be told");
  });
});
