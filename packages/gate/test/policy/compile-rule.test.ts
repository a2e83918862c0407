import { describe, expect, it } from "vitest";
import { compile, policyOf, policyWith } from "../support.ts";

type Effect = "allow" | "deny";
const compileRule = (capability: string, rule: object, effect: Effect = "allow") => compile(JSON.stringify({ version: 1, name: "x", capabilities: { [capability]: { [effect]: [{ id: "x", ...rule }] } } }));
const defectsOf = (capability: string, rule: object, effect: Effect = "allow"): readonly string[] =>
  compileRule(capability, rule, effect).faults.map(({ code, at }) => `${code} ${at?.pointer?.replace(`/capabilities/${capability}/${effect}/0`, "")}`);

const bin = { bin: "ls" };
const path = { path: { within: "." } };
const url = { url: { origin: "https://status.example.com" } };
const conditions = { ...bin, argv: [], pin: true, cwd: ".", environment: {}, ...path, maxBytes: 1, ...url };
const suitable: { readonly [capability: string]: readonly string[] } = {
  shell: ["bin", "argv", "pin", "cwd", "environment"], "fs.write": ["path", "maxBytes"], "fs.read": ["path"], "http.get": ["url"], "mail.send": [],
};

describe("a condition", () => {
  it.each(Object.keys(suitable))("that says nothing of a call of %s is refused, each at its place", (capability) => {
    const others = Object.keys(conditions).filter((it) => suitable[capability]?.includes(it) !== true);
    expect(defectsOf(capability, conditions).toSorted()).toEqual(others.map((it) => `FC_POLICY_CONDITION /${it}`).toSorted());
  });

  it.each<[string, object, Effect, string]>([
    ["a program that there is not", { bin: "absent" }, "allow", "bin"],
    ["a program with open arguments", { bin: "sh", argv: [{ rest: true }] }, "allow", "bin argv"],
    ["arguments without a program", { argv: ["push"] }, "deny", "argv"],
    ["a path that does not exist", { path: { within: "nowhere" } }, "deny", "path"],
    ["a path outside the workspace", { path: { within: "out" } }, "allow", "path"],
    ["a URL that is none", { url: { origin: "example" } }, "deny", "url"],
  ])("that does not suit is refused as such alone: of %s nothing more is said", (_what, rule, effect, refused) => {
    const { faults, warnings } = compileRule("mail.send", rule, effect);
    expect(faults.map(({ code, at }) => `${code} ${at?.pointer}`)).toEqual(refused.split(" ").map((it) => `FC_POLICY_CONDITION /capabilities/mail.send/${effect}/0/${it}`));
    expect(warnings).toEqual([]);
  });

  it("that suits is named to who wrote another", () => {
    const expected = (capability: string, rule: object): string | undefined => compileRule(capability, rule).faults[0]?.expected;
    expect(expected("fs.write", { ...path, bin: "ls" })).toBe("conditions that suit fs.write: path, maxBytes, where");
    expect(expected("mail.send", bin)).toBe("conditions that suit mail.send: where");
    expect(expected("fs.read", { ...path, maxBytes: 1 })).toContain("limits.maxOutputBytes");
  });

  it.each<[string, object, string]>([["shell", { argv: [] }, "bin"], ["fs.read", {}, "path"], ["http.get", { where: {} }, "url"]])("without which a rule for %s would allow any call is needed there, and not where calls are denied", (capability, rule, need) => {
    const { faults } = compileRule(capability, rule);
    expect(faults).toMatchObject([{ code: "FC_POLICY_CONDITION", expected: `a rule for ${capability} with ${need}`, found: "none", at: { pointer: `/capabilities/${capability}/allow/0` } }]);
    expect(defectsOf(capability, { where: {} }, "deny")).toEqual([]);
  });

  it("is not needed where there is no resource", () => {
    expect(defectsOf("mail.send", {})).toEqual([]);
  });

  it("that shapes a grant is refused in a deny rule, each at its place", () => {
    expect(defectsOf("shell", { ...bin, argv: [], pin: false, cwd: ".", environment: {}, require: "approval", effects: ["writes"] }, "deny").toSorted()).toEqual(
      ["cwd", "effects", "environment", "pin", "require"].map((it) => `FC_POLICY_CONDITION /${it}`),
    );
    expect(defectsOf("fs.write", { ...path, maxBytes: 0 }, "deny")).toEqual(["FC_POLICY_CONDITION /maxBytes"]);
  });

  it("on arguments stands beside the program that gets them", () => {
    expect(defectsOf("shell", { argv: ["push"] }, "deny")).toEqual(["FC_POLICY_CONDITION /argv"]);
    expect([defectsOf("shell", { ...bin, argv: ["push"] }, "deny"), defectsOf("shell", bin, "deny")]).toEqual([[], []]);
  });
});

describe("the effects of a rule", () => {
  it("are some of those of its capability", () => {
    expect(compileRule("mail.send", { effects: ["sends", "spends"] }).faults).toMatchObject([
      { code: "FC_POLICY_CONDITION", expected: "effects of mail.send: sends, irreversible", found: "spends", at: { pointer: "/capabilities/mail.send/allow/0/effects/1" } },
    ]);
    expect(defectsOf("mail.send", { effects: ["reads", "sends"] })).toEqual(["FC_POLICY_CONDITION /effects/0"]);
    const effects = (rule: object): unknown => policyWith("mail.send", { allow: [{ id: "x", ...rule }] }).capabilities.get("mail.send")?.allow[0]?.effects;
    expect([effects({ effects: ["irreversible"] }), effects({ effects: [] }), effects({})]).toEqual([["irreversible"], [], null]);
  });
});

describe("a place outside the workspace", () => {
  it("is warned of where a rule allows it, with where it is", () => {
    const { warnings } = compileRule("fs.read", { path: { within: [".", "notes", "out", "/srv/spacecraft"] } });
    expect(warnings.map(({ code, at, found }) => [code, at?.pointer, found])).toEqual([
      ["FC_POLICY_PATH", "/capabilities/fs.read/allow/0/path/within", '"out", which is /etc'], ["FC_POLICY_PATH", "/capabilities/fs.read/allow/0/path/within", '"/srv/spacecraft", which is /srv/spacecraft'],
    ]);
    expect(compileRule("fs.read", { path: { within: "out" } }, "deny").warnings).toEqual([]);
  });

  it("that does not exist is a defect, and no warning besides", () => {
    expect(compileRule("fs.read", { path: { within: "nowhere" } })).toMatchObject({ faults: [{ code: "FC_POLICY_PATH" }], warnings: [] });
  });
});

describe("an argument under `where` that there is not", () => {
  const meant = (argument: string, capability = "mail.send"): string | undefined => compileRule(capability, { where: { [argument]: { const: 1 } } }, "deny").faults[0]?.expected;

  it.each([
    ["/subjct", "an argument of mail.send; did you mean /subject?"], ["subject", "an argument of mail.send; did you mean /subject?"], ["/atachments/0/name", "an argument of mail.send; did you mean /attachments?"],
    // Its first part is right, so what is wrong comes after it.
    ["/attachments/0/nam", "an argument of mail.send"], ["/subject/x", "an argument of mail.send"], ["/recipient", "an argument of mail.send"], ["x/subject", "an argument of mail.send"],
  ])("%s is told what there is: %s", (argument, expected) => {
    expect(meant(argument)).toBe(expected);
  });

  it("is refused where it is named, beside what is wrong with its condition", () => {
    expect(defectsOf("mail.send", { where: { "/a~1b": {}, "/subject": { const: 1 } } })).toEqual(["FC_POLICY_POINTER /where/~1a~01b", "FC_POLICY_PREDICATE /where/~1a~01b"]);
  });
});

describe("a compiled rule", () => {
  it("knows where it is written, and its place in its list", () => {
    const rules = policyOf("version: 1\nname: x\ncapabilities:\n  mail.send:\n    allow:\n      - id: a\n      - comment: x\n        id: b\n    deny: [{id: c}]\n").capabilities.get("mail.send");
    expect(rules?.allow.map(({ reference, place }) => [reference, place])).toEqual([[{ id: "a", file: "policy.yaml", line: 6 }, 0], [{ id: "b", file: "policy.yaml", line: 8 }, 1]]);
    expect(rules?.deny.map(({ reference, place }) => [reference, place])).toEqual([[{ id: "c", file: "policy.yaml", line: 9 }, 0]]);
  });

  it("has the condition on its resource and no other", () => {
    const one = (capability: string, rule: object) => policyWith(capability, { allow: [{ id: "x", ...rule }] }).capabilities.get(capability)?.allow[0];
    expect(one("mail.send", {})).toMatchObject({ exec: null, path: null, url: null, maxBytes: null, where: [] });
    expect(one("fs.write", { ...path, maxBytes: 0 })).toMatchObject({ exec: null, path: { roots: [{ written: ".", real: "/srv/space" }], not: [] }, url: null, maxBytes: 0 });
    expect(one("http.get", url)).toMatchObject({ exec: null, path: null, url: { origin: "https://status.example.com" } });
    expect(one("shell", bin)).toMatchObject({ exec: { bin: "ls" }, path: null, url: null });
  });
});
