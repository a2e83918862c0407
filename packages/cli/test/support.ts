// The real command as a real process, on the sources, in a directory of its own.
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";
import { main, type Io } from "../src/host/index.ts";

export const program = ["--conditions=femtoclaw-source", join(import.meta.dirname, "../src/host/run-main.ts")] as const;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when stdout matches; rejects when the process ends first. */
  readonly saying: (pattern: RegExp) => Promise<void>;
}

export interface StartOptions {
  readonly stdin?: string;
  readonly environment?: { readonly [name: string]: string };
  /** Words before the program, such as strace and its options. */
  readonly under?: readonly string[];
  readonly timeoutMs?: number;
}

const made: string[] = [];
const running = new Set<ChildProcess>();

afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
  running.clear();
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true });
});

/** An empty directory with these files, gone after the test. */
export const place = (files: { readonly [name: string]: string } = {}): string => {
  const directory = mkdtempSync(join(tmpdir(), "femtoclaw-cli-"));
  made.push(directory);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  return directory;
};

export const startCommand = (directory: string, args: readonly string[], options: StartOptions = {}): Started => {
  const [command, ...rest] = [...(options.under ?? []), process.execPath, ...program, ...args];
  const child = spawn(command ?? process.execPath, rest, {
    cwd: directory,
    env: { PATH: process.env["PATH"], HOME: directory, ...options.environment },
    stdio: ["pipe", "pipe", "pipe"],
    timeout: options.timeoutMs ?? 25_000,
    killSignal: "SIGKILL",
  });
  running.add(child);
  let stdout = "";
  let stderr = "";
  const waiting = new Set<() => void>();
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString("utf8");
    for (const look of waiting) look();
  });
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString("utf8")));
  child.stdin.on("error", () => {});
  child.stdin.end(options.stdin ?? "");
  const ended = new Promise<Ended>((resolve) => {
    child.on("close", (code, signal) => {
      running.delete(child);
      resolve({ code, signal, stdout, stderr });
    });
  });
  const saying = (pattern: RegExp): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (!pattern.test(stdout)) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
      void ended.then((it) => reject(new Error(`ended with ${it.code} before it said ${pattern}: ${it.stdout}${it.stderr}`)));
    });
  return { process: child, ended, saying };
};

export const femtoclaw = (directory: string, args: readonly string[], options: StartOptions = {}): Promise<Ended> => startCommand(directory, args, options).ended;

export interface Captured {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The same `main` in this process: what needs no process of its own costs none. */
export const captured = async (argv: readonly string[], directory: string, more: Partial<Io> = {}): Promise<Captured> => {
  let stdout = "";
  let stderr = "";
  const output = (take: (text: string) => void) => ({ write: take, isTerminal: false, columns: () => 100, closed: () => false });
  const io: Io = {
    stdin: (async function* () {})(),
    stdout: output((text) => (stdout += text)),
    stderr: output((text) => (stderr += text)),
    terminal: null,
    environment: {},
    directory,
    onSignal: () => () => {},
    interrupt: () => {},
    endNow: () => {},
    ...more,
  };
  const code = await main(argv, io);
  return { code, stdout, stderr };
};

/** The `--json` document of a command. */
export const documentOf = ({ stdout }: { readonly stdout: string }) => JSON.parse(stdout);

export const scenario = (...steps: readonly object[]): string => `{"version":1,"name":"test","steps":${JSON.stringify(steps)},"then":"stop"}`;
/** Says its last step again for ever. */
export const endlessScenario = (...steps: readonly object[]): string => scenario(...steps).replace(/"stop"\}$/, '"repeat-last"}');
export const call = (tool: string, args: object): object => ({ say: { tool_call: { tool, args } } });
export const exec = (bin: string, ...argv: readonly string[]): object => ({ say: { bin, argv } });
export const message = (content: string): object => ({ say: { message: { content } } });

export const policy = (capabilities: object, more: object = {}): string => JSON.stringify({ version: 1, name: "test", capabilities, ...more });

/** Allows reading and listing here, and sleeping. */
export const usualPolicy = policy({
  "fs.read": { allow: [{ id: "read-here", path: { within: "." } }] },
  "fs.list": { allow: [{ id: "list-here", path: { within: "." } }] },
  shell: { allow: [{ id: "sleep", bin: "sleep", argv: [{ int: { min: 0, max: 60 } }] }], limits: { timeoutMs: 30_000 } },
});

/** A shell of the terminal kind may not leak through: no escape, no carriage return. */
export const hasControlCharacters = (text: string): boolean => /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.test(text);
