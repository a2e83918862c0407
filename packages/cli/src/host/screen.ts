// Lines on stdout or stderr. Colour and the status line that is rewritten in place exist only on a terminal; elsewhere there is
// not one control character, so a log file holds what a reader reads.
import { styleText } from "node:util";
import { displayWidth, fit } from "../display-width.ts";
import { formatDuration } from "../quantity.ts";
import { wrapLine } from "../wrap-line.ts";
import type { Line, Style } from "../styled-line.ts";
import type { Io, Output } from "./io.ts";

export interface Screen {
  readonly columns: () => number;
  print(lines: readonly Line[]): void;
  /** What is under way, from now on, with the time that it takes; null for nothing. */
  status(text: string | null): void;
  /** Takes the status line away and stops rewriting it. */
  close(): void;
}

const looks: { readonly [style in Style]: Parameters<typeof styleText>[0] | null } = {
  plain: null,
  label: "cyan",
  good: ["bold", "green"],
  bad: ["bold", "red"],
  warn: "yellow",
  dim: "dim",
  strong: "bold",
  note: "magenta",
};

const wantsColour = (output: Output, environment: Io["environment"]): boolean =>
  output.isTerminal && (environment["NO_COLOR"] ?? "") === "" && environment["TERM"] !== "dumb";

const paint = (line: Line, colour: boolean): string =>
  line
    .map(({ style, text }) => {
      const look = looks[style];
      return look === null || !colour || text === "" ? text : styleText(look, text, { validateStream: false });
    })
    .join("")
    .trimEnd();

/** Shorter than this is not worth a flicker. */
const shownAfterMs = 150;
const redrawMs = 100;
const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const eraseLine = "\r\u001b[2K";

export const createScreen = (io: Io, output: Output): Screen => {
  const colour = wantsColour(output, io.environment);
  const rewrites = output.isTerminal && io.environment["TERM"] !== "dumb";
  let shown = false;
  let text: string | null = null;
  let since = 0;
  let timer: NodeJS.Timeout | null = null;

  const erase = (): void => {
    if (shown) output.write(eraseLine);
    shown = false;
  };
  const draw = (): void => {
    const ms = Date.now() - since;
    if (text === null || ms < shownAfterMs) return;
    const frame = frames[Math.floor(ms / redrawMs) % frames.length] ?? "";
    const elapsed = ` · ${formatDuration(Math.floor(ms / 100) * 100)}`;
    // One column stays free: some terminals wrap as soon as the last one is written.
    const room = output.columns() - displayWidth(elapsed) - 4;
    output.write(`${eraseLine}${paint([{ style: "note", text: ` ${frame} ` }, { style: "plain", text: fit(text, room) }, { style: "dim", text: elapsed }], colour)}`);
    shown = true;
  };
  const stop = (): void => {
    if (timer !== null) clearInterval(timer);
    timer = null;
    erase();
  };

  return {
    columns: output.columns,
    print: (lines) => {
      erase();
      for (const line of output.isTerminal ? lines.flatMap((it) => wrapLine(it, output.columns())) : lines) output.write(`${paint(line, colour)}\n`);
    },
    status: (next) => {
      if (!rewrites || next === text) return;
      text = next;
      since = Date.now();
      if (next === null) return stop();
      erase();
      timer ??= setInterval(draw, redrawMs).unref();
    },
    close: () => {
      text = null;
      stop();
    },
  };
};

/** For `--json` and `--quiet`: nothing but the document, or the answer. */
export const silentScreen: Screen = { columns: () => 100, print: () => {}, status: () => {}, close: () => {} };
