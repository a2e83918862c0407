// Signals and crashes in the middle of an effect, on real processes.
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { captured, documentOf, exec, femtoclaw, message, place, scenario, startCommand, usualPolicy } from "../support.ts";

const files = {
  "policy.yaml": usualPolicy,
  "scenario.yaml": scenario(exec("sleep", "20"), message("Done.")),
  "femtoclaw.yaml": "version: 1\npolicy: policy.yaml\nbrain: {kind: simulation, scenario: scenario.yaml}\n",
};

/** The `sleep` processes that work in this directory. */
const sleepers = (directory: string): readonly string[] =>
  readdirSync("/proc").filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readlinkSync(join("/proc", pid, "cwd")) === directory && readFileSync(join("/proc", pid, "comm"), "utf8").trim() === "sleep";
    } catch {
      return false;
    }
  });

describe("a signal in mid-execution", () => {
  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)("%s ends the effect, records everything, and ends with %d", { timeout: 30_000 }, async (signal, expected) => {
    const directory = place(files);
    const started = startCommand(directory, ["run", "x"]);
    await started.saying(/AUTHORIZED/);
    const began = Date.now();
    started.process.kill(signal);
    const { code, stdout, stderr } = await started.ended;
    expect([code, stderr]).toEqual([expected, ""]);
    expect(Date.now() - began).toBeLessThan(5_000);
    expect(stdout).toContain(`stop      asked for by operator  ${signal}`);
    expect(stdout).toContain("execute   cancelled");
    expect(stdout).toContain("FC_RUN_INTERRUPTED");
    expect(sleepers(directory)).toEqual([]);
    const [status, verify, replay] = await Promise.all([
      captured(["status", "--json"], directory),
      captured(["audit", "verify"], directory),
      captured(["replay", "last"], directory),
    ]);
    expect(documentOf(status)).toMatchObject({ writer: { state: "none", left: false }, inDoubt: [], runs: [{ state: "stopped" }] });
    expect([status.code, verify.code, replay.code]).toEqual([0, 0, 0]);
  });

  it("is one JSON document too", { timeout: 30_000 }, async () => {
    const directory = place(files);
    const started = startCommand(directory, ["run", "x", "--json"]);
    for (let tries = 0; tries < 100; tries += 1) {
      if (sleepers(directory).length > 0) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    started.process.kill("SIGTERM");
    const ended = await started.ended;
    expect(ended.code).toBe(143);
    expect(documentOf(ended)).toMatchObject({ status: "failed", fault: { code: "FC_RUN_INTERRUPTED" } });
  });

  it("ends a piped chat in order", { timeout: 30_000 }, async () => {
    const directory = place(files);
    const started = startCommand(directory, ["chat"], { stdin: "one\ntwo\n" });
    await started.saying(/AUTHORIZED/);
    started.process.kill("SIGINT");
    const { code, stdout } = await started.ended;
    expect(code).toBe(130);
    expect(stdout).not.toContain("two");
    expect((await captured(["audit", "verify"], directory)).code).toBe(0);
  });
});

describe("a second signal", () => {
  it("ends the process at once; what it left is in doubt", { timeout: 30_000 }, async () => {
    const directory = place(files);
    const started = startCommand(directory, ["run", "x"]);
    await started.saying(/AUTHORIZED/);
    started.process.kill("SIGTERM");
    started.process.kill("SIGTERM");
    const { code, stderr } = await started.ended;
    expect([code, stderr]).toEqual([143, ""]);
    for (const pid of sleepers(directory)) process.kill(Number(pid), "SIGKILL");
    expect((await captured(["audit", "verify"], directory)).code).toBe(0);
  });
});

describe("kill -9 during a claw", () => {
  it("leaves the execution IN_DOUBT: status ends with 8, the journal verifies, the next run records it and does not run it again", { timeout: 60_000 }, async () => {
    const directory = place(files);
    const started = startCommand(directory, ["run", "x"]);
    await started.saying(/AUTHORIZED/);
    started.process.kill("SIGKILL");
    expect((await started.ended).signal).toBe("SIGKILL");
    // The effect outlived its runtime: that is what in doubt means. Here it is over now.
    for (const pid of sleepers(directory)) process.kill(Number(pid), "SIGKILL");

    const [status, json, verify] = await Promise.all([
      femtoclaw(directory, ["status"]),
      femtoclaw(directory, ["status", "--json"]),
      femtoclaw(directory, ["audit", "verify"]),
    ]);
    expect(status.code).toBe(8);
    expect(status.stdout).toMatch(/IN_DOUBT {2}shell {2}run_\w+\.1/);
    expect(status.stdout).toContain("nobody; the last one ended without closing the journal");
    expect(documentOf(json)).toMatchObject({ inDoubt: [{ capability: "shell", state: "IN_DOUBT", recordedSeq: null }], runs: [{ state: "in-doubt" }] });
    expect(verify).toMatchObject({ code: 0, stdout: expect.stringContaining("journal verified") });

    const again = await femtoclaw(directory, ["run", "y", "--scenario", "/dev/null"]);
    expect(again.code).toBe(3);
    const next = await femtoclaw(place({ "s.json": scenario(message("Hello.")) }), ["run", "y", "--config", join(directory, "femtoclaw.yaml"), "--scenario", "s.json"]);
    expect(next.stderr).toMatch(/in doubt {2}shell {2}run_\w+\.1/);
    expect(next.code).toBe(0);
    const after = await femtoclaw(directory, ["status", "--json"]);
    expect(after.code).toBe(8);
    const { inDoubt } = documentOf(after);
    expect(inDoubt).toHaveLength(1);
    expect(inDoubt[0].recordedSeq).toBeGreaterThan(inDoubt[0].seq);
    expect((await femtoclaw(directory, ["audit", "verify"])).code).toBe(0);
  });
});
