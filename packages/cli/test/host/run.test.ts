import { spawn } from "node:child_process";
import { createWriteStream, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { call, captured, documentOf, endlessScenario, exec, femtoclaw, hasControlCharacters, message, place, program, scenario, startCommand, usualPolicy } from "../support.ts";

const files = {
  "policy.yaml": usualPolicy,
  "notes.txt": "hello",
  "femtoclaw.yaml": "version: 1\npolicy: policy.yaml\nbrain: {kind: simulation, scenario: scenario.yaml}\n",
  "scenario.yaml": scenario(
    { ...call("fs.read", { path: "notes.txt" }), comment: "read the notes" },
    { raw: "Sure! ```json\n{}\n```" },
    exec("rm", "-rf", "/"),
    message("Done."),
  ),
};

describe("run", () => {
  it("shows think, validate, decide, execute, record, respond, in plain lines without a terminal", { timeout: 30_000 }, async () => {
    const directory = place(files);
    const { code, stdout, stderr } = await femtoclaw(directory, ["run", "Read the notes."]);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(hasControlCharacters(stdout)).toBe(false);
    const order = ["# read the notes", "think", "validate  a call: fs.read notes.txt", "AUTHORIZED  by rule read-here (policy.yaml:1)", "execute   ok  5 B in", "are durable", "REJECTED", "DENIED_POLICY_VIOLATION", "respond   Done."];
    let at = 0;
    for (const text of order) {
      const found = stdout.indexOf(text, at);
      expect(found, `${text} after ${at} in\n${stdout}`).toBeGreaterThanOrEqual(at);
      at = found;
    }
    expect(stdout).toMatch(/1 authorised {2}1 denied {2}1 rejected {2}\d+ records/);
    expect(stdout).toMatch(/next {2}femtoclaw audit show run_[0-9a-z]{26}\n/);

    // What was recorded is whole, replays, and can be looked at from every side.
    const [verify, replay, status, list, show] = await Promise.all([
      captured(["audit", "verify"], directory),
      captured(["replay", "last"], directory),
      captured(["status", "--json"], directory),
      captured(["audit", "list", "--kind", "decision", "--json"], directory),
      captured(["audit", "show", "last", "--context"], directory),
    ]);
    expect(verify).toMatchObject({ code: 0, stdout: expect.stringMatching(/^journal verified {2}\d+ records/) });
    expect(replay).toMatchObject({ code: 0, stdout: expect.stringMatching(/^replay identical {2}\d+ records.*\n.*sha256:[0-9a-f]{64}\n$/) });
    expect(documentOf(status)).toMatchObject({ writer: { state: "none", left: false }, inDoubt: [], runs: [{ state: "completed", counts: { authorized: 1, denied: 1, rejected: 1 } }] });
    expect(documentOf(list).records.map((it: { body: { verdict: string } }) => it.body.verdict)).toEqual(["AUTHORIZED", "DENIED_POLICY_VIOLATION"]);
    expect(show.stdout).toContain("result ok fs.read");
    expect(show.stdout).toContain("result rejected");
  });

  it("gives one JSON document, and nothing else", async () => {
    const { code, stdout, stderr } = await femtoclaw(place(files), ["run", "-", "--json"], { stdin: "Read the notes.\n" });
    expect([code, stderr]).toEqual([0, ""]);
    expect(JSON.parse(stdout)).toMatchObject({ status: "answered", answer: "Done.", fault: null, counts: { authorized: 1, denied: 1, rejected: 1, inDoubt: 0 } });
  });

  it("prints the answer alone with --quiet, and ends with 4 with --fail-on-denied", async () => {
    const { code, stdout } = await femtoclaw(place(files), ["run", "x", "--quiet", "--fail-on-denied"]);
    expect([code, stdout]).toEqual([4, "Done.\n"]);
  });

  it("does the recorded run again with --brain replay", { timeout: 30_000 }, async () => {
    const directory = place(files);
    await femtoclaw(directory, ["run", "x"]);
    const { code, stdout } = await femtoclaw(directory, ["run", "x", "--brain", "replay", "--replay-run", "last", "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ answer: "Done.", counts: { authorized: 1, denied: 1, rejected: 1 } });
  });

  it("works with no configuration at all: nothing is allowed, everything is recorded", async () => {
    const directory = place();
    const { code, stdout } = await femtoclaw(directory, ["run", "Are you ready?"]);
    expect(code).toBe(0);
    expect(stdout).toContain("DENIED_POLICY_VIOLATION");
    expect(stdout).toContain("0 authorised");
  });

  it("goes on to its end when the reader has gone, and prints no stack trace", { timeout: 30_000 }, async () => {
    const directory = place({ ...files, "scenario.yaml": scenario(exec("sleep", "1"), message("Done.")) });
    const started = startCommand(directory, ["run", "x"]);
    await started.saying(/AUTHORIZED/);
    started.process.stdout?.destroy();
    const { code, stderr } = await started.ended;
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(documentOf(await captured(["status", "--json"], directory)).runs).toMatchObject([{ state: "completed" }]);
  });

  it("ends with 7 when a budget is used up, and with 5 after too many rejections", { timeout: 30_000 }, async () => {
    const endless = endlessScenario(exec("ls"));
    const babble = endlessScenario({ raw: "no JSON" });
    const bounded = JSON.stringify({ version: 1, name: "t", budgets: { perRun: { steps: 3 } } });
    const directory = place({ "policy.yaml": bounded, "endless.yaml": endless, "babble.yaml": babble });
    const [limit, protocol] = await Promise.all([
      femtoclaw(directory, ["run", "x", "--policy", "policy.yaml", "--scenario", "endless.yaml", "--journal", "a"]),
      femtoclaw(directory, ["run", "x", "--scenario", "babble.yaml", "--journal", "b", "--json"]),
    ]);
    expect(limit.code).toBe(7);
    expect(limit.stdout).toContain("FC_RUN_BUDGET_STEPS");
    expect(protocol.code).toBe(5);
    expect(documentOf(protocol).fault.code).toBe("FC_RUN_REJECTIONS");
  });

  it("refuses what needs approval where nobody can be asked", async () => {
    const policy = JSON.stringify({ version: 1, name: "t", capabilities: { "fs.write": { require: "approval", allow: [{ id: "w", path: { within: "." }, maxBytes: 10 }] } } });
    const directory = place({ "policy.yaml": policy, "scenario.yaml": scenario(call("fs.write", { path: "x.txt", content: "x", mode: "create" }), message("Done.")) });
    const { code, stdout } = await femtoclaw(directory, ["run", "x", "--policy", "policy.yaml", "--scenario", "scenario.yaml"]);
    expect(code).toBe(0);
    expect(stdout).toContain("APPROVAL_REQUIRED");
    expect(stdout).toContain("REFUSED  by runtime");
  });
});

describe("chat", () => {
  it("takes a line of stdin as an input of the same run, and starts anew at /reset", async () => {
    const once = endlessScenario(exec("rm"), message("First."), message("Second."));
    const directory = place({ "scenario.yaml": once });
    const { code, stdout } = await femtoclaw(directory, ["chat", "--scenario", "scenario.yaml", "--json"], { stdin: "one\ntwo\n/reset\nthree\n/quit\nfour\n" });
    expect(code).toBe(0);
    const { turns } = JSON.parse(stdout);
    expect(turns.map((it: { input: string; answer: string }) => [it.input, it.answer])).toEqual([["one", "First."], ["two", "Second."], ["three", "First."]]);
    expect(turns.map((it: { counts: { denied: number } }) => it.counts.denied)).toEqual([1, 0, 1]);
    expect(turns[0].run).toBe(turns[1].run);
    expect(turns[2].run).not.toBe(turns[0].run);
  });

  it("shows each turn's verdicts and ends with the stream", async () => {
    const { code, stdout } = await femtoclaw(place(), ["chat"], { stdin: "Are you ready?" });
    expect(code).toBe(0);
    expect(hasControlCharacters(stdout)).toBe(false);
    expect(stdout).toContain("DENIED_POLICY_VIOLATION");
    expect(stdout).toContain("respond");
  });

  it("ends with the exit code of its last failure where nobody watches", async () => {
    const directory = place({ "scenario.yaml": scenario(message("One.")) });
    const { code, stdout } = await femtoclaw(directory, ["chat", "--scenario", "scenario.yaml"], { stdin: "one\ntwo\n" });
    expect(stdout).toContain("FC_BRAIN_SCENARIO");
    expect(code).toBe(6);
  });
});

describe("output", () => {
  it("may be a file, which then holds no escape", async () => {
    const directory = place(files);
    const out = createWriteStream(join(directory, "out.txt"));
    await new Promise((resolve) => out.once("open", resolve));
    const child = spawn(process.execPath, [...program, "run", "x"], { cwd: directory, stdio: ["ignore", out, "pipe"] });
    const code = await new Promise((resolve) => child.once("close", resolve));
    expect(code).toBe(0);
    expect(hasControlCharacters(readFileSync(join(directory, "out.txt"), "utf8"))).toBe(false);
  });
});
