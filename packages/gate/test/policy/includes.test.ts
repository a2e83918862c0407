import { describe, expect, it } from "vitest";
import { comparePolicies, readPolicy, type CompiledPolicy, type IncludedTexts } from "../../src/index.ts";
import { compile, decide, places, policyOf, registry, run, sha256, type Compiled } from "../support.ts";

const pinOf = (text: string): string => `sha256:${sha256(text)}`;
const pinned = (texts: IncludedTexts): string => `include: [${Object.entries(texts).map(([file, text]) => `{file: ${file}, digest: "${pinOf(text)}"}`).join(", ")}]`;
const compileWith = (text: string, texts: IncludedTexts): Compiled => compile(text, undefined, "policy.yaml", [], texts);

const base = `version: 1
name: base
sets: {subjects: [log, show]}
capabilities:
  shell:
    limits: {perRun: 3}
    allow:
      - {id: base-log, bin: git, argv: [{oneOf: {set: subjects}}]}
    deny:
      - {id: base-push, bin: git, argv: [push]}
  fs.read:
    require: approval
    allow:
      - {id: base-notes, path: {within: ./notes}}
`;
const more = `version: 1
name: more
capabilities:
  shell:
    allow:
      - {id: more-list, bin: ls}
`;
const own = (texts: IncludedTexts): string => `version: 1
name: own
${pinned(texts)}
capabilities:
  shell:
    allow:
      - {id: own-push, bin: git, argv: [push]}
      - {id: own-words, bin: wc, argv: [{oneOf: {set: subjects}}]}
`;
const texts = { "base.yaml": base, "shared/more.yaml": more };

const loaded = (text: string, includes: IncludedTexts): CompiledPolicy => {
  const { policy, faults } = compileWith(text, includes);
  if (policy === null) throw new Error(JSON.stringify(faults));
  return policy;
};

describe("a policy that includes files", () => {
  const policy = loaded(own(texts), texts);

  it("has their sets and their rules, after its own and in their order (FC-POL-0002.R9)", () => {
    expect(policy.capabilities.get("shell")?.allow.map(({ reference }) => reference.id)).toEqual(["own-push", "own-words", "base-log", "more-list"]);
    expect(policy).toMatchObject({ name: "own", file: "policy.yaml" });
    expect(run(policy, "wc", "show").verdict).toBe("AUTHORIZED");
    expect(run(policy, "ls").verdict).toBe("AUTHORIZED");
    expect(policy.capabilities.get("shell")?.perRun).toBe(3);
  });

  it("cites the file and line of the rule that decided (FC-POL-0001.R6, FC-POL-0002.R12)", () => {
    expect(run(policy, "git", "log")).toMatchObject({ verdict: "AUTHORIZED", rule: { id: "base-log", file: "base.yaml", line: 8 } });
    expect(run(policy, "git", "push")).toMatchObject({ verdict: "DENIED_POLICY_VIOLATION", rule: { id: "base-push", file: "base.yaml", line: 10 } });
    expect(run(policy, "ls")).toMatchObject({ rule: { file: "shared/more.yaml", line: 6 } });
    expect(run(policy, "wc", "log")).toMatchObject({ rule: { id: "own-words", file: "policy.yaml", line: 8 } });
    expect(decide(policy, "fs.read", { path: "notes/a" })).toMatchObject({ verdict: "APPROVAL_REQUIRED", rule: { file: "base.yaml", line: 14 } });
  });

  it("allows what the same rules in one file allow", () => {
    const inOne = policyOf(`version: 1\nname: own\ncapabilities:\n  shell:\n    limits: {perRun: 3}\n    allow: [{id: a, bin: git, argv: [push]}, {id: b, bin: wc, argv: [{oneOf: [log, show]}]}, {id: c, bin: git, argv: [{oneOf: [log, show]}]}, {id: d, bin: ls}]\n    deny: [{id: e, bin: git, argv: [push]}]\n  fs.read: {require: approval, allow: [{id: f, path: {within: ./notes}}]}\n`);
    expect(comparePolicies({ ...policy, protected: inOne.protected }, inOne, registry)).toMatchObject({ calls: [], undecided: [], others: [] });
  });

  it("has a digest that covers every word of them (FC-POL-0002.R13)", () => {
    const changed = { ...texts, "base.yaml": base.replace("[log, show]", "[log, diff]") };
    expect(loaded(own(changed), changed).digest).not.toBe(policy.digest);
    expect(loaded(own(texts), texts).digest).toBe(policy.digest);
  });
});

const codes = (it: Compiled): readonly string[] => [...places(it.faults)];
const header = "version: 1\nname: x\n";

describe("an include (FC-POL-0002.R10)", () => {
  it("without a pin is refused, and told what to pin", () => {
    const it = compileWith(`${header}include: [{file: more.yaml}]\n`, { "more.yaml": more });
    expect(it).toMatchObject({ policy: null, faults: [{ code: "FC_POLICY_INCLUDE", expected: expect.stringContaining(pinOf(more)), found: "none", at: { file: "policy.yaml", line: 3, pointer: "/include/0" } }] });
  });

  it("of another text than the pinned one is refused, be it one space", () => {
    const it = compileWith(`${header}${pinned({ "more.yaml": more })}\n`, { "more.yaml": `${more} ` });
    expect(it).toMatchObject({ policy: null, faults: [{ code: "FC_POLICY_INCLUDE", expected: expect.stringContaining(pinOf(more)), found: pinOf(`${more} `), at: { pointer: "/include/0/digest" } }] });
  });

  it.each<[string, IncludedTexts]>([["nothing was read", {}], ["another file was", { "base.yaml": more }], ["only inherited names are there", Object.create({ "more.yaml": more })]])("where %s is refused", (_, read) => {
    expect(compileWith(`${header}${pinned({ "more.yaml": more })}\n`, read)).toMatchObject({ policy: null, faults: [{ code: "FC_POLICY_INCLUDE", expected: "the text of more.yaml", found: "not read", at: { file: "policy.yaml", pointer: "/include/0/file" } }] });
  });

  it("that was not read is one defect, and not also each set that it would have brought", () => {
    expect(codes(compileWith(own(texts), { "shared/more.yaml": more }))).toEqual(["FC_POLICY_INCLUDE 3:12"]);
  });

  it("is kept as the policy names it, in its order, with its pin and its text, read or not", () => {
    const { policy } = readPolicy(`${header}include: [{file: b.yaml}, {file: a.yaml, digest: "${pinOf(more)}"}]\n`, "policy.yaml", { "a.yaml": more });
    expect(policy?.included).toEqual([{ file: "b.yaml", digest: null, text: null }, { file: "a.yaml", digest: pinOf(more), text: more }]);
    expect(policy?.faults).toMatchObject([{ code: "FC_POLICY_INCLUDE", found: "not read", at: { pointer: "/include/0/file" } }]);
    expect(readPolicy(header, "policy.yaml", texts).policy).toMatchObject({ included: [], faults: [], warnings: [] });
  });

  it("that is named twice, or names the policy, is refused", () => {
    const twice = `${header}include: [{file: more.yaml, digest: "${pinOf(more)}"}, {file: more.yaml, digest: "${pinOf(more)}"}]\n`;
    expect(compileWith(twice, { "more.yaml": more })).toMatchObject({ policy: null, faults: [{ code: "FC_POLICY_INCLUDE", found: "more.yaml again" }] });
    expect(compileWith(`${header}${pinned({ "policy.yaml": more })}\n`, { "policy.yaml": more }).faults).toMatchObject([{ code: "FC_POLICY_INCLUDE", found: "policy.yaml again" }]);
  });
});

describe("an included file", () => {
  const included = (text: string, others = "capabilities: {}\n"): Compiled => compileWith(`${header}${pinned({ "base.yaml": text })}\n${others}`, { "base.yaml": text });

  it.each([
    ["include: []", "include"], ["profile: industrial", "profile"], ["budgets: {perRun: {steps: 1}}", "budgets"],
    ["flow: [{id: f, profile: planted-instructions}]", "flow"],
  ])("that says %s is refused at its line (FC-POL-0002.R9)", (line, found) => {
    expect(included(`${header}${line}\n`)).toMatchObject({ policy: null, faults: [{ code: "FC_POLICY_INCLUDE", found, at: { file: "base.yaml", line: 3, column: 1 } }] });
  });

  it("has its defects told with its own name and line, after those of the policy (FC-POL-0002.R12)", () => {
    const text = `${header}capabilities:\n  fs.raed: {}\n  shell:\n    allow:\n      - {id: a, bin: git, argv: [{pattern: "("}], tides: 1}\n      - {id: own, bin: wc, cwd: nowhere}\n`;
    const { policy, faults } = included(text, "capabilities:\n  shell: {allow: [{id: own, bin: ls, argv: [{int: {min: 2, max: 1}}]}]}\n");
    expect(policy).toBeNull();
    expect(faults.map(({ code, at }) => `${code} ${at?.file}:${at?.line}`)).toEqual([
      "FC_POLICY_PREDICATE policy.yaml:5",
      "FC_POLICY_UNKNOWN_CAPABILITY base.yaml:4", "FC_POLICY_PATTERN base.yaml:7", "FC_POLICY_SCHEMA base.yaml:7", "FC_POLICY_DUPLICATE_RULE base.yaml:8", "FC_POLICY_PATH base.yaml:8",
    ]);
  });

  it.each([["[]", "FC_POLICY_SCHEMA"], ["{", "FC_POLICY_SYNTAX"], ["version: 2\nname: x", "FC_POLICY_SCHEMA"]])("%j is refused", (text, code) => {
    const { policy, faults } = included(text);
    expect(policy).toBeNull();
    expect(faults[0]).toMatchObject({ code, at: { file: "base.yaml" } });
  });

  it("may not say again what can be said once: a set, or a setting of a capability (FC-POL-0002.R11)", () => {
    const sets = "sets: {subjects: [a]}\ncapabilities: {mail.send: {allow: [{id: m, where: {/subject: {oneOf: {set: subjects}}}}]}}\n";
    expect(included(base, sets).faults).toMatchObject([{ code: "FC_POLICY_INCLUDE", expected: "set subjects in one file; policy.yaml has it", at: { file: "base.yaml", line: 3 } }]);
    expect(included(base, "capabilities: {shell: {limits: {perRun: 9}}}\n").faults).toMatchObject([{ code: "FC_POLICY_INCLUDE", expected: "limits of shell in one file; policy.yaml has it", at: { file: "base.yaml", line: 6 } }]);
    const both = { "a.yaml": `${header}capabilities: {shell: {enabled: true}}\n`, "b.yaml": `${header}capabilities: {shell: {enabled: false}}\n` };
    expect(compileWith(`${header}${pinned(both)}\n`, both)).toMatchObject({ policy: null, faults: [{ code: "FC_POLICY_INCLUDE", expected: "enabled of shell in one file; a.yaml has it", at: { file: "b.yaml", line: 3 } }] });
  });

  it("that cannot be read hides which sets it has: that is one defect, and not also each set that is missing", () => {
    const naming = "capabilities: {mail.send: {allow: [{id: m, where: {/subject: {oneOf: {set: subjects}}}}]}}\n";
    expect(included("{", naming).faults.map(({ code }) => code)).toEqual(["FC_POLICY_SYNTAX"]);
    expect(included(`${header}profile: strict\n`, naming).faults.map(({ code }) => code)).toEqual(["FC_POLICY_INCLUDE"]);
    expect(included(`${header}tides: []\n`, naming).faults.map(({ code }) => code).toSorted()).toEqual(["FC_POLICY_SCHEMA", "FC_POLICY_SET"]);
    expect(included(header, naming).faults).toMatchObject([{ code: "FC_POLICY_SET", found: "subjects", at: { file: "policy.yaml" } }]);
  });

  it("has its settings told with its own name and line", () => {
    const text = `${header}capabilities:\n  shell:\n    descriptor: "sha256:${"0".repeat(64)}"\n`;
    expect(included(text, "capabilities: {shell: {allow: [{id: a, bin: ls}]}}\n").warnings).toMatchObject([{ code: "FC_POLICY_CONDITION", at: { file: "base.yaml", line: 5 } }]);
  });

  it("may have sets that this policy does not use", () => {
    expect(included(`${header}sets: {idle: [a]}\n`)).toMatchObject({ faults: [], warnings: [] });
    expect(included(`${header}sets: {idle: [a]}\n`, "sets: {mine: [a]}\n").warnings).toMatchObject([{ code: "FC_POLICY_SET", found: "mine", at: { file: "policy.yaml" } }]);
  });
});
