import { describeFault, type Fault } from "@femtoclaw/protocol";
import { describe, expect, it } from "vitest";
import { compilePolicy, readPolicy, type IncludedTexts, type PolicyFacts, type Profile } from "../../src/index.ts";
import { compile, factsFor, places, policyOf, policyWith, registry, sha256, type Compiled } from "../support.ts";

const pinned = (texts: IncludedTexts): string => `include: ${JSON.stringify(Object.entries(texts).map(([file, text]) => ({ file, digest: `sha256:${sha256(text)}` })))}`;
const including = (texts: IncludedTexts, rest: string): Compiled => compile(`version: 1\nname: x\n${pinned(texts)}\n${rest}`, undefined, "policy.yaml", [], texts);
const lines = (faults: readonly Fault[]): readonly string[] => faults.map(({ at }) => `${at?.file}:${at?.line}:${at?.column}`);

describe("the profile of a policy (FC-POL-0002.R18)", () => {
  const open = (profile: string | null): string => `version: 1\nname: x\n${profile === null ? "" : `profile: ${profile}\n`}capabilities: {shell: {allow: [{id: a, bin: git, argv: [{rest: true}]}]}}\n`;

  it.each<[Profile | null, Profile | null, Profile]>([
    [null, null, "industrial"], ["industrial", "industrial", "industrial"], ["observe", null, "observe"], [null, "observe", "observe"], ["industrial", "observe", "observe"], ["observe", "industrial", "observe"],
  ])("%s in the file and %s beside it is %s, under which a doubt is a warning", (inFile, beside, profile) => {
    expect(compile(open(inFile), beside ?? undefined)).toMatchObject({ policy: { profile }, faults: [], warnings: [{ code: "FC_POLICY_ESCAPE" }] });
  });

  it.each<[Profile | null, Profile | null]>([["strict", null], [null, "strict"], ["strict", "industrial"], ["industrial", "strict"], ["strict", "observe"], ["observe", "strict"]])("%s in the file and %s beside it makes a doubt a defect", (inFile, beside) => {
    expect(compile(open(inFile), beside ?? undefined)).toMatchObject({ policy: null, faults: [{ code: "FC_POLICY_ESCAPE" }], warnings: [] });
  });

  it("is observe where one says observe and the other strict: nothing runs", () => {
    expect(policyOf("version: 1\nname: x\nprofile: strict", "observe").profile).toBe("observe");
    expect(policyOf("version: 1\nname: x\nprofile: observe", "strict").profile).toBe("observe");
    expect(policyOf("version: 1\nname: x\nprofile: strict").profile).toBe("strict");
  });
});

describe("the defects of a policy", () => {
  it("stand in the order of the file, on one line from left to right, whatever finds them", () => {
    const text = `version: 1
name: x
flow: [{id: f, when: {sources: [fs.raed]}, deny: [{}]}]
capabilities: {fs.raed: {}, shell: {allow: [{id: a, bin: ls, cwd: nowhere, argv: [{int: {min: 2, max: 1}}, {pattern: "("}], pin: maybe}]}}
`;
    expect(places(compile(text).faults)).toEqual([
      "FC_POLICY_UNKNOWN_CAPABILITY 3:33", "FC_POLICY_PREDICATE 3:51",
      "FC_POLICY_UNKNOWN_CAPABILITY 4:16", "FC_POLICY_PATH 4:62", "FC_POLICY_PREDICATE 4:84", "FC_POLICY_PATTERN 4:109", "FC_POLICY_SCHEMA 4:125",
    ]);
  });

  it("stand in the order of the includes, the policy first, and so do its warnings", () => {
    const rule = (id: string, more: string): string => `version: 1\nname: x\ncapabilities: {shell: {allow: [{id: ${id}, bin: absent${more}}]}}\n`;
    const texts = (more: string): IncludedTexts => ({ "z.yaml": rule("z", more), "a.yaml": rule("a", more) });
    const own = "\n\n\n\nsets: {idle: [x]}\n";
    expect(lines(including(texts(""), own).warnings)).toEqual(["policy.yaml:8:8", "z.yaml:3:40", "a.yaml:3:40"]);
    expect(lines(including(texts(", cwd: nowhere"), `${own}capabilities: {fs.raed: {}}`).faults)).toEqual(["policy.yaml:9:16", "z.yaml:3:53", "a.yaml:3:53"]);
  });

  it("are told of what stands beside one of shape, and not of what follows from it", () => {
    const faultsOf = (rules: readonly string[]): readonly string[] => compile(`version: 1\nname: x\ncapabilities:\n  fs.read:\n    allow:\n${rules.map((it) => `      - ${it}\n`).join("")}`).faults.map(({ code, at }) => `${code} ${at?.pointer}`);
    // What a rule lacks since its condition is misspelt; and what is wrong within a part that is wrong itself.
    expect(faultsOf(["{id: a, pth: {within: .}}"])).toEqual(["FC_POLICY_SCHEMA /capabilities/fs.read/allow/0/pth"]);
    expect(faultsOf(["{id: a, path: {within: [1]}}"])).toEqual(["FC_POLICY_SCHEMA /capabilities/fs.read/allow/0/path/within/0"]);
    // Rule 10 is not within rule 1, though its place begins with the same letters.
    const good = (id: string): string => `{id: ${id}, path: {within: .}}`;
    expect(faultsOf([good("a"), "{id: b, pth: {within: .}}", ...[..."cdefghij"].map(good), "{id: k}"])).toEqual(["FC_POLICY_SCHEMA /capabilities/fs.read/allow/1/pth", "FC_POLICY_CONDITION /capabilities/fs.read/allow/10"]);
    expect(faultsOf(["{id: a, path: {within: nowhere}, maxBytes: -1}"])).toEqual(["FC_POLICY_PATH /capabilities/fs.read/allow/0/path/within", "FC_POLICY_SCHEMA /capabilities/fs.read/allow/0/maxBytes"]);
  });

  it("of shape in one file hide nothing at the same place of another", () => {
    const base = "version: 1\nname: x\ncapabilities: {fs.read: {allow: [{id: b}]}}\n";
    expect(lines(including({ "base.yaml": base }, "capabilities: {fs.read: {allow: [{id: a, pth: {within: .}}]}}\n").faults)).toEqual(["policy.yaml:4:42", "base.yaml:3:34"]);
  });

  it("leave no policy, and its warnings are told all the same", () => {
    const { policy, faults, warnings } = compile("version: 1\nname: x\nsets: {idle: [x]}\ncapabilities: {fs.raed: {}, shell: {allow: [{id: a, bin: absent}]}}\n");
    expect(policy).toBeNull();
    expect(places(faults)).toEqual(["FC_POLICY_UNKNOWN_CAPABILITY 4:16"]);
    expect(places(warnings)).toEqual(["FC_POLICY_SET 3:8", "FC_POLICY_PROGRAM 4:53"]);
  });
});

describe("a capability that is not registered", () => {
  const expected = (name: string): string | undefined => compile(JSON.stringify({ version: 1, name: "x", capabilities: { [name]: { allow: [] } } })).faults[0]?.expected;

  it.each([["fs.raed", "a registered capability; did you mean fs.read?"], ["Shell", "a registered capability; did you mean shell?"], ["zz", "one of fs.list, fs.read, fs.write, http.get, mail.send, shell"], ["", "one of fs.list, fs.read, fs.write, http.get, mail.send, shell"]])("%j is told what there is: %s", (name, what) => {
    expect(expected(name)).toBe(what);
  });

  it("is told also where something in it has the wrong shape (FC-POL-0001.R13)", () => {
    expect(places(compile("version: 1\nname: x\ncapabilities:\n  fs.raed:\n    allow: [{id: a, pth: x}]\n").faults)).toEqual(["FC_POLICY_UNKNOWN_CAPABILITY 4:3", "FC_POLICY_SCHEMA 5:21"]);
  });
});

describe("an id that a rule has already", () => {
  const repeated = (text: string): readonly (readonly [string | undefined, string])[] =>
    compile(`version: 1\nname: x\n${text}`).faults.filter(({ code }) => code === "FC_POLICY_DUPLICATE_RULE").map(({ expected, at }) => [at?.pointer, expected.replace("an id of its own, such as ", "")]);

  it("is a defect in any list of the policy, at the rule that comes later (FC-POL-0001.R14)", () => {
    const text = "flow: [{id: a, profile: planted-instructions}]\ncapabilities:\n  fs.read: {deny: [{id: b}, {id: c}], allow: [{id: b, path: {within: .}}]}\n  shell: {allow: [{id: a, bin: ls}, {id: c, bin: ls}]}\n";
    expect(repeated(text)).toEqual([["/flow/0/id", "a-2"], ["/capabilities/fs.read/deny/0/id", "b-2"], ["/capabilities/shell/allow/1/id", "c-2"]]);
  });

  it.each([
    ["a", ["a-2", "a-3"]],
    ["a".repeat(64), [`${"a".repeat(58)}-2`, `${"a".repeat(58)}-3`]],
    [`${"a".repeat(56)}.b_c`, [`${"a".repeat(56)}.b-2`, `${"a".repeat(56)}.b-3`]],
    [`${"a".repeat(57)}-b`, [`${"a".repeat(57)}-2`, `${"a".repeat(57)}-3`]],
  ])("gets others for %s that a policy may have", (id, expected) => {
    const found = repeated(`capabilities: {shell: {allow: [${Array.from({ length: 3 }, () => `{id: ${id}, bin: ls}`).join(", ")}]}}\n`).map(([, it]) => it);
    expect(found).toEqual(expected);
    for (const it of found) expect(compile(`version: 1\nname: ${it}\n`).faults).toEqual([]);
  });

  it("gets one that no other rule has", () => {
    expect(repeated("capabilities: {shell: {allow: [{id: a-2, bin: ls}, {id: a, bin: ls}, {id: a, bin: ls}, {id: a-4, bin: ls}, {id: a, bin: ls}]}}\n").map(([, it]) => it)).toEqual(["a-3", "a-5"]);
  });
});

describe("what a policy leaves out", () => {
  it("is bounded all the same", () => {
    expect(policyOf("version: 1\nname: x\nbudgets: {perRun: {steps: 3, tokens: 0}}").budgets).toEqual({ steps: 3, executions: 40, wallMs: 600_000, tokens: 0 });
    expect(policyOf("version: 1\nname: x").budgets).toEqual({ steps: 50, executions: 40, wallMs: 600_000, tokens: 200_000 });
    const block = (limits: object | undefined) => policyWith("mail.send", limits === undefined ? {} : { limits }).capabilities.get("mail.send");
    expect(block(undefined)).toMatchObject({ limits: { timeoutMs: 10_000, maxOutputBytes: 65_536 }, perRun: null, perMinute: null, window: null });
    expect(block({ timeoutMs: 1 })?.limits).toEqual({ timeoutMs: 1, maxOutputBytes: 65_536 });
    const window = { count: 1, windowMs: 2 };
    expect(block({ maxOutputBytes: 1, perRun: 0, perMinute: 0, window })).toMatchObject({ limits: { timeoutMs: 10_000, maxOutputBytes: 1 }, perRun: 0, perMinute: 0, window });
  });

  it("trusts nothing, keeps nothing secret, and disables nothing", () => {
    expect(policyWith("mail.send", {}).capabilities.get("mail.send")).toMatchObject({ enabled: true, pinned: null, results: { trust: "untrusted", secret: false }, allow: [], deny: [] });
    expect(policyWith("mail.send", { enabled: false, results: { secret: true } }).capabilities.get("mail.send")).toMatchObject({ enabled: false, results: { trust: "untrusted", secret: true } });
    expect(policyWith("mail.send", { results: { trust: "trusted" } }).capabilities.get("mail.send")?.results).toEqual({ trust: "trusted", secret: false });
  });

  it("asks nobody: only the rules of a capability that says so, and those that say so themselves", () => {
    const approvals = (block: object): unknown => policyWith("mail.send", block).capabilities.get("mail.send")?.allow.map(({ approval }) => approval);
    const allow = [{ id: "a" }, { id: "b", require: "approval" }];
    expect(approvals({ allow })).toEqual([false, true]);
    expect(approvals({ require: "approval", allow })).toEqual([true, true]);
  });
});

describe("a compiled policy", () => {
  const text = JSON.stringify({
    version: 1,
    name: "whole",
    flow: [{ id: "f", when: { sources: ["http.*"] }, deny: [{ capability: "mail.send", unlessFromInput: ["/to"] }] }],
    capabilities: {
      shell: { allow: [{ id: "s", bin: "ls", argv: [{ pattern: "[a-z]+" }], environment: { X: "1" } }], limits: { window: { count: 1, windowMs: 2 } } },
      "fs.read": { allow: [{ id: "r", path: { within: ".", not: ["x"] } }] },
      "mail.send": { allow: Array.from({ length: 9 }, (_, index) => ({ id: `m${index}`, where: { "/subject": { const: `${index}` } } })) },
    },
  });

  const unfrozen = (value: unknown, at = ""): readonly string[] =>
    typeof value !== "object" || value === null ? [] : [...(Object.isFrozen(value) ? [] : [at]), ...Object.entries(value).flatMap(([key, part]) => unfrozen(part, `${at}/${key}`))];

  it("cannot be changed by who holds it", () => {
    const policy = policyOf(text);
    expect(unfrozen(policy)).toEqual([]);
    expect(policy.capabilities).not.toHaveProperty("set");
    for (const [name, block] of policy.capabilities) expect(unfrozen(block, name)).toEqual([]);
  });

  it("keeps what the host answered, whatever becomes of the answer", () => {
    const facts: PolicyFacts = factsFor(text);
    const { policy: written } = readPolicy(text, "policy.yaml");
    if (written === null) throw new Error("unreadable");
    const mine = ["/srv/space/own"];
    const { policy, faults } = compilePolicy(written, registry, { ...facts, protected: mine }, { sha256 });
    expect(faults.map(describeFault)).toEqual([]);
    mine.pop();
    expect(policy?.protected).toEqual(["/srv/space/own"]);
  });

  it.each<[string, Partial<PolicyFacts>]>([["workspace", { workspace: "/srv/other" }], ["paths", { paths: { "/srv/space": "/mnt/space" } }], ["programs", { programs: {} }], ["own places", { protected: [] }]])(
    "has another digest where the host says other %s (FC-POL-0002.R13)",
    (_, change) => {
      const small = JSON.stringify({ version: 1, name: "x", capabilities: { shell: { allow: [{ id: "s", bin: "ls", argv: [{ path: { within: "/srv/space" } }] }] } } });
      const { policy: written } = readPolicy(small, "policy.yaml");
      if (written === null) throw new Error("unreadable");
      const digestWith = (facts: PolicyFacts): string | undefined => compilePolicy(written, registry, facts, { sha256 }).policy?.digest;
      expect(digestWith({ ...factsFor(small), ...change })).not.toBe(digestWith(factsFor(small)));
      expect(digestWith(factsFor(small))).toMatch(/^sha256:/);
    },
  );
});
