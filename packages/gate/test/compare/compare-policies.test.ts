import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "@femtoclaw/protocol";
import { comparePolicies, evaluate, lookupsFor, noFlow, noUsage, type CompiledPolicy, type Evaluation, type Fact, type PolicyComparison } from "../../src/index.ts";
import { cases } from "../cases.ts";
import { answer, policyOf, registry } from "../support.ts";

const policy = (capabilities: unknown, more: object = {}): CompiledPolicy => policyOf(JSON.stringify({ version: 1, name: "x", capabilities, ...more }));
const compare = (a: unknown, b: unknown): PolicyComparison => comparePolicies(policy(a), policy(b), registry);
const shell = (...rules: readonly object[]) => ({ shell: { allow: rules.map((rule, index) => ({ id: `r${index}`, ...rule })) } });
const git = (...argv: readonly unknown[]) => shell({ bin: "git", argv });
const mail = (...where: readonly object[]) => ({ "mail.send": { allow: where.map((it, index) => ({ id: `m${index}`, where: it })) } });

/** `denied allowed: args` for each difference. */
const said = ({ calls }: PolicyComparison): readonly string[] => calls.map(({ a, b, call }) => `${a} ${b}: ${JSON.stringify(call.args)}`);

const same = (a: unknown, b: unknown): void => expect(compare(a, b)).toEqual({ equivalent: true, calls: [], undecided: [], others: [], observed: false });

describe("comparePolicies() of programs", () => {
  it("shows the call where two rules differ in one flag", () => {
    const [a, b] = [git("log", "--oneline"), git("log", "--oneline", { optional: "--all" })];
    expect(said(compare(a, b))).toEqual(['denied allowed: {"bin":"git","argv":["log","--oneline","--all"]}']);
    expect(said(compare(b, a))).toEqual(['allowed denied: {"bin":"git","argv":["log","--oneline","--all"]}']);
  });

  it("sees through another way of saying the same", () => {
    same(git("log", { oneOf: ["-a", "-b"] }), shell({ bin: "git", argv: ["log", "-a"] }, { bin: "git", argv: ["log", "-b"] }));
    same(git({ many: "-v" }), git({ optional: "-v" }, { many: "-v" }));
    same(git("log", { pattern: "[0-9]" }), git("log", { int: { min: 0, max: 9 } }));
    same(git({ flags: ["-a", "-b"] }), shell({ bin: "git", argv: [] }, { bin: "git", argv: ["-a"] }, { bin: "git", argv: ["-b"] }, { bin: "git", argv: ["-a", "-b"] }, { bin: "git", argv: ["-b", "-a"] }));
    same(git("log", { rest: true }), git("log", { many: { pattern: ".*" } }));
  });

  it("finds the number at the edge of a range", () => {
    expect(said(compare(git({ flag: "-n", int: { min: 1, max: 200 } }), git({ flag: "-n", int: { min: 1, max: 20 } })))).toEqual(['allowed denied: {"bin":"git","argv":["-n","21"]}']);
    const [found] = compare(git({ int: { min: -5, max: 1_000_000 } }), git({ int: { min: -5, max: 999_999 } })).calls;
    expect(found?.call.args).toEqual({ bin: "git", argv: ["1000000"] });
  });

  it("says where a path has to lead for the difference to show", () => {
    const [found] = compare(git("show", { path: { within: "." } }), git("show", { path: { within: "notes" } })).calls;
    expect(found).toMatchObject({ a: "allowed", b: "denied" });
    // Neither the word nor the place is a link.
    expect(found?.facts).toMatchObject([{ path: "/srv/space/show", real: "/srv/space/show" }, { kind: "path" }]);
    const excepted = compare(git({ path: { within: "." } }), git({ path: { within: ".", not: ["**/.git/**"] } })).calls;
    expect(excepted[0]?.facts[0]).toMatchObject({ kind: "path", real: "/srv/space/.git" });
  });

  it("knows that a deny rule bites where it cannot be told", () => {
    const deny = [{ id: "d", bin: "git", argv: [{ rest: true }, { path: { within: "/etc" } }, { rest: true }] }];
    const differences = compare({ shell: { allow: [{ id: "a", bin: "git", argv: [{ rest: true }] }] } }, { shell: { allow: [{ id: "a", bin: "git", argv: [{ rest: true }] }], deny } });
    expect(differences.calls).toMatchObject([{ a: "allowed", b: "denied" }]);
  });

  it("tells asking a person from allowing, and one program from another", () => {
    expect(said(compare(git("log"), shell({ bin: "git", argv: ["log"], require: "approval" })))).toEqual(['allowed asked: {"bin":"git","argv":["log"]}']);
    expect(said(compare(shell({ bin: "ls", argv: [] }), shell({ bin: "cat", argv: [] }))).toSorted()).toEqual(['allowed denied: {"bin":"ls","argv":[]}', 'denied allowed: {"bin":"cat","argv":[]}']);
    same(shell({ bin: "no-such-program", argv: [] }), {});
  });
});

describe("comparePolicies() of arguments", () => {
  it("compares patterns, lists, numbers and lengths exactly", () => {
    same(mail({ "/subject": { pattern: "(a|b)*" } }), mail({ "/subject": { pattern: "[ab]*" } }));
    same(mail({ "/priority": { int: { min: 1, max: 3 } } }), mail({ "/priority": { oneOf: [1, 2, 3] } }));
    same(mail({ "/subject": { length: { max: 2 } } }), mail({ "/subject": { pattern: ".?.?" } }));
    expect(said(compare(mail({ "/subject": { pattern: "a*" } }), mail({ "/subject": { pattern: "a+" } })))).toEqual(['allowed denied: {"to":["x"],"subject":""}']);
    expect(said(compare(mail({ "/weight": { number: { min: 0.5 } } }), mail({ "/weight": { number: { min: 0.75 } } })))).toEqual(['allowed denied: {"to":["x"],"weight":0.5}']);
    expect(said(compare(mail({ "/to": { length: { max: 3 } } }), mail({ "/to": { length: { max: 2 } } })))).toEqual(['allowed denied: {"to":["x","x","x"]}']);
  });

  it("needs an argument to be there", () => {
    expect(said(compare(mail({}), mail({ "/subject": { pattern: ".*" } })))).toEqual(['allowed denied: {"to":["x"]}']);
  });

  it("counts only calls that the schema accepts", () => {
    same(mail({ "/to/0": { pattern: ".*" } }), mail({}));
  });

  it("combines conditions on several arguments", () => {
    const both = mail({ "/subject": { const: "a" }, "/priority": { const: 1 } });
    expect(said(compare(both, mail({ "/subject": { const: "a" } })))[0]).toMatch(/^denied allowed: .*"subject":"a"/);
    same(both, mail({ "/priority": { oneOf: [1] }, "/subject": { pattern: "a" } }));
  });
});

describe("comparePolicies() of paths and URLs", () => {
  const read = (...paths: readonly object[]) => ({ "fs.read": { allow: paths.map((path, index) => ({ id: `p${index}`, path })) } });
  const get = (...urls: readonly object[]) => ({ "http.get": { allow: urls.map((url, index) => ({ id: `u${index}`, url })) } });

  it("compares directories and exceptions as places", () => {
    same(read({ within: "." }), read({ within: "." }, { within: "notes" }));
    same(read({ within: ["a", "b"] }), read({ within: "b" }, { within: "a" }));
    expect(said(compare(read({ within: "." }), read({ within: ".", not: ["*.key"] })))).toEqual(['allowed denied: {"path":"/srv/space/.key"}']);
    expect(compare(read({ within: "." }), read({ within: "/srv" })).calls).toMatchObject([{ a: "denied", b: "allowed", call: { args: { path: "/srv" } } }, { a: "allowed", b: "allowed", grants: [{ part: "root", a: "/srv/space", b: "/srv" }] }]);
  });

  it("compares origins, paths, queries and addresses", () => {
    const origin = "https://status.example.com";
    same(get({ origin, path: "/**" }), get({ origin, path: "/**" }, { origin, path: "/v1/*" }));
    expect(said(compare(get({ origin, path: "/v1/*" }), get({ origin, path: "/v1/*", query: "any" })))).toEqual([`denied allowed: {"url":"${origin}/v1/?q=1"}`]);
    expect(compare(get({ origin }), get({ origin, addresses: ["10.0.0.0/8"] })).calls).toMatchObject([{ a: "denied", b: "allowed", facts: [{ kind: "host" }] }]);
    same(get({ origin, addresses: ["10.0.0.0/8"] }), get({ origin, addresses: ["10.0.0.0/9", "10.128.0.0/9"] }));
    expect(compare(get({ origin, addresses: ["10.0.0.0/9", "127.0.0.0/8"] }), get({ origin, addresses: ["10.0.0.0/9"] }, { origin, addresses: ["127.0.0.0/8"] })).calls).toMatchObject([{ a: "allowed", b: "denied" }]);
  });
});

describe("comparePolicies() beyond calls", () => {
  it("lists what else differs, and is not equivalent then (FC-POL-0002.R19)", () => {
    const a = policy(git("log"), { budgets: { perRun: { steps: 3 } } });
    const b = policy(git("log"), { flow: [{ id: "f", profile: "planted-instructions" }] });
    expect(comparePolicies(a, b, registry)).toMatchObject({ equivalent: false, calls: [], others: [{ where: "budgets" }, { where: "flow" }] });
    const rule = { bin: "git", argv: ["log"] };
    const limited = (limits: object) => ({ shell: { allow: [{ id: "r0", ...rule }], limits } });
    expect(compare(limited({}), limited({ window: { count: 5, windowMs: 1_000 } }))).toMatchObject({ equivalent: false, calls: [], others: [{ where: "shell: limits", a: expect.stringContaining('"window":null'), b: expect.stringContaining('"window":{"count":5,"windowMs":1000}') }] });
    expect(compare(limited({ window: { count: 5, windowMs: 1_000 } }), limited({ window: { count: 5, windowMs: 1_001 } })).others.map(({ where }) => where)).toEqual(["shell: limits"]);
  });

  it("is undecided, and not equivalent, about what it does not model (FC-POL-0002.R19)", () => {
    for (const [a, b] of [
      [mail({ "/subject": { path: { within: "." } } }), mail({ "/subject": { path: { within: "notes" } } })],
      [{ shell: { allow: [{ id: "a", bin: "git", argv: [{ rest: true }], where: { "/argv": { length: { max: 2 } } } }] } }, git({ rest: true })],
      [mail({ "/to": { length: { max: 99_999 } } }), mail({})],
    ]) {
      const found = compare(a, b);
      expect(found.equivalent).toBe(false);
      expect(found.undecided).toHaveLength(1);
    }
  });

  it("knows what is closed whatever the rules say", () => {
    const open = { allow: [{ id: "m" }] };
    const closed = [{ ...open, enabled: false }, { ...open, limits: { perRun: 0 } }, { ...open, descriptor: `sha256:${"0".repeat(64)}` }];
    for (const it of closed) expect(compare({ "mail.send": open }, { "mail.send": it }).calls).toMatchObject([{ a: "allowed", b: "denied" }]);
  });
});

describe("comparePolicies() against trying calls out", () => {
  const decide = (it: CompiledPolicy, capability: string, args: JsonObject, facts: readonly Fact[]): Evaluation =>
    evaluate(it, registry, { call: { capability, args }, facts, usage: noUsage, atMs: 0, flow: noFlow });

  /** The verdict and the whole grant, with the effects of the rule; what else is said of a denial is no matter. */
  const outcome = (it: CompiledPolicy, capability: string, args: JsonObject, facts: readonly Fact[]): string => {
    const decided = decide(it, capability, args, facts);
    if (!("grant" in decided)) return "denied";
    const effects = it.capabilities.get(capability)?.allow.find(({ reference }) => reference === decided.rule)?.effects ?? registry.capabilities.get(capability)?.descriptor.effects ?? [];
    return JSON.stringify([decided.verdict, decided.grant, effects.toSorted()]);
  };

  interface Block {
    readonly allow: readonly object[];
    readonly deny: readonly object[];
  }
  const named = ({ allow, deny }: Block, name: string): Block => ({ allow: allow.map((it, index) => ({ id: `${name}a${index}`, ...it })), deny: deny.map((it, index) => ({ id: `${name}d${index}`, ...it })) });
  const equivalent = { equivalent: true, calls: [], undecided: [], others: [], observed: false };

  const agrees = (capability: string, rule: fc.Arbitrary<object>, grant: fc.Arbitrary<object>, calls: readonly JsonObject[], runs: number): void => {
    const allowing = fc.tuple(rule, grant).map(([conditions, parts]) => ({ ...conditions, ...parts }));
    const block = fc.record({ allow: fc.array(allowing, { maxLength: 3 }), deny: fc.array(rule, { maxLength: 2 }) });
    // Half of the pairs are two orders of the same rules, which differ in what is granted more often than in what is allowed.
    const pair = fc.oneof(fc.tuple(block, block), block.chain((it) => fc.shuffledSubarray([...it.allow], { minLength: it.allow.length }).map((allow): [Block, Block] => [it, { ...it, allow }])));
    fc.assert(
      fc.property(pair, ([left, right]) => {
        const [a, b] = [policy({ [capability]: named(left, "x") }), policy({ [capability]: named(right, "y") })];
        const found = comparePolicies(a, b, registry);
        const seen = calls.some((args) => {
          const facts = [...lookupsFor(a, registry, { capability, args }), ...lookupsFor(b, registry, { capability, args })].map(answer);
          return outcome(a, capability, args, facts) !== outcome(b, capability, args, facts);
        });
        if (seen) expect(found.calls.length + found.undecided.length).toBeGreaterThan(0);
        expect(found.equivalent).toBe(found.calls.length + found.undecided.length === 0);
        // Each example really is one.
        for (const it of found.calls) {
          expect(outcome(a, capability, it.call.args, it.facts)).not.toBe(outcome(b, capability, it.call.args, it.facts));
          expect(it.a !== it.b || it.grants.length > 0).toBe(true);
        }
        expect(comparePolicies(a, policy({ [capability]: named(left, "z") }), registry)).toEqual(equivalent);
      }),
      { numRuns: cases(runs) },
    );
  };

  const words = ["a", "b", "-x", "7", "12"] as const;
  const vectors = [[], ...words.map((it) => [it]), ...words.flatMap((one) => words.map((other) => [one, other])), ["a", "b", "7"], ["inner/y"], ["out/passwd"], ["dangling/q"], ["a", "../.."]];

  it("finds a difference between argument rules wherever one of many vectors shows it", () => {
    const element = fc.oneof(
      fc.constantFrom<unknown>(...words, { oneOf: ["a", "7"] }, { int: { min: 1, max: 9 } }, { pattern: "[a-b]+" }, { rest: true }, { optional: "a" }, { many: { pattern: "." } }, { flag: "-x", int: {} }),
      fc.constantFrom<unknown>({ path: { within: "." } }, { many: { path: { within: "notes" } } }),
    );
    const grant = fc.record({ pin: fc.boolean(), cwd: fc.constantFrom(".", "notes"), environment: fc.constantFrom({ A: "1" }, {}), require: fc.constant("approval") }, { requiredKeys: [] });
    agrees("shell", fc.record({ bin: fc.constantFrom("git", "ls"), argv: fc.array(element, { maxLength: 3 }) }), grant, vectors.flatMap((argv) => ["git", "ls"].map((bin) => ({ bin, argv }))), 150);
  });

  it("finds a difference between argument conditions", () => {
    const subject = fc.constantFrom({ const: "a" }, { pattern: "a*" }, { length: { min: 1, max: 2 } }, { oneOf: ["a", "bb"] });
    const priority = fc.constantFrom({ int: { min: 1 } }, { number: { max: 2 } }, { const: 2 }, { oneOf: [0, 3] });
    const where = fc.record({ "/subject": subject, "/priority": priority }, { requiredKeys: [] });
    const grant = fc.record({ effects: fc.constantFrom(["sends"], ["irreversible", "sends"], []) }, { requiredKeys: [] });
    const calls = ["", "a", "aa", "b", "bb", "ccc", undefined].flatMap((text) => [undefined, -1, 0, 1, 2, 3].map((number) => ({ to: ["x"], ...(text === undefined ? {} : { subject: text }), ...(number === undefined ? {} : { priority: number }) })));
    agrees("mail.send", fc.record({ where }), grant, calls, 200);
  });

  it("finds a difference between places", () => {
    const path = fc.record({ within: fc.constantFrom(".", "notes", "/etc", ["notes", "/"]), not: fc.constantFrom(["**/x"], ["n*"], ["deep/**"]) }, { requiredKeys: ["within"] });
    const places = ["a", "notes", "notes/x", "notes/deep/a", "/etc/passwd", "/", "dangling", "x/y"].map((it) => ({ path: it }));
    agrees("fs.write", fc.record({ path }), fc.record({ maxBytes: fc.constantFrom(10, 65_536) }, { requiredKeys: [] }), places, 150);
  });
});
