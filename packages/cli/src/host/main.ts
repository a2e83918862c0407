// FC-RUNBOOK-0001: argv in, exit code out. The one place where a fault becomes text or JSON; nothing that a user can cause, and no
// defect of ours, ends in a stack trace.
import { fault, FemtoClawError, type Fault } from "@femtoclaw/protocol";
import { exitCode, exitCodeOf } from "../exit-code.ts";
import { faultDocument, faultLines } from "../fault-text.ts";
import { FaultsError } from "../faults-error.ts";
import { printableJson } from "../printable.ts";
import { CLI_VERSION } from "../version.ts";
import type { CommandAction, Session } from "./session.ts";
import { shortenPath } from "./session.ts";
import { processIo, type Io } from "./io.ts";
import type { Invocation } from "./parse-command-line.ts";
import { createScreen, silentScreen } from "./screen.ts";

/** Each command is loaded when it is called, so that `--help` and `--version` load none. */
const actions: { readonly [command: string]: () => Promise<CommandAction> } = {
  init: async () => (await import("./commands/init.ts")).init,
  run: async () => (await import("./commands/run.ts")).run,
  chat: async () => (await import("./commands/chat.ts")).chat,
  status: async () => (await import("./commands/status.ts")).status,
  settle: async () => (await import("./commands/settle.ts")).settle,
  approvals: async () => (await import("./commands/approvals.ts")).approvals,
  approve: async () => (await import("./commands/answer.ts")).approve,
  refuse: async () => (await import("./commands/answer.ts")).refuse,
  "policy check": async () => (await import("./commands/policy-check.ts")).policyCheck,
  "policy explain": async () => (await import("./commands/policy-explain.ts")).policyExplain,
  "policy test": async () => (await import("./commands/policy-test.ts")).policyTest,
  "policy suggest": async () => (await import("./commands/policy-suggest.ts")).policySuggest,
  "policy impact": async () => (await import("./commands/policy-impact.ts")).policyImpact,
  "policy diff": async () => (await import("./commands/policy-diff.ts")).policyDiff,
  "policy lint": async () => (await import("./commands/policy-lint.ts")).policyLint,
  "audit list": async () => (await import("./commands/audit-list.ts")).auditList,
  "audit show": async () => (await import("./commands/audit-show.ts")).auditShow,
  "audit query": async () => (await import("./commands/audit-query.ts")).auditQuery,
  "audit export": async () => (await import("./commands/audit-export.ts")).auditExport,
  "audit reindex": async () => (await import("./commands/audit-reindex.ts")).auditReindex,
  "audit verify": async () => (await import("./commands/audit-verify.ts")).auditVerify,
  "audit config": async () => (await import("./commands/audit-config.ts")).auditConfig,
  "audit key": async () => (await import("./commands/audit-key.ts")).auditKey,
  "audit checkpoint": async () => (await import("./commands/audit-checkpoint.ts")).auditCheckpoint,
  "audit prove": async () => (await import("./commands/audit-prove.ts")).auditProve,
  "audit check": async () => (await import("./commands/audit-check.ts")).auditCheck,
  "audit witness": async () => (await import("./commands/audit-witness.ts")).auditWitness,
  "audit secret": async () => (await import("./commands/audit-secret.ts")).auditSecret,
  backup: async () => (await import("./commands/backup.ts")).backup,
  restore: async () => (await import("./commands/backup.ts")).restore,
  replay: async () => (await import("./commands/replay.ts")).replay,
  archive: async () => (await import("./commands/archive.ts")).archive,
  migrate: async () => (await import("./commands/migrate.ts")).migrate,
  doctor: async () => (await import("./commands/doctor.ts")).doctor,
  completion: async () => (await import("./commands/completion.ts")).completion,
};

/** The fault that gives the exit code, and every fault there is to show. */
const faultsOf = (error: unknown): { readonly main: Fault; readonly all: readonly Fault[] } => {
  if (error instanceof FemtoClawError) {
    return { main: error.fault, all: error instanceof FaultsError ? error.faults : [error.fault] };
  }
  const errno = error instanceof Error && "code" in error ? ` ${String(error.code)}` : "";
  const main = fault("FC_INTERNAL", "every failure to be known by a code", `${error instanceof Error ? error.name : typeof error}${errno}`);
  return { main, all: [main] };
};

const writeDocument = (io: Io, document: unknown): void => io.stdout.write(`${printableJson(JSON.stringify(document, null, 2))}\n`);

const reportFailure = (io: Io, json: boolean, error: unknown): number => {
  const { main: first, all } = faultsOf(error);
  if (json) writeDocument(io, { fault: faultDocument(first), faults: all.map(faultDocument) });
  else createScreen(io, io.stderr).print(all.flatMap((it) => faultLines(it, "error", shortenPath(io))));
  if (first.code === "FC_INTERNAL" && (io.environment["FEMTOCLAW_DEBUG"] ?? "") !== "" && error instanceof Error) io.stderr.write(`${error.stack ?? ""}\n`);
  return exitCodeOf(first);
};

const act = async (io: Io, invocation: Invocation): Promise<number> => {
  const json = invocation.options.has("--json");
  const session: Session = {
    io,
    arguments: invocation.arguments,
    options: invocation.options,
    json,
    screen: json ? silentScreen : createScreen(io, io.stdout),
    aside: json ? silentScreen : createScreen(io, io.stderr),
  };
  try {
    const load = actions[invocation.command];
    if (load === undefined) throw new FemtoClawError(fault("FC_USAGE", "a command", invocation.command));
    const action = await load();
    const result = await action(session);
    if (json) writeDocument(io, result.document);
    return result.exitCode;
  } catch (error) {
    session.screen.close();
    session.aside.close();
    return reportFailure(io, json, error);
  } finally {
    session.screen.close();
    session.aside.close();
  }
};

/** Never throws and never ends the process. `argv` is without the program. */
export const main = async (argv: readonly string[], io: Io): Promise<number> => {
  const json = argv.includes("--json");
  try {
    if (argv.length === 1 && (argv[0] === "--version" || argv[0] === "-V")) {
      io.stdout.write(`${CLI_VERSION}\n`);
      return exitCode.success;
    }
    const { parseCommandLine } = await import("./parse-command-line.ts");
    const parsed = parseCommandLine(argv);
    switch (parsed.kind) {
      case "text":
        if (parsed.asked) {
          io.stdout.write(parsed.text);
          return exitCode.success;
        }
        if (json) return reportFailure(io, json, new FemtoClawError(fault("FC_USAGE", "a command", "none")));
        io.stderr.write(parsed.text);
        return exitCode.usage;
      case "fault":
        return reportFailure(io, json, new FemtoClawError(parsed.fault));
      case "invocation":
        return await act(io, parsed.invocation);
    }
  } catch (error) {
    return reportFailure(io, json, error);
  }
};

/** How long something forgotten may keep the process alive once the command is done. */
const lingerMs = 2_000;

/** The process: what `femtoclaw` runs. */
export const start = async (): Promise<void> => {
  const io = processIo();
  const argv = process.argv.slice(2);
  const failed = (error: unknown): void => process.exit(reportFailure(io, argv.includes("--json"), error));
  process.on("uncaughtException", failed);
  process.on("unhandledRejection", failed);
  process.exitCode = await main(argv, io);
  // Whoever still types has nobody to read it.
  process.stdin.destroy();
  setTimeout(() => process.exit(), lingerMs).unref();
};
