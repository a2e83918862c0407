import type { Claw, ClawResult } from "@femtoclaw/core";
import type { ExecGrant } from "@femtoclaw/gate";
import { fault, type Fault } from "@femtoclaw/protocol";
import { defineClaw } from "../define-claw.ts";
import { shellArguments } from "../generated/validators.js";
import { shell } from "../shell.ts";
import { endingFault, startDeadline, type Deadline } from "./deadline.ts";
import { openPinned } from "./pinned-executable.ts";
import { runProcessGroup, type ProgramEnd } from "./process-group.ts";

/**
 * FC-CLAW-0002: starts exactly the granted program with exactly the granted arguments, directory and environment; no shell is
 * in between (FC-CLAW-0001.R15). Output: `{ exitCode, signal, stdout, stderr, truncated }`, text in UTF-8 with U+FFFD for the rest.
 */
export const shellClaw = (): Claw =>
  defineClaw({
    descriptor: shell,
    validateArgs: shellArguments,
    execute: async (grant, context) => {
      const deadline = startDeadline(grant.limits.timeoutMs, context.signal);
      try {
        return await run(grant, deadline);
      } finally {
        deadline.release();
      }
    },
  });

const run = async (grant: ExecGrant, deadline: Deadline): Promise<ClawResult> => {
  const pinned = grant.executableDigest === null ? null : await openPinned(grant.executable, grant.executableDigest, deadline);
  const ending = deadline.ending();
  if (ending !== null) {
    if (pinned?.ok === true) await pinned.value.close();
    return withoutOutput(ending, endingFault(ending, grant.limits.timeoutMs), deadline);
  }
  if (pinned?.ok === false) return withoutOutput("denied", pinned.fault, deadline);
  try {
    const file = pinned?.value.file ?? grant.executable;
    const end = await runProcessGroup({ ...grant, file }, grant.limits.maxOutputBytes, deadline);
    if ("errno" in end) return withoutOutput("unavailable", fault("FC_CLAW_SPAWN_FAILED", "a started program", end.errno), deadline);
    return resultOf(end, grant, deadline);
  } finally {
    await pinned?.value.close();
  }
};

const withoutOutput = (outcome: ClawResult["outcome"], error: Fault, deadline: Deadline): ClawResult => ({
  outcome,
  output: null,
  error,
  measures: { durationMs: deadline.elapsedMs() },
});

const resultOf = (end: ProgramEnd, grant: ExecGrant, deadline: Deadline): ClawResult => ({
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
