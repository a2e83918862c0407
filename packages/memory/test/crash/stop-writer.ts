// One writer, stopped at a moment; and what it had been promised until then.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Moment } from "./moment.ts";

const strace = "/usr/bin/strace";
const program = fileURLToPath(new URL("writer.ts", import.meta.url));

export interface Stopped {
  /** The last record that was acknowledged; null where none was. */
  readonly last: { readonly seq: number; readonly hash: string } | null;
  readonly fault: string | null;
  /** Whether the moment came before the writer was done. */
  readonly came: boolean;
  /** Whether what failed was done to a segment. */
  readonly onSegment: boolean;
}

const traced = (moment: Moment, log: string): readonly string[] => {
  if (moment.kind === "time") return [];
  if (!existsSync(strace)) throw new Error("moments and faults are chosen with /usr/bin/strace, which is missing: apt-get install strace");
  const inject = moment.kind === "call" ? "signal=SIGKILL" : `error=${moment.error}`;
  // With --seccomp-bpf it would be faster, and signals would come at the first call alone.
  return [strace, "-f", "-y", "-qq", "-o", log, "-e", `trace=${moment.call}`, "-e", `inject=${moment.call}:${inject}:when=${moment.nth}`];
};

interface Said {
  readonly seq?: number;
  readonly hash?: string;
  readonly fault?: string;
}

export const stopWriter = async (directory: string, moment: Moment, waiters: number, rounds: number): Promise<Stopped> => {
  const log = `${directory}.strace`;
  const [command = "", ...argv] = [...traced(moment, log), process.execPath, "--no-warnings", program, directory, String(waiters), String(rounds)];
  // One thread does all that is done to files, so that its calls come in one order.
  const child = spawn(command, argv, { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, UV_THREADPOOL_SIZE: "1" } });
  let text = "";
  let timer: NodeJS.Timeout | null = null;
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
    // What comes before its first word is Node's own start.
    if (moment.kind === "time") timer ??= setTimeout(() => child.kill("SIGKILL"), moment.afterMs);
  });
  const killed = await new Promise<boolean>((resolve, reject) => child.once("error", reject).once("close", (_code, signal) => resolve(signal === "SIGKILL")));
  if (timer !== null) clearTimeout(timer);
  // A line that was cut short was never said.
  const said = text.split("\n").slice(0, -1).map((line): Said => JSON.parse(line));
  const last = said.reduce<Stopped["last"]>((most, { seq, hash }) => (seq !== undefined && hash !== undefined && seq > (most?.seq ?? 0) ? { seq, hash } : most), null);
  const injected = moment.kind === "fault" ? (await readFile(log, "utf8")).split("\n").filter((line) => line.includes("(INJECTED)")) : [];
  await rm(log, { force: true });
  return {
    last,
    fault: said.find((it) => it.fault !== undefined)?.fault ?? null,
    came: moment.kind === "fault" ? injected.length > 0 : killed,
    onSegment: injected.some((line) => line.includes(".segment")),
  };
};
