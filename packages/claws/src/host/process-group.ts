// FC-CLAW-0002, FC-SEC-0001.R6: one program in a process group of its own, watched until its leader is gone and the rest killed.
//
//   running ──(deadline, signal, cap)──▶ SIGTERM to the group ──(500 ms)──▶ SIGKILL to the group
//   leader gone ──▶ SIGKILL to what is left of the group ──▶ pipes drained, at most 250 ms ──▶ report
//
//   process.exit of the host ──▶ SIGKILL to the group (live-groups.ts)
//
// A grandchild that keeps the pipes open cannot hold up the report: after the leader, only what is already in the pipes counts.
// A process that left the group (setsid) is reached by none of this and runs on; only a sandbox would end it.
import { spawn, type ChildProcess } from "node:child_process";
import { cappedOutput } from "./capped-output.ts";
import type { Deadline, Ending } from "./deadline.ts";
import { watchGroup, signalGroup } from "./live-groups.ts";

export interface Program {
  /** What is handed to the operating system. */
  readonly file: string;
  /** What the program sees as its own name. */
  readonly argv0: string;
  readonly argv: readonly string[];
  /** A path that the operating system resolves once more, at the start: `/proc/self/fd/N` for a handle of this process. */
  readonly cwd: string;
  readonly environment: { readonly [name: string]: string };
}

export interface ProgramEnd {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  /** Bytes that came, kept or not. */
  readonly stdoutBytes: number;
  readonly stderrBytes: number;
  /** Why it was ended early; null where it ended by itself. */
  readonly ending: Ending | "output_limit" | null;
}

const TERMINATION_GRACE_MS = 500;
const DRAIN_MS = 250;

/** Resolves when the leader is gone and SIGKILL is sent to whatever of its group is not, or with the error number of a program that could not be started. */
export const runProcessGroup = (
  program: Program,
  maxOutputBytes: number,
  deadline: Deadline,
): Promise<ProgramEnd | { readonly errno: string }> =>
  new Promise((resolve) => {
    const child = start(program);
    if (typeof child === "string") return resolve({ errno: child });
    child.once("error", (error) => {
      if (child.pid === undefined) resolve({ errno: errnoOf(error) });
    });
    const { pid } = child;
    if (pid === undefined) return;
    const unwatch = watchGroup(pid);

    const output = cappedOutput(maxOutputBytes);
    const seen = [0, 0];
    let ending: ProgramEnd["ending"] = null;
    let graceTimer: NodeJS.Timeout | undefined;
    const end = (why: Ending | "output_limit"): void => {
      if (ending !== null || child.exitCode !== null || child.signalCode !== null) return;
      ending = why;
      signalGroup(pid, "SIGTERM");
      graceTimer = setTimeout(() => signalGroup(pid, "SIGKILL"), TERMINATION_GRACE_MS);
    };
    for (const [index, stream] of [child.stdout, child.stderr].entries()) {
      stream?.on("data", (chunk: Buffer) => {
        seen[index] = (seen[index] ?? 0) + chunk.length;
        if (!output.take(index, chunk)) end("output_limit");
      });
      stream?.on("error", () => {});
    }
    void deadline.ended.then(end);
    child.once("exit", () => {
      clearTimeout(graceTimer);
      signalGroup(pid, "SIGKILL");
      unwatch();
      const drainTimer = setTimeout(() => {
        // Only a process that left the group can still hold the pipes.
        child.stdout?.destroy();
        child.stderr?.destroy();
      }, DRAIN_MS);
      child.once("close", () => clearTimeout(drainTimer));
    });
    child.once("close", (exitCode, signal) => {
      resolve({
        exitCode,
        signal,
        stdout: output.bytes(0),
        stderr: output.bytes(1),
        stdoutBytes: seen[0] ?? 0,
        stderrBytes: seen[1] ?? 0,
        // The last bytes may overflow the cap after the leader is gone.
        ending: ending ?? (output.isFull() ? "output_limit" : null),
      });
    });
  });

const start = (program: Program): ChildProcess | string => {
  try {
    return spawn(program.file, program.argv, {
      argv0: program.argv0,
      cwd: program.cwd,
      // Node hands its own NODE_V8_COVERAGE down to children unless the name is present; an undefined value is left out.
      env: { NODE_V8_COVERAGE: undefined, ...program.environment },
      shell: false,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
    });
  } catch (thrown) {
    return errnoOf(thrown);
  }
};

const errnoOf = (thrown: unknown): string =>
  thrown instanceof Error && "code" in thrown && typeof thrown.code === "string" ? thrown.code : "UNKNOWN";
