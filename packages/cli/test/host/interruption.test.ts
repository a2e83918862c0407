// Signals and crashes in the middle of an effect, on real processes.
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { captured, documentOf, exec, femtoclaw, hasControlCharacters, message, place, scenario, startCommand, usualPolicy } from "../support.ts";

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

describe("femtoclaw settle", () => {
  it("ends a doubt after kill -9 with a record of who and why, once, and changes no replay (FC-CORE-0001.R19)", { timeout: 60_000 }, async () => {
    const directory = place(files);
    const started = startCommand(directory, ["run", "x"]);
    await started.saying(/AUTHORIZED/);
    const [running] = documentOf(await captured(["status", "--json"], directory)).running;
    const early = await femtoclaw(directory, ["settle", `${running.run}.1`, "--found", "done", "--why", "x"]);
    expect([early.code, early.stdout]).toEqual([10, ""]);
    expect(early.stderr).toContain("FC_JOURNAL_LOCKED");
    started.process.kill("SIGKILL");
    await started.ended;
    for (const pid of sleepers(directory)) process.kill(Number(pid), "SIGKILL");

    const [doubtful, replayed] = await Promise.all([femtoclaw(directory, ["status"]), captured(["replay", "last", "--json"], directory)]);
    expect([doubtful.code, replayed.code]).toEqual([8, 0]);
    const execution = /femtoclaw settle (run_\w+\.1) --found done\|not-done --why/.exec(doubtful.stdout)?.[1] ?? "";
    expect(execution).not.toBe("");

    const settled = await femtoclaw(directory, ["settle", execution, "--found", "not-done", "--why", "nothing \u001b[2Jslept", "--json"]);
    expect([settled.code, settled.stderr]).toEqual([0, ""]);
    const { who, seq } = documentOf(settled);
    expect(documentOf(settled)).toMatchObject({ execution, found: "not-done", why: "nothing \u001b[2Jslept", who: userInfo().username });

    const again = await femtoclaw(directory, ["settle", execution, "--found", "done", "--why", "x"]);
    expect([again.code, again.stdout]).toEqual([2, ""]);
    expect(again.stderr).toContain("FC_EXECUTION_NOT_IN_DOUBT");
    expect(again.stderr).toContain(`one that record ${seq} settled: not-done`);

    const status = await femtoclaw(directory, ["status"]);
    expect([status.code, status.stderr]).toEqual([0, ""]);
    expect(status.stdout).toContain("in doubt  nothing");
    expect(status.stdout).toMatch(new RegExp(`settled {2}not-done {2}${execution} {2}by ${who} in #${seq}: nothing .*slept`));
    expect(hasControlCharacters(status.stdout)).toBe(false);
    expect(documentOf(await captured(["status", "--json"], directory))).toMatchObject({
      writer: { state: "none", left: false },
      inDoubt: [],
      runs: [{ state: "settled", counts: { inDoubt: 1 }, doubts: [{ execution, settled: { found: "not-done", who, seq } }] }],
    });

    const [verify, replay, list, show] = await Promise.all([
      captured(["audit", "verify"], directory),
      captured(["replay", "last", "--json"], directory),
      captured(["audit", "list", "--run", "last"], directory),
      captured(["audit", "show", "last"], directory),
    ]);
    expect([verify.code, replay.code, list.code, show.code]).toEqual([0, 0, 0, 0]);
    // One record more, which is the doubt itself; of the settlement the replay knows nothing.
    expect(documentOf(replay)).toMatchObject({ identical: true, records: documentOf(replayed).records + 1 });
    expect(list.stdout).toMatch(new RegExp(`execution\\.settled .*${execution} {2}not-done, by ${who}: nothing`));
    expect(show.stdout).toMatch(new RegExp(`settle +not-done {2}${execution} {2}by ${who}: nothing`));
    expect(show.stdout).toContain("1 in doubt, 1 settled");

    const next = await femtoclaw(place({ "s.json": scenario(message("Hello.")) }), ["run", "y", "--config", join(directory, "femtoclaw.yaml"), "--scenario", "s.json"]);
    expect([next.code, next.stderr]).toEqual([0, ""]);
    expect(sleepers(directory)).toEqual([]);
    expect((await captured(["status"], directory)).code).toBe(0);
  });

  it("refuses what is not in doubt, what it was not told, and a directory without a journal", { timeout: 30_000 }, async () => {
    const directory = place({ ...files, "scenario.yaml": scenario(exec("sleep", "0"), message("Done.")) });
    await captured(["run", "x"], directory);
    const before = documentOf(await captured(["audit", "list", "--json"], directory));
    const run = before.records.find((it: { kind: string }) => it.kind === "run.started").run;
    const told = ["--found", "done", "--why", "looked"];
    for (const [argv, code, fault] of [
      [[`${run}.1`, ...told], 2, "FC_EXECUTION_NOT_IN_DOUBT"],
      [[`${run}.7`, ...told], 2, "FC_EXECUTION_NOT_IN_DOUBT"],
      [["last", ...told], 2, "FC_PROTO_EXECUTION_ID"],
      [[`${run}.1`, "--why", "looked"], 2, "FC_USAGE"],
      [[`${run}.1`, "--found", "done"], 2, "FC_USAGE"],
      [[`${run}.1`, "--found", "perhaps", "--why", "looked"], 2, "FC_USAGE"],
      [[`${run}.1`, "--found", "done", "--why", ""], 2, "FC_USAGE"],
      [[`${run}.1`, ...told, "--journal", "elsewhere"], 2, "FC_JOURNAL_NOT_FOUND"],
    ] as const) {
      const ended = await captured(["settle", ...argv, "--json"], directory);
      expect([ended.code, documentOf(ended).fault.code], argv.join(" ")).toEqual([code, fault]);
    }
    expect(documentOf(await captured(["audit", "list", "--json"], directory))).toEqual(before);
    expect(readdirSync(directory)).not.toContain("elsewhere");
  });
});
