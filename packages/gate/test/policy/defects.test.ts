import { describe, expect, it } from "vitest";
import { readPolicy } from "../../src/index.ts";
import { compile, places, policyOf } from "../support.ts";

/** The code and place of each planted defect stands beside it. */
const planted = `version: 1
name: planted
tides: []                                       # FC_POLICY_SCHEMA 3:1
capabilities:
  shel: {}                                      # FC_POLICY_UNKNOWN_CAPABILITY 5:3
  shell:
    allow:
      - id: one
        bin: git
        argv: [{pattern: "(a"}]                 # FC_POLICY_PATTERN 10:17
      - id: one                                 # FC_POLICY_DUPLICATE_RULE 11:9
        bin: ls
        argv:
          - {int: {min: 3, max: 1}}             # FC_POLICY_PREDICATE 14:14
          - {int: {}, rest: true}               # FC_POLICY_PREDICATE 15:13
          - {many: {rest: true}}                # FC_POLICY_PREDICATE 16:14
      - id: three                               # FC_POLICY_CONDITION 17:9
        path: {within: "."}                     # FC_POLICY_CONDITION 18:9
      - id: four
        bin: cat
        cwd: ./nowhere                          # FC_POLICY_PATH 21:9
        pin: maybe                              # FC_POLICY_SCHEMA 22:9
      - {bin: ls, argv: [{rest: false}]}        # FC_POLICY_SCHEMA 23:9
    deny:
      - id: five
        argv: [push]                            # FC_POLICY_CONDITION 26:9
    limits: {timeoutMs: 0}                      # FC_POLICY_SCHEMA 27:14
  fs.read:
    allow:
      - id: six
        maxBytes: 10                            # FC_POLICY_CONDITION 31:9
        path:
          within: ["a", "b/nowhere"]            # FC_POLICY_PATH 33:25
          not: ["{a,b}", "../x"]                # FC_POLICY_PATTERN 34:17
  http.get:
    allow:
      - {id: seven, url: {origin: "https://u@example.com"}}                         # FC_POLICY_URL 37:27
      - {id: eight, url: {origin: "https://example.com", path: "v1"}}               # FC_POLICY_URL 38:58
      - {id: nine, url: {origin: "https://example.com", addresses: [10.0.0.0/33]}}  # FC_POLICY_URL 39:69
  mail.send:
    allow:
      - id: ten
        where:
          /recipient: {const: x}                # FC_POLICY_POINTER 44:11
          to: {const: x}                        # FC_POLICY_POINTER 45:11
          /subject: {const: x, oneOf: [y]}      # FC_POLICY_PREDICATE 46:11
          /priority: {}                         # FC_POLICY_PREDICATE 47:11
`;

describe("a policy with planted defects", () => {
  const expected = planted.split("\n").flatMap((line) => /# (FC_\S+ \d+:\d+)/.exec(line)?.[1] ?? []);
  const { policy, faults } = compile(planted);

  it("is refused, and each defect reported once at its place (FC-POL-0002.R3)", () => {
    expect(policy).toBeNull();
    expect(expected.length).toBeGreaterThan(20);
    const found = places(faults);
    for (const it of expected) expect(found).toContain(it);
    // Beside those planted: the second defect on a line, and what a rule without id lacks.
    const others = found.filter((it) => !expected.includes(it));
    expect(others).toEqual(["FC_POLICY_SCHEMA 23:27", "FC_POLICY_PATTERN 34:26"]);
  });

  it("is checked to the end, also where a required key is misspelt", () => {
    const text = "version: 1\nname: x\ncapabilities:\n  fs.raed:\n    allow: [{id: a, path: {within: .}}]\n  fs.read:\n    allow: [{id: b, path: {withn: .}}]\n";
    expect(places(compile(text).faults)).toEqual(["FC_POLICY_UNKNOWN_CAPABILITY 4:3", "FC_POLICY_SCHEMA 7:28"]);
  });

  it("is warned of where a rule allows a place outside the workspace", () => {
    const text = (effect: string) => `version: 1\nname: x\ncapabilities: {fs.read: {${effect}: [{id: a, path: {within: ../..}}]}}\n`;
    expect(compile(text("allow")).warnings.map((it) => it.code)).toEqual(["FC_POLICY_PATH"]);
    expect(compile(text("deny")).warnings).toEqual([]);
  });

  it("names the file, in the order of the file", () => {
    expect(new Set(faults.map(({ at }) => at?.file))).toEqual(new Set(["policy.yaml"]));
    const lines = faults.map(({ at }) => at?.line ?? 0);
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
  });

  it("says what was meant where that is near", () => {
    expect(faults.find((it) => it.found === "shel")?.expected).toBe("a registered capability; did you mean shell?");
    expect(compile("version: 1\nname: x\ncapabilities: {zz: {}}").faults[0]?.expected).toMatch(/^one of fs\.list, fs\.read/);
  });

  it.each([
    ["profil: strict", "; did you mean profile?"],
    ["profile: Strict", "; did you mean strict?"],
    ["capabilities: {shell: {alow: []}}", "; did you mean allow?"],
    ["capabilities: {shell: {limits: {perrun: 3}}}", "; did you mean perRun?"],
    ["capabilities: {shell: {allow: [{id: a, bin: ls, argv: [{itn: {}}]}]}}", "; did you mean int?"],
    ["capabilities: {shell: {allow: [{id: a, bin: ls, argv: [{int: {min: 9, max: 1}}]}]}}", "did you mean min 1, max 9?"],
    ["capabilities: {shell: {allow: [{id: a, bin: ls}, {id: a-2, bin: ls}, {id: a, bin: ls}]}}", "such as a-3"],
    ["capabilities: {mail.send: {allow: [{id: a, where: {/subjet: {const: x}}}]}}", "did you mean /subject?"],
    ["capabilities: {mail.send: {allow: [{id: a, where: {to: {const: x}}}]}}", "did you mean /to?"],
    ["capabilities: {http.get: {allow: [{id: a, url: {origin: 'https://example.com/v1?q'}}]}}", "did you mean https://example.com?"],
    ["capabilities: {http.get: {allow: [{id: a, url: {origin: 'example.com:8443'}}]}}", "did you mean https://example.com:8443?"],
    ["flow: [{id: a, when: {taintd: untrusted}, deny: [{effect: sends}]}]", "; did you mean tainted?"],
  ])("has one defect in %s, with what was meant: %s", (line, meant) => {
    const { faults: found } = compile(`version: 1\nname: x\n${line}\n`);
    expect(found.map(({ expected }) => expected)).toEqual([expect.stringContaining(meant)]);
  });

  it.each(["capabilities: {mail.send: {allow: [{id: a, where: {/to/x: {const: x}}}]}}", "capabilities: {http.get: {allow: [{id: a, url: {origin: 'ftp://example.com'}}]}}", "tides: []", "profile: loose", "capabilities: {shell: {require: aproval}}"])("makes up no meaning for %s", (line) => {
    const { faults: found } = compile(`version: 1\nname: x\n${line}\n`);
    expect(found).toHaveLength(1);
    expect(found[0]?.expected).not.toContain("did you mean");
  });

  it("gives each repeated id another one, however many there are", () => {
    const rules = Array.from({ length: 2_000 }, () => "{id: a, bin: ls}").join(", ");
    const { faults: found } = compile(`version: 1\nname: x\ncapabilities: {shell: {allow: [${rules}]}}\n`);
    expect(new Set(found.map(({ expected }) => expected)).size).toBe(1_999);
  });
});

describe("readPolicy()", () => {
  it.each([
    ["", "FC_POLICY_SCHEMA"], ["[]", "FC_POLICY_SCHEMA"], ["version: 1", "FC_POLICY_SCHEMA"], ["name: x", "FC_POLICY_SCHEMA"], ["version: 2\nname: x", "FC_POLICY_SCHEMA"], ["version: '1'\nname: x", "FC_POLICY_SCHEMA"],
    ["version: 1\nname: x\ndefault: allow", "FC_POLICY_SCHEMA"], ["version: 1\nname: x\ncapabilities:", "FC_POLICY_SCHEMA"], ["version: 1\nname: X y", "FC_POLICY_SCHEMA"], ["version: 1\nname: x\nprofile: loose", "FC_POLICY_SCHEMA"],
    ["{", "FC_POLICY_SYNTAX"], ["version: 1\nname: &a x", "FC_POLICY_SYNTAX"], ["version: 1\nname: x\nname: y", "FC_POLICY_SYNTAX"],
  ])("refuses %j with %s", (text, code) => {
    const { faults } = compile(text);
    expect(faults[0]?.code).toBe(code);
    expect(compile(text).policy).toBeNull();
  });

  it("gives nothing to go on with when not even the rest can be read", () => {
    expect(readPolicy("[]", "p").policy).toBeNull();
    expect(readPolicy("{", "p").policy).toBeNull();
  });

  it("never lets a policy with a defect of shape be compiled", () => {
    const reading = readPolicy("version: 1\nname: x\ntides: []", "p");
    expect(reading.policy).not.toBeNull();
    expect(reading.faults).toHaveLength(1);
    expect(compile("version: 1\nname: x\ntides: []")).toMatchObject({ policy: null, faults: [{ code: "FC_POLICY_SCHEMA", found: 'the unknown key "tides"', at: { line: 3, column: 1 } }] });
  });
});

describe("a deny rule", () => {
  it.each([["shell", { id: "x", bin: "ls", pin: true }], ["shell", { id: "x", bin: "ls", cwd: "." }], ["shell", { id: "x", bin: "ls", environment: {} }], ["shell", { id: "x", require: "approval" }], ["fs.write", { id: "x", maxBytes: 1 }], ["http.get", { id: "x", url: { origin: "https://a.com", addresses: ["10.0.0.0/8"] } }]])(
    "for %s that shapes a grant, as %j does, is refused",
    (capability, rule) => {
      const { faults } = compile(JSON.stringify({ version: 1, name: "x", capabilities: { [capability]: { deny: [rule] } } }));
      expect(faults.map(({ code }) => code)).toEqual(["FC_POLICY_CONDITION"]);
    },
  );
});

describe("a pointer in `where`", () => {
  const codes = (pointer: string): readonly string[] =>
    compile(JSON.stringify({ version: 1, name: "x", capabilities: { "mail.send": { allow: [{ id: "x", where: { [pointer]: { const: 1 } } }] } } })).faults.map(({ code }) => code);

  it.each(["", "/to", "/to/0", "/attachments/0/name", "/flags", "/flags/anything/below"])("%j is known", (pointer) => {
    expect(codes(pointer)).toEqual([]);
  });
  it.each(["/nothing", "/to/x", "/to/-", "/to/01", "/to/0/x", "/attachments/0/other", "/subject/length", "to", "/a~2b", "/toString", "/__proto__"])("%j is not", (pointer) => {
    expect(codes(pointer)).toEqual(["FC_POLICY_POINTER"]);
  });
});

describe("the digest of a policy", () => {
  const yaml = "version: 1\nname: x\ncapabilities:\n  shell:\n    allow:\n      - id: a\n        bin: git\n        argv: [log, {flag: -n, int: {min: 1}}]\n";
  const json = '{"capabilities": {"shell": {"allow": [{"argv": ["log", {"int": {"min": 1}, "flag": "-n"}], "bin": "git", "id": "a"}]}}, "name": "x", "version": 1}';

  it("is the same for the same policy in YAML and JSON", () => {
    expect(policyOf(yaml).digest).toBe(policyOf(json).digest);
    expect(policyOf(yaml).digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it("changes with every word of it, the profile, and what the host answered (FC-POL-0002.R13)", () => {
    const digests = [policyOf(yaml), policyOf(yaml, "strict"), policyOf(yaml.replace("min: 1", "min: 2")), policyOf(yaml.replace("bin: git", "bin: ls")), policyOf(yaml.replace("name: x", "name: y"))].map((it) => it.digest);
    expect(new Set(digests).size).toBe(digests.length);
  });
});

describe("flags in any order", () => {
  it.each<[unknown, string]>([
    [["-a", "-a"], "/1"], [["-a", { flag: "-a", int: {} }], "/1"], [["log"], "/0"], [["--"], "/0"], [[{ int: {} }], "/0"], [[{ flag: "-a", many: "x" }], "/0"], [[{ flags: ["-a"] }], "/0"],
  ])("%j are refused at %s", (flags, at) => {
    const { policy, faults } = compile(JSON.stringify({ version: 1, name: "x", capabilities: { shell: { allow: [{ id: "x", bin: "ls", argv: [{ flags }] }] } } }));
    expect(policy).toBeNull();
    expect(faults.map(({ code, at: place }) => [code, place?.pointer])).toEqual([["FC_POLICY_PREDICATE", expect.stringMatching(`/flags${at}$`)]]);
  });
});
