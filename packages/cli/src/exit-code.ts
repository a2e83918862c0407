// FC-RUNBOOK-0001: how the command ends. The code is a function of a fault's category alone, and each says one thing.
import { catalogue, type CatalogueEntry, type Fault } from "@femtoclaw/protocol";

export const exitCode = {
  success: 0,
  internal: 1,
  usage: 2,
  configuration: 3,
  denied: 4,
  protocol: 5,
  brain: 6,
  limit: 7,
  inDoubt: 8,
  integrity: 9,
  journal: 10,
  claw: 11,
  different: 12,
  suspended: 13,
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** What people are told about each, in `--help` and in the README. */
export const exitCodeMeanings: readonly (readonly [code: ExitCode, meaning: string])[] = [
  [0, "success"],
  [1, "an unexpected failure inside FemtoClaw"],
  [2, "usage: the command, or what it names, cannot be understood"],
  [3, "configuration or policy cannot be used"],
  [4, "denied, or approval needed: by `policy explain`; denied: by `run --fail-on-denied`"],
  [5, "not a protocol message, or too many of them in a run"],
  [6, "the brain failed: unreachable, too slow, too long, cut short"],
  [7, "a limit or budget was reached"],
  [8, "in doubt: an effect began and no outcome is recorded"],
  [9, "integrity: the journal is damaged, or a replay differs"],
  [10, "the journal cannot be opened, written or read"],
  [11, "a claw failed in a way that ended the command"],
  [12, "policies that were compared differ, or a test or look at one found something; also where that could not be told"],
  [13, "the run waits for a person: `approvals` shows the question, `approve` or `refuse` answers it"],
  [129, "stopped because the terminal hung up (SIGHUP)"],
  [130, "stopped by Ctrl-C (SIGINT)"],
  [143, "stopped by SIGTERM"],
];

const byCategory: { readonly [category in CatalogueEntry["category"]]: ExitCode } = {
  usage: exitCode.usage,
  configuration: exitCode.configuration,
  protocol: exitCode.protocol,
  denied: exitCode.denied,
  brain: exitCode.brain,
  claw: exitCode.claw,
  journal: exitCode.journal,
  integrity: exitCode.integrity,
  "in-doubt": exitCode.inDoubt,
  limit: exitCode.limit,
  interrupted: exitCode.interrupted,
  suspended: exitCode.suspended,
  internal: exitCode.internal,
};

export const exitCodeOf = (it: Fault): ExitCode => byCategory[catalogue[it.code].category];

export type StopSignalName = "SIGINT" | "SIGTERM" | "SIGHUP";

const bySignal: { readonly [name in StopSignalName]: ExitCode } = {
  SIGINT: exitCode.interrupted,
  SIGTERM: exitCode.terminated,
  SIGHUP: exitCode.hungUp,
};

export const exitCodeOfSignal = (signal: StopSignalName): ExitCode => bySignal[signal];
