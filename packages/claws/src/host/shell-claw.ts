import type { Claw, ClawResult } from "@femtoclaw/core";
import type { ExecGrant } from "@femtoclaw/gate";
import { fault, ok, type Fault } from "@femtoclaw/protocol";
import { defineClaw } from "../define-claw.ts";
import { shellArguments } from "../generated/validators.js";
import { shell } from "../shell.ts";
import { endingFault, startDeadline, type Deadline } from "./deadline.ts";
import { strongestConfinement, type Confinement } from "./directory-walk.ts";
import { openPinned, type PinnedExecutable } from "./pinned-executable.ts";
import { runProcessGroup, type ProgramEnd } from "./process-group.ts";
import { openWorkingDirectory } from "./working-directory.ts";

/**
 * FC-CLAW-0002: starts exactly the granted program with exactly the granted arguments, directory and environment; no shell is
 * in between (FC-CLAW-0001.R15). Output: `{ exitCode, signal, stdout, stderr, truncated }`, text in UTF-8 with U+FFFD for the rest.
 * The working directory is held by a handle. The program opens its operands itself, by name and in its own time: whoever may
 * write where they lie can exchange them for links until then.
 */
export const shellClaw = (confinement: Confinement = strongestConfinement): Claw =>
  defineClaw({
    descriptor: shell,
    validateArgs: shellArguments,
    execute: async (grant, context) => {
      const deadline = startDeadline(grant.limits.timeoutMs, context.signal);
      try {
        return await run(grant, deadline, confinement);
      } finally {
        deadline.release();
      }
    },
  });

const run = async (grant: ExecGrant, deadline: Deadline, confinement: Confinement): Promise<ClawResult> => {
  const without = (outcome: ClawResult["outcome"], error: Fault): ClawResult => ({
    outcome,
    output: null,
    error,
    measures: { confinement, durationMs: deadline.elapsedMs() },
  });
  const stopped = (): ClawResult | null => {
    const ending = deadline.ending();
    return ending === null ? null : without(ending, endingFault(ending, grant.limits.timeoutMs));
  };
  const program = grant.executableDigest === null ? ok(byPath(grant.executable)) : await openPinned(grant.executable, grant.executableDigest, deadline);
  if (!program.ok) return stopped() ?? without("denied", program.fault);
  try {
    // Last of all, so that where only a look is possible, little time lies between it and the start.
    const directory = await openWorkingDirectory(grant.cwd, confinement);
    if (!directory.ok) return stopped() ?? without(directory.fault.code === "FC_CLAW_SPAWN_FAILED" ? "unavailable" : "denied", directory.fault);
    try {
      const early = stopped();
      if (early !== null) return early;
      const start = { ...grant, file: program.value.file, cwd: directory.value.path };
      const end = await runProcessGroup(start, grant.limits.maxOutputBytes, deadline);
      if ("errno" in end) return without("unavailable", fault("FC_CLAW_SPAWN_FAILED", "a started program", end.errno));
      return resultOf(end, grant, deadline, confinement);
    } finally {
      await directory.value.close();
    }
  } finally {
    await program.value.close();
  }
};

const byPath = (path: string): PinnedExecutable => ({ file: path, close: () => Promise.resolve() });

const resultOf = (end: ProgramEnd, grant: ExecGrant, deadline: Deadline, confinement: Confinement): ClawResult => ({
  outcome: end.ending ?? (end.exitCode === 0 ? "ok" : "failed"),
  output: {
    exitCode: end.exitCode,
    signal: end.signal,
    stdout: end.stdout.toString("utf8"),
    stderr: end.stderr.toString("utf8"),
    truncated: end.stdoutBytes + end.stderrBytes > grant.limits.maxOutputBytes,
  },
  error: faultOf(end, grant),
  measures: {
    confinement,
    durationMs: deadline.elapsedMs(),
    stdoutBytes: end.stdoutBytes,
    stderrBytes: end.stderrBytes,
    exitCode: end.exitCode,
    signal: end.signal,
  },
});

const faultOf = (end: ProgramEnd, grant: ExecGrant): Fault | null => {
  if (end.ending === "output_limit") {
    return fault("FC_CLAW_OUTPUT_LIMIT", `at most ${grant.limits.maxOutputBytes} bytes of output`, "more");
  }
  if (end.ending !== null) return endingFault(end.ending, grant.limits.timeoutMs);
  if (end.exitCode === 0) return null;
  return fault("FC_CLAW_EXIT_STATUS", "exit status 0", end.signal ?? `exit status ${end.exitCode ?? "unknown"}`);
};
