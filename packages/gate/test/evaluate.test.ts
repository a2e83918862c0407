import { canonicalise } from "@femtoclaw/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluate, noUsage, verdicts, visibleCapabilities, type Capability, type CompiledPolicy, type Evaluation, type Registry } from "../src/index.ts";
import { cases } from "./cases.ts";
import { answer, capabilityOf, decide, fsWrite, httpGet, mailSend, policyOf, policyWith, registry, registryOf, run, shell, situationOf } from "./support.ts";

const denied = "DENIED_POLICY_VIOLATION";
const mail = { to: ["a@example.com"] };

describe("evaluate()", () => {
  const policy = policyOf(
    JSON.stringify({
      version: 1,
      name: "five",
      capabilities: { shell: { allow: [{ id: "log", bin: "git", argv: ["log"] }] }, "mail.send": { enabled: false, allow: [{ id: "mail" }] }, "fs.read": { allow: [{ id: "read", path: { within: "." } }] } },
    }),
  );

  it("gives each of the five verdicts, with the policy's digest", () => {
    const given = [
      run(policy, "git", "log"),
      decide(policy, "no.such", {}),
      decide(policy, "mail.send", mail),
      decide(policy, "fs.read", { path: 1 }),
      run(policy, "git", "push"),
    ];
    expect(given.map(({ verdict }) => verdict)).toEqual(verdicts);
    for (const it of given) expect(it.policyDigest).toBe(policy.digest);
    for (const it of given) expect("grant" in it).toBe(it.verdict === "AUTHORIZED");
    for (const it of given) expect(it.reasons.length > 0).toBe(it.verdict !== "AUTHORIZED");
  });

  it("checks existence, enablement, arguments and policy in this order", () => {
    expect(decide(policy, "mail.send", {}).verdict).toBe("DENIED_CAPABILITY_DISABLED");
    expect(decide(policy, "http.get", {}).verdict).toBe("DENIED_ARGUMENT_INVALID");
    expect(decide(policy, "http.get", { url: "https://example.com" }).verdict).toBe(denied);
    expect(decide(policy, "Shell", { bin: "git", argv: ["log"] }).verdict).toBe("DENIED_CAPABILITY_NOT_FOUND");
  });

  it("denies what no rule allows, whatever the policy leaves out", () => {
    for (const text of ["version: 1\nname: x", "version: 1\nname: x\ncapabilities: {}", "version: 1\nname: x\ncapabilities: {mail.send: {}}", "version: 1\nname: x\ncapabilities: {mail.send: {allow: []}}", "version: 1\nname: x\ncapabilities: {mail.send: {deny: []}}"]) {
      const { reasons, ...rest } = decide(policyOf(text), "mail.send", mail);
      expect(rest).toMatchObject({ verdict: denied, rule: null });
      expect(reasons).toEqual([{ rule: null, pointer: "", expected: expect.stringMatching(/^a rule .*policy x/), found: "none, and what no rule allows is denied" }]);
    }
  });

  it("names the rule, its file and its line", () => {
    const written = policyOf("version: 1\nname: x\ncapabilities:\n  mail.send:\n    deny:\n      - id: d\n        where: {/subject: {const: no}}\n    allow:\n      - where: {}\n        id: a\n");
    expect(decide(written, "mail.send", { ...mail, subject: "yes" }).rule).toEqual({ id: "a", file: "policy.yaml", line: 10 });
    expect(decide(written, "mail.send", { ...mail, subject: "no" }).rule).toEqual({ id: "d", file: "policy.yaml", line: 6 });
  });

  it("shows at most eight reasons of arguments that are wrong in more places", () => {
    const evaluation = decide(policyOf("version: 1\nname: x\n"), "mail.send", { to: Array.from({ length: 9 }, (_, index) => index) });
    expect(evaluation.verdict).toBe("DENIED_ARGUMENT_INVALID");
    expect(evaluation.reasons.map(({ pointer }) => pointer)).toEqual(Array.from({ length: 8 }, (_, index) => `/to/${index}`));
  });

  it("shows at most eight reasons", () => {
    const many = policyWith("mail.send", { allow: Array.from({ length: 20 }, (_, index) => ({ id: `r${index}`, where: { "/subject": { const: `${index}` } } })) });
    expect(decide(many, "mail.send", { ...mail, subject: "x" }).reasons.map(({ rule }) => rule)).toEqual(["r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7"]);
  });
});

describe("deny, approval and allow", () => {
  const allow = { id: "allow" };
  const approval = { id: "approval", require: "approval" };
  const deny = { id: "deny" };

  it.each<[string, object, string, string | null]>([
    ["allow", { allow: [allow] }, "AUTHORIZED", "allow"],
    ["approval", { allow: [approval] }, "APPROVAL_REQUIRED", "approval"],
    ["allow before approval", { allow: [allow, approval] }, "APPROVAL_REQUIRED", "approval"],
    ["approval before allow", { allow: [approval, allow] }, "APPROVAL_REQUIRED", "approval"],
    ["two allows: the first is named", { allow: [allow, { id: "second" }] }, "AUTHORIZED", "allow"],
    ["approval of the whole capability", { require: "approval", allow: [allow] }, "APPROVAL_REQUIRED", "allow"],
    ["deny and allow", { allow: [allow], deny: [deny] }, denied, "deny"],
    ["deny and approval", { allow: [approval], deny: [deny] }, denied, "deny"],
    ["all three", { require: "approval", allow: [allow, approval], deny: [deny] }, denied, "deny"],
    ["deny alone", { deny: [deny] }, denied, "deny"],
    ["a deny that does not match", { allow: [allow], deny: [{ id: "deny", where: { "/subject": { const: "x" } } }] }, "AUTHORIZED", "allow"],
    ["an approval that does not match", { allow: [{ ...approval, where: { "/subject": { const: "x" } } }, allow] }, "AUTHORIZED", "allow"],
  ])("%s", (_, block, verdict, rule) => {
    const evaluation = decide(policyWith("mail.send", block), "mail.send", { ...mail, subject: "s" });
    expect(evaluation.verdict).toBe(verdict);
    expect(evaluation.rule?.id ?? null).toBe(rule);
  });
});

describe("limits", () => {
  const limited = policyWith("mail.send", { allow: [{ id: "a" }], limits: { perRun: 3, perMinute: 2 } });
  const used = (count: number, recent: readonly number[]) => ({ usage: { executions: count, byCapability: { "mail.send": count }, recentByCapability: { "mail.send": recent } } });

  it.each<[string, number, readonly number[], string]>([
    ["none yet", 0, [], "AUTHORIZED"],
    ["one below", 2, [], "AUTHORIZED"],
    ["the run's limit", 3, [], denied],
    ["beyond it", 4, [], denied],
    ["one in the last minute", 1, [999_999], "AUTHORIZED"],
    ["two in the last minute", 2, [940_001, 999_999], denied],
    ["one just out of it", 2, [940_000, 999_999], "AUTHORIZED"],
    ["times of a clock that went back", 2, [2_000_000, 3_000_000], denied],
    ["a count that is no number", Number.NaN, [], denied],
    ["times that are no numbers", 1, [Number.NaN, Number.NaN], denied],
  ])("%s: %d and %j is %s", (_, count, recent, verdict) => {
    expect(decide(limited, "mail.send", mail, used(count, recent)).verdict).toBe(verdict);
  });

  const hourly = policyWith("mail.send", { allow: [{ id: "a" }], limits: { perMinute: 2, window: { count: 3, windowMs: 600_000 } } });
  it.each<[string, readonly number[], string]>([
    ["none yet", [], "AUTHORIZED"],
    ["one below", [400_001, 900_000], "AUTHORIZED"],
    ["three in the window", [400_001, 500_000, 900_000], denied],
    ["one just out of it", [400_000, 500_000, 900_000], "AUTHORIZED"],
    ["two in the last minute", [999_998, 999_999], denied],
    ["times that are no numbers", [Number.NaN, Number.NaN, Number.NaN], denied],
  ])("of any window beside those of a minute, %s: %j is %s (FC-POL-0002.R15)", (_, recent, verdict) => {
    expect(decide(hourly, "mail.send", mail, used(recent.length, recent)).verdict).toBe(verdict);
  });

  it("of a window are told with their length, and one of none allows nothing", () => {
    expect(decide(hourly, "mail.send", mail, used(3, [500_000, 600_000, 700_000]))).toMatchObject({ reasons: [{ expected: "at most 3 executions of mail.send in 600000 ms", found: "3 in the last ones" }] });
    const none = policyWith("mail.send", { allow: [{ id: "a" }], limits: { window: { count: 0, windowMs: 1 } } });
    expect(decide(none, "mail.send", mail).verdict).toBe(denied);
    expect(visibleCapabilities(none, registry)).toEqual([]);
  });

  it("deny when the recorded time is no number", () => {
    expect(decide(limited, "mail.send", mail, { ...used(2, [1, 2]), atMs: Number.NaN }).verdict).toBe(denied);
  });

  it("of a minute or a window start from nothing where nothing ran yet", () => {
    for (const limits of [{ perMinute: 1 }, { window: { count: 1, windowMs: 1_000 } }]) expect(decide(policyWith("mail.send", { allow: [{ id: "a" }], limits }), "mail.send", mail, { usage: noUsage }).verdict).toBe("AUTHORIZED");
  });

  it("count each capability for itself", () => {
    const usage = { executions: 9, byCapability: { shell: 9 }, recentByCapability: { shell: [999_999, 999_999] } };
    expect(decide(limited, "mail.send", mail, { usage }).verdict).toBe("AUTHORIZED");
  });

  it("of nothing allow nothing, and those of time and output reach the grant (FC-POL-0003.R9)", () => {
    expect(decide(policyWith("mail.send", { allow: [{ id: "a" }], limits: { perRun: 0 } }), "mail.send", mail).verdict).toBe(denied);
    expect(decide(policyWith("mail.send", { allow: [{ id: "a" }], limits: { timeoutMs: 7, maxOutputBytes: 8 } }), "mail.send", mail)).toMatchObject({ grant: { limits: { timeoutMs: 7, maxOutputBytes: 8 } } });
    expect(decide(policyWith("mail.send", { allow: [{ id: "a" }] }), "mail.send", mail)).toMatchObject({ grant: { limits: { timeoutMs: 10_000, maxOutputBytes: 65_536 } } });
  });
});

describe("paths", () => {
  const notes = policyWith("fs.write", { allow: [{ id: "notes", path: { within: ["./notes", "./inner"], not: ["**/.git/**", "private"] }, maxBytes: 5 }] });
  const write = (path: string, more = {}): Evaluation => decide(notes, "fs.write", { path }, more);

  it("are granted as what they really are, with the bytes that may be written (FC-POL-0003.R5, FC-POL-0003.R9)", () => {
    expect(write("notes/./a/../b")).toMatchObject({ verdict: "AUTHORIZED", grant: { kind: "path", access: "write", root: "/srv/space/notes", path: "/srv/space/notes/b", maxBytes: 5, args: { path: "notes/./a/../b" } } });
    expect(write("inner/x")).toMatchObject({ verdict: "AUTHORIZED", grant: { path: "/srv/space/notes/deep/x" } });
    const within = { path: { within: "." } };
    const limits = { maxOutputBytes: 8 };
    expect(decide(policyWith("fs.write", { allow: [{ id: "w", ...within }], limits }), "fs.write", { path: "a" })).toMatchObject({ grant: { maxBytes: 8 } });
    expect(decide(policyWith("fs.read", { allow: [{ id: "r", ...within }], limits }), "fs.read", { path: "a" })).toMatchObject({ grant: { access: "read", maxBytes: null } });
    expect(decide(policyWith("fs.list", { allow: [{ id: "l", ...within }], limits }), "fs.list", { path: "." })).toMatchObject({ grant: { access: "list", maxBytes: null } });
  });

  it.each(["../x", "/etc/passwd", "notesx", "notes/../x", "out/passwd", "dangling", "notes/.git/config", "notes/.git", "notes/private", "notes/private/x", "notes/deep/private/x", "notes/a\0", ""])("do not lead out: %j", (path) => {
    expect(write(path).verdict).not.toBe("AUTHORIZED");
  });

  it("are denied without facts, with facts about others, and with a fact that says null", () => {
    expect(write("notes/a", { facts: [] }).verdict).toBe(denied);
    expect(write("notes/a", { facts: [{ kind: "path", path: "/srv/space/notes/b", real: "/srv/space/notes/b" }] }).verdict).toBe(denied);
    expect(write("notes/a", { facts: [{ kind: "host", host: "/srv/space/notes/a", addresses: ["1.1.1.1"] }] }).verdict).toBe(denied);
    expect(write("notes/a", { facts: [{ kind: "path", path: "/srv/space/notes/a", real: null }] }).verdict).toBe(denied);
  });

  it("that are denied say which places were meant, and what was excepted", () => {
    const told = (path: string) => write(path).reasons;
    const reason = { rule: "notes", pointer: "/path" };
    expect(told("a")).toEqual([{ ...reason, expected: "a path within ./notes or ./inner", found: '"a"' }]);
    expect(told("dangling")).toEqual([{ ...reason, expected: "a path within ./notes or ./inner", found: '"dangling", which cannot be resolved' }]);
    expect(told("notes/private")).toEqual([{ ...reason, expected: "a path within ./notes or ./inner but not private", found: '"notes/private"' }]);
  });

  it("do not depend on the order of the roots where one lies in another", () => {
    for (const within of [[".", "./notes"], ["./notes", "."]]) {
      const nested = policyWith("fs.write", { allow: [{ id: "n", path: { within, not: ["secret"] } }] });
      expect(decide(nested, "fs.write", { path: "notes/secret" }).verdict).toBe(denied);
      expect(decide(nested, "fs.write", { path: "secret" }).verdict).toBe(denied);
      expect(decide(nested, "fs.write", { path: "notes/a" }).verdict).toBe("AUTHORIZED");
    }
  });

  it("are denied by where they lead, not by how they are written", () => {
    const block = { allow: [{ id: "all", path: { within: "/" } }], deny: [{ id: "etc", path: { within: "/etc" } }] };
    const policy = policyWith("fs.write", block);
    for (const path of ["/etc/passwd", "out/passwd", "../../etc/passwd", "/etc"]) expect(decide(policy, "fs.write", { path })).toMatchObject({ verdict: denied, rule: { id: "etc" } });
    expect(decide(policy, "fs.write", { path: "/etc2" }).verdict).toBe("AUTHORIZED");
    expect(decide(policy, "fs.write", { path: "/tmp/x" }, { facts: [] })).toMatchObject({ verdict: denied, rule: { id: "etc" } });
  });
});

describe("URLs", () => {
  const get = (policy: CompiledPolicy, url: string, more = {}): Evaluation => decide(policy, "http.get", { url }, more);
  const scope = (url: object, deny: readonly object[] = []) => policyWith("http.get", { allow: [{ id: "allow", url }], deny: deny.map((it, index) => ({ id: `deny-${index}`, url: it })) });
  const status = scope({ origin: "https://status.example.com", path: "/v1/*" });

  it("are granted in normal form, with every address (FC-POL-0003.R6)", () => {
    expect(get(status, "HTTPS://Status.Example.com:443/v1/../v1/%61#x")).toMatchObject({
      verdict: "AUTHORIZED",
      grant: { kind: "url", method: "GET", url: "https://status.example.com/v1/a", host: "status.example.com", addresses: ["93.184.216.34", "2606:2800:220:1::1"] },
    });
  });

  it.each([
    "http://status.example.com/v1/a", "https://status.example.com:8443/v1/a", "https://status.example.com/v1/a/b", "https://status.example.com/v1", "https://status.example.com/", "https://status.example.com/v1/a?x=1",
    "https://evil.com/v1/a", "https://status.example.com.evil.com/v1/a", "https://status.example.com@evil.com/v1/a", "https://status.example.com/v1/../admin", "https://status.example.com/v1/%2e%2e/admin", "https://status.example.com/v1/..%2fadmin", "https://ѕtatus.example.com/v1/a",
  ])("that the rule does not mean are denied: %s", (url) => {
    expect(get(status, url).verdict).toBe(denied);
  });

  it.each([
    ["ftp://status.example.com/v1/a", "a plain absolute http or https URL", '"ftp://status.example.com/v1/a"'],
    ["http://status.example.com/v1/a", "the origin https://status.example.com", '"http://status.example.com"'],
    ["https://status.example.com/v2", "a path matching /v1/*", '"/v2"'],
    ["https://status.example.com/v1/a?x=1", "no query", '"?x=1"'],
  ])("that are denied say in which part they differ: %s", (url, expected, found) => {
    expect(get(status, url).reasons).toEqual([{ rule: "allow", pointer: "/url", expected, found }]);
  });

  it("say which address was not public, or that the name has none", () => {
    const told = (addresses: readonly string[]) => get(status, "https://status.example.com/v1/a", { facts: [{ kind: "host", host: "status.example.com", addresses }] }).reasons;
    const reason = { rule: "allow", pointer: "/url" };
    expect(told([])).toEqual([{ ...reason, expected: "a host that resolves", found: '"status.example.com"' }]);
    for (const bad of ["127.0.0.1", "no address"]) expect(told(["1.1.1.1", bad])).toEqual([{ ...reason, expected: "public addresses, or ranges that the rule names", found: `"status.example.com" at "${bad}"` }]);
  });

  it("are denied when any address of the name is private, unless the rule names its range (FC-POL-0003.R7)", () => {
    const inside = (addresses?: readonly string[]) => scope({ origin: "https://inside.example.com", path: "/**", ...(addresses === undefined ? {} : { addresses }) });
    expect(get(inside(), "https://inside.example.com/x")).toMatchObject({ verdict: denied, reasons: [{ found: '"inside.example.com" at "10.0.0.7"' }] });
    expect(get(inside(["10.0.0.0/24"]), "https://inside.example.com/x").verdict).toBe("AUTHORIZED");
    expect(get(inside(["10.0.1.0/24"]), "https://inside.example.com/x").verdict).toBe(denied);
    for (const addresses of [[], ["::ffff:10.0.0.7"], ["169.254.169.254"], ["1.1.1.1", "127.0.0.1"], ["10.0.0.7%eth0"], ["0x0a000007"], [""], ["localhost"]]) {
      expect(get(status, "https://status.example.com/v1/a", { facts: [{ kind: "host", host: "status.example.com", addresses }] }).verdict).toBe(denied);
    }
    expect(get(status, "https://status.example.com/v1/a", { facts: [] }).verdict).toBe(denied);
  });

  it("that are an address are public, or named as the origin", () => {
    const local = scope({ origin: "http://127.0.0.1:8080", path: "/**" });
    expect(get(local, "http://127.0.0.1:8080/x")).toMatchObject({ verdict: "AUTHORIZED", grant: { addresses: ["127.0.0.1"] } });
    expect(get(local, "http://127.0.0.1:8081/x").verdict).toBe(denied);
    expect(get(local, "http://127.1:8080/x").verdict).toBe(denied);
    expect(get(scope({ origin: "http://[::1]", path: "/" }), "http://[0:0::1]/").verdict).toBe("AUTHORIZED");
  });

  it("are denied by a deny rule with any query, at any path and at any address, unless it says less", () => {
    const allow = { origin: "https://intranet.example.com", path: "/**", query: "any", addresses: ["10.0.0.0/8"] };
    const { origin } = allow;
    expect(get(scope(allow), `${origin}/admin/x?y=1`).verdict).toBe("AUTHORIZED");
    for (const url of ["/admin/x", "/admin/x?y=1", "/admin/./x"]) expect(get(scope(allow, [{ origin, path: "/admin/**" }]), `${origin}${url}`)).toMatchObject({ verdict: denied, rule: { id: "deny-0" } });
    expect(get(scope(allow, [{ origin, path: "/admin/**" }]), `${origin}/public`).verdict).toBe("AUTHORIZED");
    expect(get(scope(allow, [{ origin }]), `${origin}/anything`)).toMatchObject({ verdict: denied, rule: { id: "deny-0" } });
  });

  it("of a redirect are calls of their own", () => {
    const first = get(status, "https://status.example.com/v1/a");
    expect(first.verdict).toBe("AUTHORIZED");
    for (const location of ["http://169.254.169.254/latest/meta-data", "http://localhost/", "https://status.example.com/admin", "file:///etc/passwd"]) expect(get(status, location).verdict).toBe(denied);
    expect(get(status, "https://status.example.com/v1/b").verdict).toBe("AUTHORIZED");
  });
});

describe("a failure inside", () => {
  const policy = policyWith("mail.send", { allow: [{ id: "all" }], limits: { perRun: 1 } });
  const throwing = (): never => {
    throw new Error("planted");
  };
  const withValidator = (validateArgs: Capability["validateArgs"]): Registry => registryOf({ descriptor: mailSend, validateArgs });

  it("of the validator denies as invalid arguments", () => {
    expect(decide(policy, "mail.send", mail, {}, withValidator(throwing))).toMatchObject({
      verdict: "DENIED_ARGUMENT_INVALID",
      reasons: [{ rule: null, pointer: "", expected: "arguments that the schema can judge", found: "a failure of the validator" }],
    });
    const nonsense: readonly unknown[] = [null, undefined, true, {}, Promise.resolve([]), { length: 0 }];
    for (const answered of nonsense) {
      const validateArgs: unknown = () => answered;
      // What a claw author's plain JavaScript could do.
      expect(decide(policy, "mail.send", mail, {}, withValidator(validateArgs as Capability["validateArgs"])).verdict).toBe("DENIED_ARGUMENT_INVALID");
    }
  });

  it("cannot come from a validator that changes what it judges", () => {
    const changing = withValidator((args) => {
      Object.assign(args, { to: ["everyone@example.com"] });
      return [];
    });
    expect(decide(policy, "mail.send", { to: ["a@example.com"] }, {}, changing).verdict).toBe("DENIED_ARGUMENT_INVALID");
  });

  it("denies, wherever it is", () => {
    const situation = situationOf(policy, "mail.send", mail);
    expect(evaluate(policy, registry, situation).verdict).toBe("AUTHORIZED");
    const poisoned = <T extends object>(value: T, key: string): T => Object.defineProperty(Object.assign(Object.create(null), value), key, { get: throwing, enumerable: true });
    const block = policy.capabilities.get("mail.send");
    if (block === undefined) throw new Error("no block");
    const withBlock = (it: typeof block): CompiledPolicy => ({ ...policy, capabilities: new Map([["mail.send", it]]) });
    const evaluations: readonly Evaluation[] = [
      ...Object.keys(policy).filter((key) => ["digest", "capabilities", "workspace", "protected"].includes(key)).map((key) => evaluate(poisoned(policy, key), registry, situation)),
      ...["enabled", "resource", "allow", "deny", "limits", "perRun", "perMinute", "window", "index", "descriptorDigest"].map((key) => evaluate(withBlock(poisoned(block, key)), registry, situation)),
      ...["reference", "approval", "where"].map((key) => evaluate(withBlock({ ...block, allow: block.allow.map((rule) => poisoned(rule, key)) }), registry, situation)),
      ...["capabilities", "digests"].map((key) => evaluate(policy, poisoned(registry, key), situation)),
      ...["call", "usage"].map((key) => evaluate(policy, registry, poisoned(situation, key))),
      evaluate(policy, registry, { ...situation, call: poisoned(situation.call, "args") }),
      evaluate(policy, registry, { ...situation, call: poisoned(situation.call, "capability") }),
    ];
    const { digest } = policy;
    const reasons = [{ rule: null, pointer: "", expected: "a gate that works", found: "a failure inside the gate" }];
    const failed = { verdict: denied, capability: "mail.send", rule: null, reasons, policyDigest: digest };
    expect(evaluate(policy, poisoned(registry, "capabilities"), situation)).toEqual(failed);
    expect(evaluate(poisoned(policy, "digest"), registry, situation)).toEqual({ ...failed, policyDigest: "" });
    expect(evaluate(policy, registry, poisoned(situation, "call"))).toEqual({ ...failed, capability: "" });
    // A rule that lost the condition that its resource needs grants nothing, and is named.
    const write = policyWith("fs.write", { allow: [{ id: "w", path: { within: "." } }] });
    const bare = write.capabilities.get("fs.write");
    if (bare === undefined) throw new Error("no block");
    const unbound: CompiledPolicy = { ...write, capabilities: new Map([["fs.write", { ...bare, allow: bare.allow.map((rule) => ({ ...rule, path: null })) }]]) };
    expect(decide(unbound, "fs.write", { path: "a" })).toMatchObject({ verdict: denied, rule: { id: "w" }, reasons: [{ rule: "w" }] });
    expect(evaluations.length).toBe(23);
    for (const it of evaluations) expect(it.verdict).toMatch(/^DENIED_/);
  });
});

describe("a grant", () => {
  const policy = policyOf(
    JSON.stringify({
      version: 1,
      name: "grants",
      capabilities: {
        shell: { allow: [{ id: "s", bin: "ls", argv: [{ rest: true }] }] },
        "fs.write": { allow: [{ id: "w", path: { within: "." } }] },
        "http.get": { allow: [{ id: "h", url: { origin: "https://status.example.com", path: "/**" } }] },
        "mail.send": { allow: [{ id: "m" }] },
      },
    }),
  );
  const calls = [
    ["shell", { bin: "ls", argv: ["a"] }],
    ["fs.write", { path: "a" }],
    ["http.get", { url: "https://status.example.com/" }],
    // Frozen outside only: its inside has to be frozen all the same.
    ["mail.send", Object.freeze({ to: ["a"], attachments: [{ name: "n" }], flags: { deep: { er: [{}] } } })],
  ] as const;

  const unfrozen = (value: unknown, at = ""): readonly string[] =>
    typeof value !== "object" || value === null ? [] : [...(Object.isFrozen(value) ? [] : [at]), ...Object.entries(value).flatMap(([key, part]) => unfrozen(part, `${at}/${key}`))];

  it.each(calls)("for %s is immutable through and through, and so is the decision (FC-POL-0003.R1)", (capability, args) => {
    const evaluation = decide(policy, capability, structuredClone(args));
    expect(evaluation.verdict).toBe("AUTHORIZED");
    expect(unfrozen(evaluation)).toEqual([]);
    expect(unfrozen(decide(policy, capability, args))).toEqual([]);
  });

  it.each(calls)("for %s can be written down canonically and comes out the same each time (FC-POL-0003.R1)", (capability, args) => {
    const written = (evaluation: Evaluation): string => canonicalise(JSON.parse(JSON.stringify(evaluation)));
    expect(written(decide(policy, capability, args))).toBe(written(decide(policy, capability, structuredClone(args))));
    const { grant } = Object.assign({ grant: null }, decide(policy, capability, args));
    expect(JSON.parse(canonicalise(grant))).toEqual(grant);
  });

  it("keeps its addresses when the facts change", () => {
    const facts = [answer({ kind: "host", host: "status.example.com" })];
    const evaluation = decide(policy, "http.get", { url: "https://status.example.com/" }, { facts });
    for (const it of facts) if (it.kind === "host") Object.assign(it.addresses, ["127.0.0.1"]);
    expect(evaluation).toMatchObject({ grant: { addresses: ["93.184.216.34", "2606:2800:220:1::1"] } });
  });

  it("is given with no other verdict than AUTHORIZED and to a wait for approval", () => {
    const evaluation = decide(policyWith("mail.send", { require: "approval", allow: [{ id: "m" }] }), "mail.send", mail);
    expect(evaluation).toMatchObject({ verdict: "APPROVAL_REQUIRED", grant: { kind: "call", args: mail } });
    expect(unfrozen(evaluation)).toEqual([]);
  });
});

describe("a decision", () => {
  it("is the same for the same input, and changes none of it", () => {
    const policy = policyOf(JSON.stringify({ version: 1, name: "d", capabilities: { shell: { allow: [{ id: "a", bin: "ls", argv: [{ many: { path: { within: ".", not: ["secret"] } } }] }], deny: [{ id: "d", bin: "ls", argv: ["x"] }], limits: { perRun: 2 } } } }));
    const argument = fc.constantFrom("a", "x", "out", "secret/y", "-l", "inner/../z", "/etc", "😀", "\u0000");
    fc.assert(
      fc.property(fc.constantFrom("ls", "rm"), fc.array(argument, { maxLength: 4 }), fc.nat(3), (bin, argv, used) => {
        const situation = situationOf(policy, "shell", { bin, argv }, { usage: { ...noUsage, byCapability: { shell: used } } });
        const before = JSON.stringify(situation);
        const first = JSON.stringify(evaluate(policy, registry, situation));
        expect(JSON.stringify(situation)).toBe(before);
        expect(JSON.stringify(evaluate(policy, registry, structuredClone(situation)))).toBe(first);
        expect(() => canonicalise(JSON.parse(first))).not.toThrow();
      }),
      { numRuns: cases(500) },
    );
  });
});

it("the capabilities of these tests are whole", () => {
  for (const it of [shell, fsWrite, httpGet, mailSend]) expect(capabilityOf(it).validateArgs({}).length).toBeGreaterThan(0);
});
