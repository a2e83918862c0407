import { describe, expect, it } from "vitest";
import { call, captured, documentOf, exec, femtoclaw, message, place, scenario, usualPolicy } from "../support.ts";

const files = {
  "policy.yaml": usualPolicy,
  "notes.txt": "hello",
  "femtoclaw.yaml": "version: 1\npolicy: policy.yaml\nbrain: {kind: simulation, scenario: scenario.yaml}\n",
  "scenario.yaml": scenario(call("fs.read", { path: "notes.txt" }), exec("ls", "-l"), exec("ls", "-a"), call("mail.send", {}), call("fs.list", { path: 7 }), message("Done.")),
};
const recorded = async (): Promise<string> => {
  const directory = place(files);
  expect((await femtoclaw(directory, ["run", "x"])).code).toBe(0);
  return directory;
};

describe("femtoclaw policy suggest (FC-POL-0002)", () => {
  it("prints the smallest rules for what a run was denied, tried in the policy, and says what no rule can help", { timeout: 30_000 }, async () => {
    const directory = await recorded();
    const { code, stdout } = await captured(["policy", "suggest", "--run", "last"], directory);
    expect(code).toBe(0);
    expect(stdout).toContain('- {id: "suggested-1", bin: "ls", argv: [{oneOf: ["-l", "-a"]}]}');
    expect(stdout).toContain("# 2 denied calls");
    expect(stdout).toMatch(/would be allowed {2}shell ls -l/);
    expect(stdout).toMatch(/still denied {2}mail\.send.*DENIED_CAPABILITY_NOT_FOUND/);
    expect(stdout).toMatch(/still denied {2}fs\.list.*DENIED_ARGUMENT_INVALID/);
    const json = documentOf(await captured(["policy", "suggest", "--run", "last", "--json"], directory));
    expect(json).toMatchObject({ rules: [{ capability: "shell" }], calls: [{ allowed: true }, { allowed: true }, { allowed: false }, { allowed: false }] });
  });

  it("says why a rule would not help: a deny rule, or a strict profile", { timeout: 30_000 }, async () => {
    const directory = place({ ...files, "policy.yaml": "version: 1\nname: x\nprofile: strict\ncapabilities: {shell: {deny: [{id: never, bin: ls}], allow: []}}\n" });
    await femtoclaw(directory, ["run", "x"]);
    const { stdout } = await captured(["policy", "suggest", "--run", "last"], directory);
    expect(stdout).toMatch(/still denied {2}shell ls -l {2}expected a call that deny rule never does not match/);
  });

  it("keeps the other rules where one cannot stand in a policy, and says of which call", { timeout: 30_000 }, async () => {
    const many = Array.from({ length: 65 }, (_, index) => `-${index}`);
    const directory = place({ ...files, "scenario.yaml": scenario(exec("ls", ...many), exec("ls", "-l"), message("Done.")) });
    await femtoclaw(directory, ["run", "x"]);
    const { stdout } = await captured(["policy", "suggest", "--run", "last"], directory);
    expect(stdout).toMatch(/still denied {2}shell ls -0 .*a rule for it would have a defect/);
    expect(stdout).toMatch(/would be allowed {2}shell ls -l/);
  });

  it("knows as a run does that what is the runtime's own is out of reach", { timeout: 30_000 }, async () => {
    const own = { ...files, "policy.yaml": "version: 1\nname: x\ncapabilities: {fs.read: {allow: [{id: all, path: {within: .}}]}, fs.write: {allow: [{id: any, path: {within: .}}]}}\n", "scenario.yaml": scenario(call("fs.read", { path: "policy.yaml" }), call("fs.read", { path: "femtoclaw.yaml" }), call("fs.write", { path: "policy.yaml", content: "x", mode: "replace" }), message("Done.")) };
    const directory = place(own);
    await femtoclaw(directory, ["run", "x"]);
    expect((await captured(["policy", "impact", "policy.yaml"], directory)).stdout).toContain("nothing changes  of 3 decisions");
    expect((await captured(["policy", "suggest", "--run", "last"], directory)).stdout.match(/still denied/g)).toHaveLength(3);
    const explained = await captured(["policy", "explain", '{"tool_call":{"tool":"fs.read","args":{"path":"policy.yaml"}}}'], directory);
    expect(explained).toMatchObject({ code: 4, stdout: expect.stringContaining("the runtime's own") });
  });

  it("needs a run that there is", async () => {
    expect((await captured(["policy", "suggest"], place(files))).code).toBe(2);
    expect((await captured(["policy", "suggest", "--run", "nothing"], place(files))).code).not.toBe(0);
  });
});

describe("femtoclaw policy impact (FC-POL-0002)", () => {
  it("says nothing changes under the same policy, and ends with 0", { timeout: 30_000 }, async () => {
    const { code, stdout } = await captured(["policy", "impact", "policy.yaml"], await recorded());
    expect(stdout).toContain("nothing changes  of 5 decisions");
    expect(code).toBe(0);
  });

  it("groups what would change with its first example, and ends with 12", { timeout: 30_000 }, async () => {
    const directory = await recorded();
    const other = place({ "new.yaml": "version: 1\nname: new\ncapabilities: {shell: {allow: [{id: list, bin: ls, argv: [{oneOf: [-l, -a]}]}]}}\n" });
    const { code, stdout } = await captured(["policy", "impact", `${other}/new.yaml`], directory);
    expect(code).toBe(12);
    expect(stdout).toMatch(/2 x +DENIED_POLICY_VIOLATION would be AUTHORIZED {2}shell {2}by rule list\n +first at record \d+ of run_\w+: shell ls -l/);
    expect(stdout).toMatch(/1 x +AUTHORIZED would be DENIED_POLICY_VIOLATION {2}fs\.read/);
    expect(stdout).toMatch(/would change {2}of 5 decisions/);
    const json = documentOf(await captured(["policy", "impact", `${other}/new.yaml`, "--json"], directory));
    expect(json).toMatchObject({ decisions: 5, changes: expect.arrayContaining([expect.objectContaining({ count: 2, was: "DENIED_POLICY_VIOLATION", wouldBe: "AUTHORIZED" })]) });
  });

  it("counts only what was since, and does not guess a date", { timeout: 30_000 }, async () => {
    const directory = await recorded();
    expect((await captured(["policy", "impact", "policy.yaml", "--since", "2099-01-01"], directory)).stdout).toContain("of 0 decisions");
    expect((await captured(["policy", "impact", "policy.yaml", "--since", "1h"], directory)).stdout).toContain("of 5 decisions");
    expect((await captured(["policy", "impact", "policy.yaml", "--since", "soon"], directory)).code).toBe(2);
  });
});
