import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { captured, documentOf } from "../support.ts";

const directory = mkdtempSync(join(tmpdir(), "femtoclaw-diff-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const write = (name: string, argv: string, more = ""): string => {
  writeFileSync(join(directory, name), `version: 1\nname: history\ncapabilities:\n  shell:\n    allow:\n      - {id: log, bin: ls, argv: ${argv}}\n${more}`);
  return name;
};

describe("femtoclaw policy diff (FC-POL-0002)", () => {
  const [a, b] = [write("a.yaml", "[-l]"), write("b.yaml", "[-l, {optional: -a}]")];

  it("prints the call in which two policies of one flag's difference differ, and ends with 12", async () => {
    const { code, stdout } = await captured(["policy", "diff", a, b], directory);
    expect(code).toBe(12);
    expect(stdout).toContain("ls -l -a");
    expect(stdout).toMatch(/a\.yaml denies it, .*b\.yaml allows it/);
    const json = await captured(["policy", "diff", b, a, "--json"], directory);
    expect(documentOf(json)).toEqual({ equivalent: false, observed: false, undecided: [], others: [], calls: [{ call: { capability: "shell", args: { bin: "ls", argv: ["-l", "-a"] } }, facts: [], a: "allowed", b: "denied", grants: [] }] });
  });

  it("says equivalent of two that say the same in other words, and ends with 0", async () => {
    const other = write("other.yaml", "[{oneOf: [-l]}]");
    expect(await captured(["policy", "diff", a, other], directory)).toMatchObject({ code: 0, stdout: expect.stringContaining("equivalent") });
  });

  it("tells both grants of a call that each allows in its own way", async () => {
    writeFileSync(join(directory, "pinned.yaml"), "version: 1\nname: history\ncapabilities:\n  shell:\n    allow:\n      - {id: other, bin: ls, argv: [-l], pin: true, environment: {A: '1'}}\n");
    const { code, stdout } = await captured(["policy", "diff", a, "pinned.yaml"], directory);
    expect(code).toBe(12);
    expect(stdout).toContain("each allows it, and not in the same way");
    expect(stdout).toMatch(/pinned to:\n +a\.yaml {2}nothing\n +pinned\.yaml {2}sha256:/);
    expect(stdout).toMatch(/environment:\n +a\.yaml {2}\{.*\}\n +pinned\.yaml {2}\{.*"A":"1".*\}/);
    const json = documentOf(await captured(["policy", "diff", a, "pinned.yaml", "--json"], directory));
    expect(json).toMatchObject({ equivalent: false, calls: [{ a: "allowed", b: "allowed", grants: [{ part: "executableDigest", a: null }, { part: "environment" }] }] });
  });

  it("compares what two policies that only observe would record, and says that it is no more", async () => {
    const [one, other] = [write("one.yaml", "[-l]", "profile: observe\n"), write("two.yaml", "[-a]", "profile: observe\n")];
    const { code, stdout } = await captured(["policy", "diff", one, other], directory);
    expect(code).toBe(12);
    expect(stdout).toContain("neither lets anything run");
    expect(stdout).toMatch(/one\.yaml allows it, .*two\.yaml denies it/);
    expect(documentOf(await captured(["policy", "diff", one, other, "--json"], directory))).toMatchObject({ equivalent: false, observed: true });
  });

  it("lists what differs beside the calls, and is not equivalent then", async () => {
    const slow = write("slow.yaml", "[-l]", "budgets: {perRun: {steps: 7}}\n");
    const { code, stdout } = await captured(["policy", "diff", a, slow], directory);
    expect(code).toBe(12);
    expect(stdout).toContain("budgets");
    expect(stdout).toContain("every call gets the same answer and the same grant");
  });

  it("tells every defect of a policy that cannot be loaded, and a file that is not there", async () => {
    writeFileSync(join(directory, "bad.yaml"), "version: 1\nname: bad\ncapabilities: {shel: {}}\n");
    expect(await captured(["policy", "diff", a, "bad.yaml"], directory)).toMatchObject({ code: 3, stderr: expect.stringContaining("FC_POLICY_UNKNOWN_CAPABILITY") });
    expect((await captured(["policy", "diff", a, "none.yaml"], directory)).code).toBe(3);
  });
});
