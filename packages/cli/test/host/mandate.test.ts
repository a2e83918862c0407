import { describe, expect, it } from "vitest";
import { call, captured, documentOf, femtoclaw, message, place, scenario, usualPolicy } from "../support.ts";

const files = (...said: readonly object[]) => ({
  "policy.yaml": usualPolicy,
  "notes.txt": "hello",
  "other.txt": "else",
  "femtoclaw.yaml": "version: 1\npolicy: policy.yaml\nbrain: {kind: simulation, scenario: scenario.yaml}\n",
  "notes.yaml": "version: 1\nname: notes\ncapabilities: {fs.read: {allow: [{id: notes, path: {within: notes.txt}}]}}\n",
  "bad.yaml": "version: 1\nname: bad\nbudgets: {}\ncapabilities: {fs.raed: {allow: []}}\n",
  "scenario.yaml": scenario(...said),
});
const readBoth = [call("fs.read", { path: "notes.txt" }), call("fs.read", { path: "other.txt" }), message("Done.")] as const;

describe("femtoclaw run under a mandate (FC-POL-0006.R1)", () => {
  it("narrows the run to the operator's file, and replays so", { timeout: 30_000 }, async () => {
    const directory = place(files(...readBoth));
    expect((await femtoclaw(directory, ["run", "x", "--json"])).stdout).toContain('"authorized": 2');
    const { code, stdout } = await femtoclaw(directory, ["run", "Read the notes.", "--mandate", "notes.yaml"]);
    expect(code).toBe(0);
    expect(stdout).toContain("1 authorised  1 denied");
    expect(stdout).toContain("a call within the mandate notes");
    expect((await captured(["replay", "last"], directory)).stdout).toContain("replay identical");
  });

  it("lets the brain say first what the task needs, and shows it", { timeout: 30_000 }, async () => {
    const proposal = call("mandate.propose", { capabilities: { "fs.read": { allow: [{ id: "notes", path: { within: "notes.txt" } }] } } });
    const directory = place(files(readBoth[0], proposal, ...readBoth));
    const { stdout } = await femtoclaw(directory, ["run", "Read the notes.", "--propose-mandate"]);
    expect(stdout).toMatch(/mandate +given {2}by the brain: .*notes\.txt/);
    expect(stdout).toContain("a mandate before the first call");
    expect(stdout).toContain("1 authorised  2 denied");
    expect((await captured(["replay", "last"], directory)).stdout).toContain("replay identical");
  });

  it("tells every defect of a mandate, starts no run, and closes its journal", { timeout: 30_000 }, async () => {
    const directory = place(files(...readBoth));
    const { code, stderr } = await femtoclaw(directory, ["run", "x", "--mandate", "bad.yaml"]);
    expect(code).toBe(3);
    expect(stderr).toContain("only version, name, widen, capabilities in a mandate");
    expect(documentOf(await captured(["status", "--json"], directory))).toMatchObject({ runs: [], writer: { state: "none", left: false } });
    expect((await femtoclaw(directory, ["run", "x", "--mandate", "none.yaml"])).code).toBe(3);
    expect((await femtoclaw(directory, ["run", "x", "--mandate", "notes.yaml", "--propose-mandate"])).code).toBe(2);
  });
});
