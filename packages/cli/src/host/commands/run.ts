// femtoclaw run: one task, one run, one answer.
import { resolve } from "node:path";
import { fault, FemtoClawError, type JsonObject } from "@femtoclaw/protocol";
import { defaultRunLimits, type Answer, type MandateGiven, type Run } from "@femtoclaw/core";
import { readTextFile, type Config, type Runtime } from "@femtoclaw/runtime";
import { exitCode, exitCodeOf, exitCodeOfSignal } from "../../exit-code.ts";
import { faultDocument, faultLines } from "../../fault-text.ts";
import { printableLines } from "../../printable.ts";
import { plural } from "../../quantity.ts";
import { blankLine, dim, plain, span, type Line } from "../../styled-line.ts";
import type { Tally } from "../../tally.ts";
import { loadRunSettings } from "../brain-settings.ts";
import { openLiveRuntime } from "../live-runtime.ts";
import { readText } from "../read-lines.ts";
import { silentScreen } from "../screen.ts";
import { programName, shortenPath, type CommandAction, type Session } from "../session.ts";
import { configFile } from "../settings.ts";
import { repeatedFlags } from "../repeated-flags.ts";
import { watchStopSignals, type StopSignals } from "../stop-signals.ts";

const interrupted = (signal: string): Answer => ({
  status: "failed",
  fault: fault("FC_RUN_INTERRUPTED", "the run to go on to its answer", `a stop by operator: ${signal}`),
});

/** Asks, waits, closes. The journal is closed whatever happens; the first thing that went wrong is what is thrown. */
const conduct = async (runtime: Runtime, run: Run, task: string, signals: StopSignals): Promise<Answer> => {
  try {
    const early = signals.received();
    signals.onFirst((signal) => run.stop("operator", signal));
    const answer = early === null ? await run.submit(task) : interrupted(early);
    await run.close();
    return answer;
  } catch (error) {
    await runtime.close().catch(() => {});
    throw error;
  }
};

const codeFor = (session: Session, signals: StopSignals, answer: Answer, tally: Tally): number => {
  const signal = signals.received();
  if (signal !== null) return exitCodeOfSignal(signal);
  if (tally.inDoubt > 0) return exitCode.inDoubt;
  if (answer.status === "failed") return exitCodeOf(answer.fault);
  return session.options.has("--fail-on-denied") && tally.denied > 0 ? exitCode.denied : exitCode.success;
};

const summaryLines = (session: Session, run: string, tally: Tally): readonly Line[] => {
  const flags = repeatedFlags(session);
  return [
    blankLine,
    [
      span("good", `${tally.authorized} authorised`),
      plain("  "),
      span(tally.denied > 0 ? "bad" : "plain", `${tally.denied} denied`),
      plain("  "),
      span(tally.rejected > 0 ? "bad" : "plain", `${tally.rejected} rejected`),
      ...(tally.inDoubt > 0 ? [plain("  "), span("bad", `${tally.inDoubt} in doubt`)] : []),
      dim(`  ${plural(tally.records, "record")}, all durable`),
    ],
    [dim(`next  ${programName(session.io)} audit show ${run}${flags}`)],
    [dim(`      ${programName(session.io)} replay ${run}${flags}`)],
  ];
};

const documentOf = (run: string, config: Config, answer: Answer, tally: Tally): JsonObject => ({
  run,
  status: answer.status,
  answer: answer.status === "answered" ? answer.content : null,
  fault: answer.status === "failed" ? faultDocument(answer.fault) : null,
  counts: { authorized: tally.authorized, denied: tally.denied, rejected: tally.rejected, outcomes: tally.outcomes, inDoubt: tally.inDoubt },
  records: { count: tally.records, firstSeq: tally.firstSeq, lastSeq: tally.lastSeq },
  journal: config.journal,
});

const taskOf = async (session: Session, maxBytes: number): Promise<string> => {
  const [given = ""] = session.arguments;
  const task = given === "-" ? (await readText(session.io.stdin, maxBytes)).trim() : given;
  if (task === "") throw new FemtoClawError(fault("FC_USAGE", "a task, in quotes", "an empty one"));
  return task;
};

/** A question that is answered elsewhere lives for a day, unless the configuration says how long. */
const withPatience = (config: Config): Config =>
  config.limits.approvalTimeoutMs === defaultRunLimits.approvalTimeoutMs ? { ...config, limits: { ...config.limits, approvalTimeoutMs: 86_400_000 } } : config;

/** What the run is for, where somebody says so: a file of the operator's, or the brain from the task alone. */
const mandateOf = async ({ options, io }: Session): Promise<MandateGiven | undefined> => {
  const file = options.text("--mandate");
  if (options.has("--propose-mandate")) {
    if (file !== null) throw new FemtoClawError(fault("FC_USAGE", "--mandate or --propose-mandate", "both"));
    return { who: "brain" };
  }
  if (file === null) return undefined;
  const text = await readTextFile(resolve(io.directory, file), "a mandate");
  if (!text.ok) throw new FemtoClawError(text.fault);
  return { who: "operator", text: text.value };
};

export const run: CommandAction = async (session) => {
  const { io } = session;
  const quiet = session.options.has("--quiet");
  const screen = quiet ? silentScreen : session.screen;
  const signals = watchStopSignals(io);
  try {
    const config = await loadRunSettings(session);
    const task = await taskOf(session, config.limits.maxInputBytes);
    const mandate = await mandateOf(session);
    if (!quiet && config.policy === null) {
      const why = (await configFile(session)) === null ? "There is no femtoclaw.yaml here" : "The configuration names no policy";
      session.aside.print([[span("warn", "note"), plain(`  ${why}, so everything is denied; \`${programName(io)} init\` writes a configuration and a policy.`)]]);
    }
    const suspends = session.options.has("--suspend");
    const live = await openLiveRuntime(session, suspends ? withPatience(config) : config, screen, { suspends });
    const current = await live.openRun(mandate).catch(async (error: unknown) => {
      await live.runtime.close();
      throw error;
    });
    const answer = await conduct(live.runtime, current, task, signals);
    await live.runtime.close();
    const tally = live.tally();
    screen.print(summaryLines(session, current.id, tally));
    if (quiet && !session.json) {
      if (answer.status === "answered") for (const line of printableLines(answer.content)) io.stdout.write(`${line}\n`);
      else session.aside.print(faultLines(answer.fault, "error", shortenPath(io)));
    }
    return { exitCode: codeFor(session, signals, answer, tally), document: documentOf(current.id, config, answer, tally) };
  } finally {
    signals.release();
  }
};
