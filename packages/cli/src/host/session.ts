// What every command gets, and what it hands back.
import { relative } from "node:path";
import type { JsonObject } from "@femtoclaw/protocol";
import type { Invocation } from "./parse-command-line.ts";
import type { Io } from "./io.ts";
import type { Screen } from "./screen.ts";

export interface Session {
  readonly io: Io;
  readonly arguments: readonly string[];
  readonly options: Invocation["options"];
  readonly json: boolean;
  /** Stdout, for people; silent under `--json`. */
  readonly screen: Screen;
  /** Stderr, for people: progress and warnings. */
  readonly aside: Screen;
}

export interface CommandResult {
  readonly exitCode: number;
  /** What `--json` prints. */
  readonly document: JsonObject;
}

export type CommandAction = (session: Session) => Promise<CommandResult>;

/** What starts this command again: what npm or npx started need not be on PATH. */
export const programName = ({ environment }: Io): string => ((environment["npm_command"] ?? "") === "" ? "femtoclaw" : "npx femtoclaw");

/** A path as the user would type it here. */
export const shortenPath = (io: Io) => (file: string): string => {
  if (!file.startsWith("/")) return file;
  const short = relative(io.directory, file);
  return short === "" ? "." : short.length < file.length && !short.startsWith("../../..") ? short : file;
};
