import { describe, expect, it } from "vitest";
import { compile, policyOf } from "../support.ts";

const compileFlow = (rule: object) => compile(JSON.stringify({ version: 1, name: "x", flow: [{ id: "f", ...rule }] }));
const defectsOf = (rule: object): readonly (readonly [string, string | undefined, string])[] => compileFlow(rule).faults.map(({ code, at, found }) => [code, at?.pointer?.replace("/flow/0", ""), found]);
const compiled = (rule: object) => policyOf(JSON.stringify({ version: 1, name: "x", flow: [{ id: "f", ...rule }] })).flow[0];

const secret = { secret: true };
const deny = [{ capability: "*" }];

describe("a flow rule with a defect (FC-POL-0005.R6)", () => {
  it.each<[object, string, string]>([
    [{}, "", "none"],
    [{ deny }, "", "none"],
    [{ when: {}, deny }, "/when", "none"],
    [{ when: { tainted: "untrusted", secret: true, sources: ["*"] }, deny }, "/when", "tainted and secret and sources"],
    [{ when: secret }, "", "none"],
    [{ when: secret, deny, approve: deny }, "", "both"],
    [{ when: secret, deny: [{ capability: "*" }, {}] }, "/deny/1", "none"],
    [{ when: secret, approve: [{ capability: "*", effect: "sends" }] }, "/approve/0", "both"],
    [{ when: secret, deny: [{ effect: "sends", unlessFromInput: ["/to"], unlessFromTrusted: ["/to"] }] }, "/deny/0", "both"],
    [{ profile: "planted-instructions", when: secret }, "/when", "profile and when"],
    [{ profile: "planted-instructions", deny }, "/deny", "profile and deny"],
    [{ profile: "planted-instructions", approve: deny }, "/approve", "profile and approve"],
  ])("%j has it at %j: %s", (rule, pointer, found) => {
    expect(defectsOf(rule)[0]).toEqual(["FC_POLICY_PREDICATE", pointer, found]);
  });

  it("of which the rest is right has one defect", () => {
    expect(defectsOf({ deny })).toHaveLength(1);
    expect(defectsOf({ when: secret })).toHaveLength(1);
    expect(defectsOf({ profile: "planted-instructions", when: secret, deny })).toHaveLength(2);
  });

  it.each<[object, string, string, string]>([
    [{ when: { sources: ["input", "fs.*", "fs.raed"] }, deny }, "/when/sources/2", "FC_POLICY_UNKNOWN_CAPABILITY", '"fs.raed"'],
    [{ when: { sources: ["ftp.*"] }, deny }, "/when/sources/0", "FC_POLICY_UNKNOWN_CAPABILITY", '"ftp.*"'],
    [{ when: secret, deny: [{ capability: "shel" }] }, "/deny/0/capability", "FC_POLICY_UNKNOWN_CAPABILITY", '"shel"'],
    [{ when: secret, deny: [{ capability: "fs.*", unlessFromInput: ["/path", "/to"] }] }, "/deny/0/unlessFromInput/1", "FC_POLICY_POINTER", '"/to"'],
    [{ when: secret, approve: [{ capability: "mail.send", unlessFromTrusted: ["/path", "/to"] }] }, "/approve/0/unlessFromTrusted/0", "FC_POLICY_POINTER", '"/path"'],
    [{ when: secret, deny: [{ effect: "sends", unlessFromInput: ["/nothing"] }] }, "/deny/0/unlessFromInput/0", "FC_POLICY_POINTER", '"/nothing"'],
  ])("%j names what is not there, at %s", (rule, pointer, code, found) => {
    expect(defectsOf(rule)).toEqual([[code, pointer, found]]);
  });

  it("is told a name that is near, or else those that there are", () => {
    const meant = (capability: string): string | undefined => compileFlow({ when: secret, deny: [{ capability }] }).faults[0]?.expected;
    expect(meant("shel")).toBe("a registered capability; did you mean shell?");
    expect(meant("zz")).toMatch(/^one of .*shell.*, or a beginning such as http\.\*$/);
    const argument = (target: object): string | undefined => compileFlow({ when: secret, deny: [{ unlessFromInput: ["/x"], ...target }] }).faults[0]?.expected;
    expect([argument({ capability: "http.get" }), argument({ effect: "sends" })]).toEqual(["an argument of http.get", "an argument of some capability"]);
  });
});

describe("a flow rule", () => {
  it("is about one thing in the context", () => {
    const when = (it: object): unknown => compiled({ when: it, deny })?.when;
    expect([when({ tainted: "untrusted" }), when(secret), when({ sources: ["fs.*", "input"] })]).toEqual([{ kind: "untrusted" }, { kind: "secret" }, { kind: "sources", sources: ["fs.*", "input"] }]);
  });

  it("denies or asks, the targets that it lists", () => {
    expect(compiled({ when: secret, deny: [{ capability: "fs.*" }, { effect: "sends" }] })).toMatchObject({ effect: "deny", targets: [{ capability: "fs.*", effects: null, unless: null }, { capability: null, effects: ["sends"], unless: null }] });
    expect(compiled({ when: secret, approve: deny })).toMatchObject({ effect: "approve", targets: [{ capability: "*" }] });
  });

  it("excepts what the input says, or a trusted source, as it is written", () => {
    const unless = (target: object): unknown => compiled({ when: secret, deny: [{ capability: "mail.send", ...target }] })?.targets[0]?.unless;
    expect(unless({ unlessFromInput: ["/to", "/subject"] })).toMatchObject({ trusted: false, pointers: [{ text: "/to" }, { text: "/subject" }] });
    expect(unless({ unlessFromTrusted: ["/to"] })).toMatchObject({ trusted: true, pointers: [{ text: "/to" }] });
  });

  it("that is a profile has its conditions and targets", () => {
    expect(compiled({ profile: "planted-instructions" })).toMatchObject({ when: { kind: "untrusted" }, effect: "deny", targets: [{ capability: null, effects: ["sends", "spends", "irreversible"], unless: { trusted: true, pointers: null } }] });
  });

  it("is cited by its id, its file and its line", () => {
    const text = "version: 1\nname: x\nflow:\n  - id: a\n    profile: planted-instructions\n  - profile: planted-instructions\n    id: b\n";
    expect(policyOf(text).flow.map(({ reference }) => reference)).toEqual([{ id: "a", file: "policy.yaml", line: 4 }, { id: "b", file: "policy.yaml", line: 7 }]);
  });
});
