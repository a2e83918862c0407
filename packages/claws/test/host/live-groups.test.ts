import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { shellClaw } from "../../src/host/index.ts";
import { contextOf, execGrant } from "../grants.ts";

const sh = realpathSync("/bin/sh");
let directory = "";
beforeEach(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), "femtoclaw-exit-")));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return !/^State:\s+[ZX]/m.test(existsSync(`/proc/${pid}/status`) ? readFileSync(`/proc/${pid}/status`, "utf8") : "State: X");
};

const isGone = async (pid: number): Promise<boolean> => {
  for (let turn = 0; turn < 40 && isRunning(pid); turn += 1) await sleep(25);
  return !isRunning(pid);
};

test.each([
  ["exit", 3],
  ["exit-in-grace", 3],
  ["throw", 1],
] as const)("a host that ends by `%s` takes a program and its child with it, though both ignore SIGTERM", async (how, status) => {
  const argv = ["--conditions=femtoclaw-source", join(import.meta.dirname, "host-that-exits.ts"), directory, how];
  const host = spawnSync(process.execPath, argv, { timeout: 20_000, encoding: "utf8" });
  const pids = ["leader", "child"].map((name) => Number(readFileSync(join(directory, name), "utf8")));
  try {
    expect({ status: host.status, stderr: how === "throw" ? "" : host.stderr }).toEqual({ status, stderr: "" });
    for (const pid of pids) expect(await isGone(pid)).toBe(true);
  } finally {
    for (const pid of pids) if (pid > 1 && isRunning(pid)) process.kill(pid, "SIGKILL");
  }
});

test("the host has one `exit` handler more while programs run, and none after", async () => {
  const before = process.listenerCount("exit");
  const run = () => shellClaw().execute(execGrant(sh, ["-c", "echo $$ >>started; sleep 1"], { cwd: directory, environment: { PATH: "/usr/bin:/bin" } }), contextOf());
  const running = Promise.all([run(), run(), run()]);
  const started = () => (existsSync(join(directory, "started")) ? readFileSync(join(directory, "started"), "utf8").split("\n").length - 1 : 0);
  for (let turn = 0; turn < 200 && started() < 3; turn += 1) await sleep(5);
  expect(process.listenerCount("exit")).toBe(before + 1);
  expect((await running).map((it) => it.outcome)).toEqual(["ok", "ok", "ok"]);
  expect(process.listenerCount("exit")).toBe(before);
  expect(await shellClaw().execute(execGrant(join(directory, "none"), [], { cwd: directory }), contextOf())).toMatchObject({ outcome: "unavailable" });
  expect(process.listenerCount("exit")).toBe(before);
});
