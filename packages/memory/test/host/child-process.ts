// Starts the writer in child-writer.ts as a real second process, alone or under strace.
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("child-writer.ts", import.meta.url));
const node = [process.execPath, "--conditions=femtoclaw-source", "--no-warnings", program] as const;

export interface Child {
  readonly process: ChildProcess;
  /** What it said so far. */
  readonly said: readonly Record<string, unknown>[];
  /** Resolves with the first line that has this key. Rejects when the process ends without. */
  saying(key: string): Promise<Record<string, unknown>>;
  readonly ended: Promise<void>;
}

export const startChild = (argv: readonly string[], wrap: readonly string[] = []): Child => {
  const [command = "", ...rest] = [...wrap, ...node, ...argv];
  const child = spawn(command, rest, { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, UV_THREADPOOL_SIZE: "1" } });
  const said: Record<string, unknown>[] = [];
  const waiting = new Set<() => void>();
  let over = false;
  createInterface({ input: child.stdout }).on("line", (line) => {
    // The last line of a killed process can be cut short: then it was never said.
    if (!line.endsWith("}")) return;
    said.push(JSON.parse(line));
    for (const look of waiting) look();
  });
  const ended = new Promise<void>((resolve) =>
    child.once("close", () => {
      over = true;
      for (const look of waiting) look();
      resolve();
    }),
  );
  const saying = (key: string): Promise<Record<string, unknown>> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = said.find((line) => key in line);
        if (found !== undefined) resolve(found);
        else if (over) reject(new Error(`the child ended without saying ${key}: ${JSON.stringify(said)}`));
        else return void waiting.add(look);
        waiting.delete(look);
      };
      look();
    });
  return { process: child, said, saying, ended };
};

const strace = "/usr/bin/strace";

/** One system call on one path fails, from its nth use on. What is traced is written to `log`. */
export const failing = (inject: string, path: string, log: string): readonly string[] => {
  if (!existsSync(strace)) throw new Error("this test injects faults with /usr/bin/strace, which is missing: apt-get install strace");
  return [strace, "-f", "-qq", "--seccomp-bpf", "-o", log, "-P", path, "-e", "trace=fdatasync,pwrite64,mkdir", "-e", `inject=${inject}`];
};
