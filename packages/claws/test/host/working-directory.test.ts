import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startDeadline } from "../../src/host/deadline.ts";
import { shellClaw, type Confinement } from "../../src/host/index.ts";
import { runProcessGroup } from "../../src/host/process-group.ts";
import { openWorkingDirectory } from "../../src/host/working-directory.ts";
import { contextOf, execGrant } from "../grants.ts";

const sh = realpathSync("/bin/sh");
const onLinux = process.platform === "linux";
let home = "";
let granted = "";
let outside = "";

beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), "femtoclaw-cwd-")));
  granted = join(home, "root/granted");
  outside = join(home, "outside");
  mkdirSync(granted, { recursive: true });
  mkdirSync(join(outside, "granted"), { recursive: true });
});
afterEach(() => {
  expect(readdirSync(outside)).toEqual(["granted"]);
  expect(readdirSync(join(outside, "granted"))).toEqual([]);
  rmSync(home, { recursive: true, force: true });
});

const confinements: readonly Confinement[] = onLinux ? ["handles", "realpath"] : ["realpath"];

describe.each(confinements)("a working directory confined by %s", (confinement) => {
  const run = (cwd = granted) => shellClaw(confinement).execute(execGrant(sh, ["-c", "echo x >made; pwd -P"], { cwd }), contextOf());

  test("is where the program runs, under its real path, and the record says how it was held", async () => {
    expect(await run()).toMatchObject({ outcome: "ok", output: { stdout: `${granted}\n` }, measures: { confinement } });
    expect(readFileSync(join(granted, "made"), "utf8")).toBe("x\n");
    expect(await shellClaw(confinement).execute(execGrant(sh, ["-c", "pwd -P"], { cwd: "/" }), contextOf())).toMatchObject({ output: { stdout: "/\n" } });
  });

  test("that was exchanged for a link after the decision is denied, and nothing starts", async () => {
    renameSync(granted, join(home, "root/away"));
    symlinkSync(join(outside, "granted"), granted);
    expect(await run()).toMatchObject({ outcome: "denied", output: null, error: { code: "FC_CLAW_PATH_ESCAPES" }, measures: { confinement } });
  });

  test("is denied with a link anywhere on the way", async () => {
    renameSync(join(home, "root"), join(home, "away"));
    symlinkSync(outside, join(home, "root"));
    expect(await run()).toMatchObject({ outcome: "denied", output: null, error: { code: "FC_CLAW_PATH_ESCAPES" } });
  });

  test("that is gone or a file is unavailable", async () => {
    rmSync(granted, { recursive: true });
    expect(await run()).toMatchObject({ outcome: "unavailable", output: null, error: { code: "FC_CLAW_SPAWN_FAILED", found: "ENOENT" } });
    writeFileSync(granted, "");
    expect(await run()).toMatchObject({ outcome: "unavailable", output: null, error: { code: "FC_CLAW_SPAWN_FAILED", found: "ENOTDIR" } });
  });

  test("that is not canonical is no grant", async () => {
    for (const cwd of ["", ".", "root", `${granted}/`, `${granted}/../granted`]) {
      expect(await run(cwd)).toMatchObject({ outcome: "denied", output: null, error: { code: "FC_CLAW_GRANT_MISMATCH" } });
    }
  });
});

describe.runIf(onLinux)("a working directory held by a handle", () => {
  test("stays the granted one, if its name is given to a link between the look and the start", async () => {
    const deadline = startDeadline(5_000, new AbortController().signal);
    const directory = await openWorkingDirectory(granted, "handles");
    assert(directory.ok);
    renameSync(granted, join(home, "root/away"));
    symlinkSync(join(outside, "granted"), granted);
    const start = { file: sh, argv0: sh, argv: ["-c", "echo x >made; pwd -P"], cwd: directory.value.path, environment: {} };
    const end = await runProcessGroup(start, 1_000, deadline);
    await directory.value.close();
    deadline.release();
    assert("stdout" in end);
    expect(end.stdout.toString()).toBe(`${join(home, "root/away")}\n`);
    expect(readFileSync(join(home, "root/away/made"), "utf8")).toBe("x\n");
  });

  test("is never the other one, however fast its name changes hands", async () => {
    const script = `
      const { renameSync, symlinkSync, unlinkSync } = require("node:fs");
      const { workerData: { granted, away, other } } = require("node:worker_threads");
      const end = Date.now() + 20_000;
      while (Date.now() < end) { renameSync(granted, away); symlinkSync(other, granted); unlinkSync(granted); renameSync(away, granted); }`;
    const worker = new Worker(script, { eval: true, workerData: { granted, away: join(home, "root/away"), other: join(outside, "granted") } });
    let ran = 0;
    try {
      for (let turn = 0; turn < 150; turn += 1) {
        const result = await shellClaw().execute(execGrant(sh, ["-c", ":>made"], { cwd: granted }), contextOf());
        if (result.outcome === "ok") ran += 1;
      }
    } finally {
      await worker.terminate();
    }
    expect(ran).toBeGreaterThan(0);
  });

  test("leaves no handle open, whatever the outcome", async () => {
    const handles = () => readdirSync("/proc/self/fd").length;
    const claw = shellClaw();
    await claw.execute(execGrant(sh, ["-c", ":"], { cwd: granted }), contextOf());
    const before = handles();
    for (const cwd of [granted, join(granted, "missing"), "relative"]) {
      await claw.execute(execGrant(sh, ["-c", ":"], { cwd }), contextOf());
      await claw.execute(execGrant(sh, ["-c", ":"], { cwd, executableDigest: "sha256:00" }), contextOf());
      await claw.execute(execGrant(join(home, "no-program"), [], { cwd }), contextOf());
      await claw.execute(execGrant(sh, [], { cwd }), contextOf(AbortSignal.abort()));
    }
    expect(handles()).toBe(before);
  });
});
