// femtoclaw chat: several inputs in one run. On a terminal it asks for each; without one every line of stdin is an input.
import { userInfo } from "node:os";
import { createInterface } from "node:readline/promises";
import type { Answer, InputOptions, Run } from "@femtoclaw/core";
import { FemtoClawError, type JsonObject } from "@femtoclaw/protocol";
import { exitCode, exitCodeOf, exitCodeOfSignal } from "../../exit-code.ts";
import { faultDocument, faultLines } from "../../fault-text.ts";
import { blankLine, dim, plainLine, span, type Line } from "../../styled-line.ts";
import type { Tally } from "../../tally.ts";
import { loadRunSettings } from "../brain-settings.ts";
import type { Io } from "../io.ts";
import { openLiveRuntime, type LiveRuntime } from "../live-runtime.ts";
import { readLines } from "../read-lines.ts";
import { repeatedFlags } from "../repeated-flags.ts";
import { programName, shortenPath, type CommandAction, type Session } from "../session.ts";
import { watchStopSignals, type StopSignals } from "../stop-signals.ts";

const help: readonly Line[] = [
  plainLine("Type an input and press Enter. Each is one more turn of the same run."),
  plainLine("  /reset   close this run and begin another, with an empty context"),
  plainLine("  /pin TEXT      an input that stays before the brain whatever else must go"),
  plainLine("  /summary TEXT  puts a text of yours in place of all before that is not pinned; recorded"),
  plainLine("  /quit    end; so does Ctrl-D. Ctrl-C stops what is under way"),
  plainLine("  /help    this"),
];

/** Ends with "interrupted" when it is aborted. */
type Ask = (stop: AbortSignal) => Promise<{ readonly line: string } | "end" | "interrupted">;

/** The terminal is the line editor's only while it asks: in between Ctrl-C is a signal, and an approval can be asked for. */
const askOnTerminal = (terminal: NonNullable<Io["terminal"]>): Ask => {
  let history: string[] = [];
  return (stop) =>
    new Promise((resolve) => {
      const editor = createInterface({ input: terminal.input, output: terminal.output, history, historySize: 100, terminal: true });
      editor.on("history", (lines: string[]) => (history = lines));
      const interrupt = (): void => {
        resolve("interrupted");
        editor.close();
      };
      editor.on("SIGINT", interrupt);
      stop.addEventListener("abort", interrupt, { once: true });
      editor.on("close", () => resolve("end"));
      editor.question("› ").then(
        (line) => {
          resolve({ line });
          editor.close();
        },
        () => resolve("end"),
      );
    });
};

const askOfStream = (io: Io, maxBytes: number): Ask => {
  const lines = readLines(io.stdin, maxBytes);
  return (stop) =>
    new Promise((resolve, reject) => {
      stop.addEventListener("abort", () => resolve("interrupted"), { once: true });
      lines.next().then((next) => resolve(next.done === true ? "end" : { line: next.value }), reject);
    });
};

interface Turn {
  readonly run: string;
  readonly input: string;
  readonly answer: Answer;
  readonly tally: Tally;
}

const turnDocument = ({ run, input, answer, tally }: Turn): JsonObject => ({
  run,
  input,
  answer: answer.status === "answered" ? answer.content : null,
  fault: answer.status === "failed" ? faultDocument(answer.fault) : null,
  counts: { authorized: tally.authorized, denied: tally.denied, rejected: tally.rejected, inDoubt: tally.inDoubt },
});

/** One turn. Null when the run was stopped and another must be begun. */
const takeTurn = async (live: LiveRuntime, run: Run, input: string, signals: StopSignals, options: InputOptions): Promise<Turn> => {
  signals.onFirst((signal) => run.stop("operator", signal));
  live.takeTurn();
  const answer = await run.submit(input, options);
  return { run: run.id, input, answer, tally: live.takeTurn() };
};

/** What is no summary of this run is said, and the chat goes on. */
const summariseRun = async ({ screen, io }: Session, run: Run, text: string): Promise<void> => {
  try {
    await run.summarise(userInfo().username, text);
  } catch (error) {
    if (!(error instanceof FemtoClawError) || error.code !== "FC_RUN_SUMMARY") throw error;
    screen.print(faultLines(error.fault, "error", shortenPath(io)));
  }
};

const converse = async (session: Session, live: LiveRuntime, ask: Ask, turns: Turn[]): Promise<number> => {
  const { screen, io } = session;
  let run = await live.openRun();
  for (;;) {
    if (io.terminal !== null) screen.print([blankLine]);
    // While the question stands, a signal ends the chat; nothing is under way that would have to be stopped.
    const waiting = watchStopSignals(io);
    const stop = new AbortController();
    waiting.onFirst(() => stop.abort());
    const asked = await ask(stop.signal);
    waiting.release();
    if (asked === "interrupted") return exitCodeOfSignal(waiting.received() ?? "SIGINT");
    if (asked === "end" || asked.line.trim() === "/quit" || io.stdout.closed()) return exitCode.success;
    const input = asked.line.trim();
    if (input === "") continue;
    if (input === "/help") {
      screen.print(help);
      continue;
    }
    if (input === "/reset") {
      await run.close();
      run = await live.openRun();
      continue;
    }
    if (/^\/[a-z]+$/.test(input)) {
      screen.print([[span("warn", `There is no ${input}.`)], ...help]);
      continue;
    }
    const summary = /^\/summary\s+(.+)$/.exec(input)?.[1];
    if (summary !== undefined) {
      await summariseRun(session, run, summary);
      continue;
    }
    const pinned = /^\/pin\s+(.+)$/.exec(input)?.[1];
    const signals = watchStopSignals(io);
    try {
      turns.push(await takeTurn(live, run, pinned ?? input, signals, { pinned: pinned !== undefined }));
    } finally {
      signals.release();
    }
    const signal = signals.received();
    if (signal === null) continue;
    await run.close();
    if (signal !== "SIGINT" || io.terminal === null) return exitCodeOfSignal(signal);
    screen.print([[dim("The run was stopped; the next input begins another.")]]);
    run = await live.openRun();
  }
};

/** Without a terminal nobody sees a failure go by, so the last one gives the exit code. */
const codeAfter = (session: Session, ended: number, turns: readonly Turn[]): number => {
  if (ended !== exitCode.success) return ended;
  if (turns.some(({ tally }) => tally.inDoubt > 0)) return exitCode.inDoubt;
  const last = turns.at(-1);
  return session.io.terminal === null && last?.answer.status === "failed" ? exitCodeOf(last.answer.fault) : exitCode.success;
};

export const chat: CommandAction = async (session) => {
  const { io, screen } = session;
  const config = await loadRunSettings(session);
  const live = await openLiveRuntime(session, config, screen);
  const terminal = session.json ? null : io.terminal;
  const turns: Turn[] = [];
  let ended: number;
  try {
    if (terminal !== null) screen.print(help);
    ended = await converse(session, live, terminal === null ? askOfStream(io, config.limits.maxInputBytes) : askOnTerminal(terminal), turns);
  } catch (error) {
    await live.runtime.close().catch(() => {});
    throw error;
  }
  await live.runtime.close();
  screen.print([blankLine, [dim(`next  ${programName(session.io)} status${repeatedFlags(session)}`)]]);
  return { exitCode: codeAfter(session, ended, turns), document: { turns: turns.map(turnDocument), journal: config.journal } };
};
