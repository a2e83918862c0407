import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { call, captured, documentOf, femtoclaw, message, place, scenario } from "../support.ts";

const policy = "version: 1\nname: asks\ncapabilities: {fs.write: {require: approval, allow: [{id: note, path: {within: .}}]}}\n";
const files = {
  "policy.yaml": policy,
  "femtoclaw.yaml": "version: 1\npolicy: policy.yaml\nbrain: {kind: simulation, scenario: scenario.yaml}\n",
  "scenario.yaml": scenario(call("fs.write", { path: "note.txt", content: "hello" }), message("Done.")),
};

/** A directory in which a run waits, and the execution that it waits for. */
const waiting = async (): Promise<{ readonly directory: string; readonly execution: string }> => {
  const directory = place(files);
  const { code, stderr } = await femtoclaw(directory, ["run", "Write a note.", "--suspend"]);
  expect(code).toBe(13);
  const [execution = ""] = /run_[0-9a-z]{26}\.1/.exec(stderr) ?? [];
  return { directory, execution };
};

describe("a run that waits for a person (FC-POL-0004.R4)", () => {
  it("is listed with exactly what would be done, approved by another process, and goes on", { timeout: 60_000 }, async () => {
    const { directory, execution } = await waiting();
    const listed = await captured(["approvals"], directory);
    expect(listed.code).toBe(0);
    for (const text of [execution, "note (policy.yaml:3)", "note.txt", "sha256:", "expires in", `approve ${execution}`]) expect(listed.stdout).toContain(text);
    expect(documentOf(await captured(["status", "--json"], directory))).toMatchObject({ runs: [{ state: "waiting" }], inDoubt: [] });

    const { code, stdout } = await femtoclaw(directory, ["approve", execution, "--why", "It is only a note."]);
    expect(code).toBe(0);
    expect(stdout).toContain("the run goes on from its records");
    expect(stdout).toContain("respond   Done.");
    expect(readFileSync(join(directory, "note.txt"), "utf8")).toBe("hello");
    expect((await captured(["approvals"], directory)).stdout).toContain("nothing waits for a person");
    expect((await captured(["audit", "verify"], directory)).code).toBe(0);
    expect((await captured(["replay", "last"], directory)).stdout).toContain("replay identical");
    const answered = documentOf(await captured(["audit", "list", "--kind", "approval.answered", "--json"], directory));
    expect(answered).toMatchObject({ records: [{ body: { approved: true, why: "It is only a note.", grantDigest: expect.stringMatching(/^sha256:/), policy: expect.stringMatching(/^sha256:/) } }] });
  });

  it("counts an answer once (FC-POL-0004.R2)", { timeout: 60_000 }, async () => {
    const { directory, execution } = await waiting();
    expect((await femtoclaw(directory, ["refuse", execution, "--why", "Not today."])).code).toBe(0);
    const again = await femtoclaw(directory, ["approve", execution, "--why", "After all."]);
    expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining("FC_APPROVAL_NOT_PENDING") });
    expect(() => readFileSync(join(directory, "note.txt"))).toThrow();
  });

  it("is void under another policy: nothing is executed, and the record says so (FC-POL-0004.R6)", { timeout: 60_000 }, async () => {
    const { directory, execution } = await waiting();
    writeFileSync(join(directory, "policy.yaml"), policy.replace("within: .", "within: [., notes]"));
    const { code, stderr } = await femtoclaw(directory, ["approve", execution, "--why", "It is only a note."]);
    expect(code).not.toBe(0);
    expect(stderr).toContain("the policy is another than when the question was asked");
    expect(() => readFileSync(join(directory, "note.txt"))).toThrow();
    expect((await captured(["replay", "last"], directory)).stdout).toContain("replay identical");
    expect((await captured(["approvals"], directory)).stdout).toContain("nothing waits for a person");
  });

  it("needs a reason, and an execution that waits", { timeout: 60_000 }, async () => {
    const { directory, execution } = await waiting();
    expect((await captured(["approve", execution], directory)).code).toBe(2);
    expect((await captured(["approve", `${execution.slice(0, -1)}7`, "--why", "x"], directory)).code).toBe(2);
    expect((await captured(["approve", "nothing", "--why", "x"], directory)).code).toBe(2);
    expect((await captured(["approvals"], directory)).stdout).toContain(execution);
  });
});
