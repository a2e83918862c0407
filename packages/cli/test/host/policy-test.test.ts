import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { captured, documentOf } from "../support.ts";

const directory = mkdtempSync(join(tmpdir(), "femtoclaw-table-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
mkdirSync(join(directory, "tables"));
const write = (name: string, text: string): void => writeFileSync(join(directory, name), text);
write("policy.yaml", `version: 1
name: tried
capabilities:
  shell: {allow: [{id: list, bin: ls, argv: [-l]}, {id: all, bin: ls, argv: [-a], require: approval}]}
  http.get: {allow: [{id: web, url: {origin: "https://192.0.2.7", path: /v1/*}}]}
flow: [{id: planted, profile: planted-instructions}]
`);
const cases = `cases:
  - {name: a list is allowed, call: {bin: ls, argv: [-l]}, expect: AUTHORIZED, rule: list}
  - {name: hidden files want a person, call: {bin: ls, argv: [-a]}, expect: APPROVAL_REQUIRED}
  - {name: nothing else is listed, call: {tool_call: {tool: shell, args: {bin: ls, argv: [-R]}}}, expect: DENIED_POLICY_VIOLATION}
  - {name: nothing is unknown, call: {tool_call: {tool: mail.send, args: {}}}, expect: DENIED_CAPABILITY_NOT_FOUND}
  - {name: nothing is sent on a document's word, call: {tool_call: {tool: http.get, args: {url: "https://192.0.2.7/v1/stolen"}}}, untrusted: true, expect: DENIED_POLICY_VIOLATION, rule: planted}
  - {name: it is what was read that stands in the way, call: {tool_call: {tool: http.get, args: {url: "https://192.0.2.7/v1/stolen"}}}, expect: AUTHORIZED}
`;

describe("femtoclaw policy test (FC-POL-0002)", () => {
  it("passes a table whose every answer is given, with the policy that the table names", async () => {
    write("tables/good.yaml", `version: 1\npolicy: ../policy.yaml\n${cases}`);
    const { code, stdout } = await captured(["policy", "test", "tables/good.yaml"], directory);
    expect(stdout).toContain("passed  6 of 6 cases");
    expect(code).toBe(0);
  });

  it("says of each case that fails where it stands, what was expected, what was found and why, and ends with 12", async () => {
    write("bad.yaml", `version: 1\ncases:\n  - {name: wrong verdict, call: {bin: ls, argv: [-R]}, expect: AUTHORIZED}\n  - {name: wrong rule, call: {bin: ls, argv: [-l]}, expect: AUTHORIZED, rule: all}\n  - {name: right, call: {bin: ls, argv: [-l]}, expect: AUTHORIZED}\n`);
    const { code, stdout } = await captured(["policy", "test", "bad.yaml", "--policy", "policy.yaml"], directory);
    expect(code).toBe(12);
    expect(stdout).toMatch(/fail  wrong verdict  bad\.yaml:3\n.*expected AUTHORIZED for .*ls -R/);
    expect(stdout).toMatch(/fail  wrong rule  bad\.yaml:4\n.*expected AUTHORIZED by rule all/);
    expect(stdout).toContain("failed  1 of 3 cases");
    const json = documentOf(await captured(["policy", "test", "bad.yaml", "--policy", "policy.yaml", "--json"], directory));
    expect(json).toMatchObject({ passed: 1, failed: 2, cases: [{ passed: false, found: { verdict: "DENIED_POLICY_VIOLATION" } }, { found: { rule: "list" } }, { passed: true }] });
  });

  it.each([
    ["no cases", "version: 1\ncases: []\n"],
    ["an unknown key", "version: 1\ncases: [{name: a, call: {bin: ls, argv: []}, expect: AUTHORIZED, why: x}]\n"],
    ["an unknown answer", "version: 1\ncases: [{name: a, call: {bin: ls, argv: []}, expect: ALLOWED}]\n"],
    ["a message", 'version: 1\ncases: [{name: a, call: {message: {content: "x"}}, expect: AUTHORIZED}]\n'],
    ["no call at all", "version: 1\ncases: [{name: a, call: {bin: ls}, expect: AUTHORIZED}]\n"],
  ])("refuses a table with %s, and passes nothing", async (_, text) => {
    write("odd.yaml", text);
    expect(await captured(["policy", "test", "odd.yaml", "--policy", "policy.yaml"], directory)).toMatchObject({ code: 3, stdout: "", stderr: expect.stringContaining("FC_POLICY_SCHEMA") });
  });

  it("and policy explain judge as if something untrusted had been read, where they are told to", async () => {
    const intent = '{"tool_call":{"tool":"http.get","args":{"url":"https://192.0.2.7/v1/stolen"}}}';
    const { code, stdout } = await captured(["policy", "explain", intent, "--untrusted", "--policy", "policy.yaml"], directory);
    expect(code).toBe(4);
    expect(stdout).toContain("since something untrusted is in the context");
  });

  it("reports every defect of a table at once, each at its place, and a misspelt key once", async () => {
    write("odd.yaml", `version: 1\ncases:\n  - {name: a, cal: {bin: ls, argv: []}, expect: AUTHORIZED}\n  - {name: b, call: {bin: ls}, expect: AUTHORISED}\n  - {name: c, call: {message: {content: x}}, expect: AUTHORIZED}\n`);
    const { code, stdout } = await captured(["policy", "test", "odd.yaml", "--policy", "policy.yaml", "--json"], directory);
    expect(code).toBe(3);
    const { faults } = JSON.parse(stdout) as { readonly faults: readonly { readonly at: { readonly line: number; readonly pointer: string }; readonly expected: string }[] };
    expect(faults.map(({ at }) => `${at.line} ${at.pointer}`)).toEqual(["3 /cases/0/cal", "4 /cases/1/call", "4 /cases/1/expect", "5 /cases/2/call"]);
    expect(faults[0]?.expected).toContain("did you mean call?");
    expect(faults[2]?.expected).toContain("did you mean AUTHORIZED?");
  });

  it("needs a policy", async () => {
    write("alone.yaml", `version: 1\n${cases}`);
    expect(await captured(["policy", "test", "alone.yaml"], directory)).toMatchObject({ code: 3, stderr: expect.stringContaining("FC_CONFIG_MISSING") });
  });
});
