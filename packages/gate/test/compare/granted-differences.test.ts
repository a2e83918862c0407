// FC-POL-0002.R19: two policies that allow the same calls and grant something else are not equivalent, whatever their rules are called and
// however they are ordered.
import { describe, expect, it } from "vitest";
import { comparePolicies, type CompiledPolicy, type PolicyComparison } from "../../src/index.ts";
import { partsOfRule } from "../../src/compare/granted-parts.ts";
import { policyOf, registry } from "../support.ts";

const policy = (capability: string, allow: readonly object[], more: object = {}): CompiledPolicy => policyOf(JSON.stringify({ version: 1, name: "x", capabilities: { [capability]: { allow } }, ...more }), "industrial");
const compare = (capability: string, a: readonly object[], b: readonly object[], more: object = {}): PolicyComparison => comparePolicies(policy(capability, a, more), policy(capability, b, more), registry);

/** Of each call the parts of the grant that differ, with what they are in both. */
const granted = ({ calls }: PolicyComparison): readonly string[] => calls.flatMap(({ grants }) => grants.map(({ part, a, b }) => `${part}: ${JSON.stringify(a)} ${JSON.stringify(b)}`));
const equivalent: PolicyComparison = { equivalent: true, calls: [], undecided: [], others: [], observed: false };

const log = { bin: "git", argv: ["log"] };
const digest = `"sha256:${"ab".repeat(32)}"`;
const clean = `"LANG":"C.UTF-8","PATH":"/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"`;

describe("comparePolicies() of what is granted (FC-POL-0002.R19)", () => {
  it.each([
    ["a pin", "shell", log, { ...log, pin: true }, `executableDigest: null ${digest}`],
    ["a directory", "shell", log, { ...log, cwd: "notes" }, 'cwd: "/srv/space" "/srv/space/notes"'],
    ["a variable", "shell", log, { ...log, environment: { A: "1" } }, `environment: {${clean}} {${clean},"A":"1"}`],
    ["bytes", "fs.write", { path: { within: "." }, maxBytes: 10 }, { path: { within: "." }, maxBytes: 11 }, "maxBytes: 10 11"],
    ["bytes that are not said", "fs.write", { path: { within: "." }, maxBytes: 10 }, { path: { within: "." } }, "maxBytes: 10 65536"],
    ["effects", "mail.send", { effects: ["sends"] }, {}, 'effects: ["sends"] ["irreversible","sends"]'],
    ["the name under which a program is started", "shell", { bin: "git" }, { bin: "/bin/git" }, 'argv0: "/usr/bin/git" "/bin/git"'],
    ["the root within which a path lies", "fs.read", { path: { within: [".", "notes"] } }, { path: { within: ["notes", "."] } }, 'root: "/srv/space" "/srv/space/notes"'],
    ["an argument that goes on as the place to which it leads", "shell", { bin: "git", argv: ["notes"] }, { bin: "git", argv: [{ path: { within: "." } }] }, 'argv: ["notes"] ["/srv/space/notes"]'],
  ])("tells %s, under other names of the rules too", (_what, capability, left, right, difference) => {
    const found = compare(capability, [{ id: "one", ...left }], [{ id: "two", ...right }]);
    expect(found.equivalent).toBe(false);
    expect(granted(found)).toContain(difference);
    // Each example really is one.
    for (const it of found.calls) if (it.a === it.b) expect(it.grants.length).toBeGreaterThan(0);
  });

  it("takes another name of a rule for no difference, nor another order of rules that never hold together", () => {
    const [one, two] = [{ ...log, cwd: "notes", pin: true }, { bin: "ls", argv: ["-l"], environment: { A: "1" } }];
    expect(compare("shell", [{ id: "a", ...one }, { id: "b", ...two }], [{ id: "c", ...two }, { id: "d", ...one }])).toEqual(equivalent);
    expect(compare("mail.send", [{ id: "a", effects: ["sends", "irreversible"] }], [{ id: "b" }])).toEqual(equivalent);
  });

  it("knows that of the rules that hold the first one grants, unless one asks a person", () => {
    const [plain, inNotes, asking] = [{ id: "a", ...log }, { id: "b", ...log, cwd: "notes" }, { id: "c", ...log, cwd: "deep", require: "approval" }];
    expect(granted(compare("shell", [plain, inNotes], [inNotes, plain]))).toEqual(['cwd: "/srv/space" "/srv/space/notes"']);
    expect(compare("shell", [plain, inNotes], [plain])).toEqual(equivalent);
    expect(compare("shell", [plain, inNotes, asking], [asking])).toEqual(equivalent);
    expect(compare("shell", [plain], [asking]).calls).toMatchObject([{ a: "allowed", b: "asked", grants: [{ part: "cwd", a: "/srv/space", b: "/srv/space/deep" }] }]);
  });

  it("names the effects of the rule that grants, wherever it stands", () => {
    const [one, other] = [{ id: "a", where: { "/subject": { const: "a" } }, effects: ["sends"] }, { id: "b", where: { "/subject": { const: "b" } }, effects: ["irreversible"] }];
    expect(granted(compare("mail.send", [one, other], [one, { ...other, effects: [] }]))).toEqual(['effects: ["irreversible"] []']);
  });

  it("finds the one call of many that is granted otherwise", () => {
    const wide = { bin: "git", argv: ["log", { optional: "--all" }] };
    const found = compare("shell", [{ id: "a", ...log }, { id: "b", ...wide, pin: true }], [{ id: "a", ...wide }]);
    expect(found.calls.map(({ call }) => call.args["argv"])).toEqual([["log", "--all"]]);
  });

  it("sees that one rule grants otherwise under other limits of its capability", () => {
    const a = policy("fs.write", [{ id: "a", path: { within: "." } }]);
    const block = a.capabilities.get("fs.write");
    if (block === undefined) throw new Error("a policy of fs.write");
    const b = { ...a, capabilities: new Map([["fs.write", { ...block, limits: { ...block.limits, maxOutputBytes: 7 } }]]) };
    expect(granted(comparePolicies(a, b, registry))).toEqual(["maxBytes: 65536 7"]);
  });

  it("counts bytes only where something is written", () => {
    const bytesOf = (capability: string, rule: object): string | undefined => {
      const block = policy(capability, [{ id: "a", ...rule }]).capabilities.get(capability);
      const descriptor = registry.capabilities.get(capability)?.descriptor;
      const [first] = block?.allow ?? [];
      if (block === undefined || descriptor === undefined || first === undefined) throw new Error("a rule");
      return partsOfRule(descriptor, block, first).get("maxBytes");
    };
    expect(bytesOf("fs.write", { path: { within: "." } })).toBe("65536");
    expect([bytesOf("fs.read", { path: { within: "." } }), bytesOf("shell", log), bytesOf("mail.send", {})]).toEqual(["null", "null", "null"]);
  });

  it("says nothing of the grants of a call that only one policy allows", () => {
    expect(compare("shell", [{ id: "a", ...log }], []).calls).toMatchObject([{ a: "allowed", b: "denied", grants: [] }]);
  });
});

describe("comparePolicies() of arguments that a rule takes for a path (FC-POL-0002.R19)", () => {
  const path = { path: { within: "." } };
  const any = { pattern: "[^-].*" };
  const shell = (a: readonly unknown[], b: readonly unknown[]): PolicyComparison => compare("shell", [{ id: "a", bin: "git", argv: a }], [{ id: "b", bin: "git", argv: b }]);

  it("tells which element takes an argument where several could", () => {
    expect(granted(shell([{ optional: path }, { optional: any }], [{ optional: any }, { optional: path }]))).toContainEqual(expect.stringMatching(/^argv: /));
    expect(shell([{ many: path }, { many: path }], [{ many: path }])).toEqual(equivalent);
    expect(shell(["a", { many: path }], ["a", { optional: path }, { many: path }])).toEqual(equivalent);
  });

  it("sees that a word is granted as it stands in both, however it is matched", () => {
    expect(shell(["log", path], [{ pattern: "log" }, path])).toEqual(equivalent);
  });

  it("compares rules that see relative paths from different directories", () => {
    const [here, there] = [{ bin: "git", argv: [path] }, { bin: "git", argv: [path], cwd: "notes" }];
    expect(compare("shell", [{ id: "a", ...here }, { id: "b", ...there }], [{ id: "c", ...here }, { id: "d", ...there }])).toEqual(equivalent);
    const found = compare("shell", [{ id: "a", ...here }], [{ id: "b", ...there }]);
    expect(found.calls.length).toBeGreaterThan(0);
    expect(granted(found)).toContain('cwd: "/srv/space" "/srv/space/notes"');
  });
});

describe("comparePolicies() where flow rules look at the rule that allowed (FC-POL-0002.R19)", () => {
  const planted = { flow: [{ id: "f", profile: "planted-instructions" }] };
  const undecided = { equivalent: false, calls: [], others: [], undecided: [{ why: expect.stringContaining("flow rules") }] };

  it.each([
    ["an argument that only one of them pins", "mail.send", [{ where: { "/subject": { const: "a" } } }], [{ where: { "/subject": { pattern: "a" } } }]],
    ["a word of a vector that only one of them pins", "shell", [{ bin: "git", argv: ["a"] }], [{ bin: "git", argv: [{ pattern: "a" }] }]],
    ["a URL that only one of them pins", "http.get", [{ url: { origin: "https://x.example", path: "/**" } }, { url: { origin: "https://x.example", path: "/a" } }], [{ url: { origin: "https://x.example", path: "/a" } }, { url: { origin: "https://x.example", path: "/**" } }]],
  ])("is undecided about %s", (_what, capability, a, b) => {
    const named = (rules: readonly object[]): readonly object[] => rules.map((it, index) => ({ id: `r${index}`, ...it }));
    expect(compare(capability, named(a), named(b), planted)).toMatchObject(undecided);
    expect(compare(capability, named(a), named(b))).toEqual(equivalent);
    expect(compare(capability, named(a), named(a).map((it, index) => ({ ...it, id: `other${index}` })), planted)).toEqual(equivalent);
  });

  it("does not care for what no flow rule looks at", () => {
    const [a, b] = [[{ id: "a", where: { "/subject": { const: "a" } } }], [{ id: "a", where: { "/subject": { pattern: "a" } } }]];
    expect(compare("mail.send", a, b, { flow: [{ id: "f", when: { secret: true }, deny: [{ capability: "mail.send", unlessFromInput: ["/to"] }] }] })).toEqual(equivalent);
    expect(compare("mail.send", a, b, { flow: [{ id: "f", when: { secret: true }, deny: [{ capability: "http.*" }] }] })).toEqual(equivalent);
  });
});
