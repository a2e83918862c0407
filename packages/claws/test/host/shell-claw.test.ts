import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ExecGrant } from "@femtoclaw/gate";
import { shellClaw } from "../../src/host/index.ts";
import { contextOf, execGrant } from "../grants.ts";

const claw = shellClaw();
const node = realpathSync(process.execPath);
const sh = realpathSync("/bin/sh");
let directory = "";

beforeAll(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), "femtoclaw-shell-")));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const run = (executable: string, argv: readonly string[], more: Partial<ExecGrant> = {}, signal?: AbortSignal) =>
  claw.execute(execGrant(executable, argv, { cwd: directory, ...more }), contextOf(signal));

const limited = (timeoutMs: number, maxOutputBytes = 65_536) => ({ limits: { timeoutMs, maxOutputBytes } });

const outputOf = (output: unknown): { exitCode: number | null; signal: string | null; stdout: string; stderr: string; truncated: boolean } => {
  assert(typeof output === "object" && output !== null && "stdout" in output);
  return output as ReturnType<typeof outputOf>;
};

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // A zombie that nobody has reaped yet runs no more.
  return !/^State:\s+[ZX]/m.test(existsSync(`/proc/${pid}/status`) ? readFileSync(`/proc/${pid}/status`, "utf8") : "State: X");
};

const isGone = async (pid: number): Promise<boolean> => {
  for (let turn = 0; turn < 40 && isRunning(pid); turn += 1) await sleep(25);
  return !isRunning(pid);
};

describe("the shell claw runs what was granted", () => {
  test("a program's output and exit status are its result", async () => {
    const result = await run(sh, ["-c", "echo out; echo err >&2; exit 3"]);
    expect(result.outcome).toBe("failed");
    expect(result.output).toEqual({ exitCode: 3, signal: null, stdout: "out\n", stderr: "err\n", truncated: false });
    expect(result.error).toMatchObject({ code: "FC_CLAW_EXIT_STATUS", found: "exit status 3" });
    expect(result.measures).toMatchObject({ stdoutBytes: 4, stderrBytes: 4, exitCode: 3, signal: null });
  });

  test("exit status 0 is ok without an error", async () => {
    expect(await run(sh, ["-c", "exit 0"])).toMatchObject({ outcome: "ok", error: null });
  });

  test("arguments that look like shell syntax arrive verbatim (FC-PROTO-0003.R4)", async () => {
    const argv = ["$(touch injected)", "`id`", "; rm -rf x", "*", "a b", "", "\"'\\", "--", "\n", "é€😀", "$HOME"];
    const result = await run(node, ["-e", "console.log(JSON.stringify(process.argv.slice(1)))", "--", ...argv]);
    expect(JSON.parse(outputOf(result.output).stdout)).toEqual(argv);
    expect(existsSync(join(directory, "injected"))).toBe(false);
  });

  test("the environment is exactly the granted one", async () => {
    process.env["FEMTOCLAW_TEST_SECRET"] = "s3cret";
    const before = process.env["NODE_V8_COVERAGE"];
    process.env["NODE_V8_COVERAGE"] = directory;
    try {
      const argv = ["-e", "console.log(JSON.stringify(process.env))"];
      const result = await run(node, argv, { environment: { LANG: "C.UTF-8" } });
      expect(JSON.parse(outputOf(result.output).stdout)).toEqual({ LANG: "C.UTF-8" });
    } finally {
      delete process.env["FEMTOCLAW_TEST_SECRET"];
      if (before === undefined) delete process.env["NODE_V8_COVERAGE"];
      else process.env["NODE_V8_COVERAGE"] = before;
    }
  });

  test("standard input is closed and the working directory is the granted one", async () => {
    const result = await run(sh, ["-c", "cat; pwd"]);
    expect(outputOf(result.output).stdout).toBe(`${directory}\n`);
  });

  test("bytes that are not UTF-8 are replaced, not refused", async () => {
    const result = await run(sh, ["-c", "printf 'a\\377b'"]);
    expect(outputOf(result.output).stdout).toBe("a\ufffdb");
  });

  test("a program that a signal ended is failed and says which", async () => {
    const result = await run(sh, ["-c", "kill -9 $$"]);
    expect(result).toMatchObject({ outcome: "failed", output: { exitCode: null, signal: "SIGKILL" } });
  });

  test("a program or directory that is not there is unavailable", async () => {
    const missing = await run(join(directory, "no-such-program"), []);
    expect(missing).toMatchObject({ outcome: "unavailable", output: null, error: { code: "FC_CLAW_SPAWN_FAILED", found: "ENOENT" } });
    const nowhere = await run(sh, ["-c", "true"], { cwd: join(directory, "no-such-directory") });
    expect(nowhere).toMatchObject({ outcome: "unavailable", output: null });
    const notExecutable = join(directory, "plain");
    writeFileSync(notExecutable, "text", { mode: 0o644 });
    expect(await run(notExecutable, [])).toMatchObject({ outcome: "unavailable", error: { found: "EACCES" } });
    expect(await run(sh, ["-c", "a\0b"])).toMatchObject({ outcome: "unavailable" });
  });
});

describe("the shell claw ends what it started", () => {
  const stubborn = `trap '' TERM; sh -c 'trap "" TERM; echo $$ >grandchild; while :; do sleep 1; done' & echo $$; wait; while :; do sleep 1; done`;

  test("a program and its grandchild that both ignore SIGTERM are dead after the deadline", async () => {
    const started = performance.now();
    const result = await run(sh, ["-c", stubborn], { ...limited(400), environment: { PATH: "/usr/bin:/bin" } });
    expect(performance.now() - started).toBeLessThan(3_000);
    expect(result).toMatchObject({ outcome: "timed_out", error: { code: "FC_CLAW_TIMED_OUT" }, output: { signal: "SIGKILL" } });
    expect(await isGone(Number(outputOf(result.output).stdout))).toBe(true);
    expect(await isGone(Number(readFileSync(join(directory, "grandchild"), "utf8")))).toBe(true);
  });

  test("a cancellation ends the whole group", async () => {
    const controller = new AbortController();
    const running = run(sh, ["-c", "sleep 60 & echo $!; wait"], { environment: { PATH: "/usr/bin:/bin" } }, controller.signal);
    await sleep(200);
    controller.abort();
    const result = await running;
    expect(result).toMatchObject({ outcome: "cancelled", error: { code: "FC_CLAW_CANCELLED" } });
    expect(await isGone(Number(outputOf(result.output).stdout))).toBe(true);
  });

  test("a signal that was aborted before starts nothing", async () => {
    const result = await run(sh, ["-c", "echo x >started"], {}, AbortSignal.abort());
    expect(result).toMatchObject({ outcome: "cancelled", output: null });
    expect(existsSync(join(directory, "started"))).toBe(false);
  });

  test("a straggler that holds the pipes neither survives its leader nor delays the result", async () => {
    const started = performance.now();
    const result = await run(sh, ["-c", "sleep 60 & echo $!"], { environment: { PATH: "/usr/bin:/bin" } });
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(result.outcome).toBe("ok");
    expect(await isGone(Number(outputOf(result.output).stdout))).toBe(true);
  });

  test("a process that left the group and holds the pipes does not delay the result", async () => {
    const started = performance.now();
    const script = `const c = require("node:child_process").spawn("sleep", ["20"], { detached: true, stdio: "inherit" }); console.log(c.pid); c.unref()`;
    const result = await run(node, ["-e", script], { environment: { PATH: "/usr/bin:/bin" } });
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(result.outcome).toBe("ok");
    process.kill(Number(outputOf(result.output).stdout), "SIGKILL");
  });
});

describe("the shell claw bounds what it keeps", () => {
  test("an endless output is cut at the cap, the program ended and the head kept", async () => {
    const result = await run(sh, ["-c", "echo $$ >flood; exec cat /dev/zero"], {
      ...limited(10_000, 10_000),
      environment: { PATH: "/usr/bin:/bin" },
    });
    expect(result).toMatchObject({ outcome: "output_limit", error: { code: "FC_CLAW_OUTPUT_LIMIT" } });
    expect(outputOf(result.output).stdout.length).toBe(10_000);
    expect(outputOf(result.output).truncated).toBe(true);
    expect(await isGone(Number(readFileSync(join(directory, "flood"), "utf8")))).toBe(true);
  });

  test("both streams share one cap", async () => {
    const result = await run(sh, ["-c", "head -c 600 /dev/zero; head -c 600 /dev/zero >&2"], {
      ...limited(10_000, 1_000),
      environment: { PATH: "/usr/bin:/bin" },
    });
    expect(result.outcome).toBe("output_limit");
    const { stdout, stderr } = outputOf(result.output);
    expect(stdout.length + stderr.length).toBe(1_000);
  });

  test("output of exactly the cap is whole", async () => {
    const result = await run(sh, ["-c", "head -c 1000 /dev/zero"], { ...limited(10_000, 1_000), environment: { PATH: "/usr/bin:/bin" } });
    expect(result).toMatchObject({ outcome: "ok", output: { truncated: false } });
  });
});

describe("a pinned program", () => {
  const digestOf = (path: string) => `sha256:${createHash("sha256").update(readFileSync(path)).digest("hex")}`;

  test("runs while its digest is the pinned one", async () => {
    const result = await run(node, ["-p", "process.argv0 + ' ' + process.execPath"], { executableDigest: digestOf(node) });
    expect(result.outcome).toBe("ok");
    expect(outputOf(result.output).stdout).toBe(`${node} ${node}\n`);
  });

  test("that is a script runs, too", async () => {
    const script = join(directory, "script");
    writeFileSync(script, "#!/bin/sh\necho \"$0 $1\"\n", { mode: 0o755 });
    const result = await run(script, ["x"], { executableDigest: digestOf(script) });
    expect(outputOf(result.output).stdout).toBe(`${script} x\n`);
  });

  test("is denied when a byte of it changed, and does not run", async () => {
    const script = join(directory, "changed");
    writeFileSync(script, "#!/bin/sh\necho original\n", { mode: 0o755 });
    const executableDigest = digestOf(script);
    writeFileSync(script, "#!/bin/sh\necho x >evil\n", { mode: 0o755 });
    const result = await run(script, [], { executableDigest });
    expect(result).toMatchObject({ outcome: "denied", output: null, error: { code: "FC_CLAW_EXECUTABLE_CHANGED" } });
    expect(existsSync(join(directory, "evil"))).toBe(false);
  });

  test("is denied when it is gone, a link or no file", async () => {
    const gone = await run(join(directory, "gone"), [], { executableDigest: "sha256:00" });
    expect(gone).toMatchObject({ outcome: "denied", error: { code: "FC_CLAW_EXECUTABLE_CHANGED" } });
    expect(await run(directory, [], { executableDigest: "sha256:00" })).toMatchObject({ outcome: "denied" });
    symlinkSync(node, join(directory, "link"));
    const link = await run(join(directory, "link"), ["-p", "1"], { executableDigest: digestOf(node) });
    expect(link).toMatchObject({ outcome: "denied", error: { code: "FC_CLAW_EXECUTABLE_CHANGED" } });
  });
});
