// Process start: what a person waits for before anything happens. The floor is the engine alone.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { compare, type Row } from "./measure.ts";

const femtoclaw = join(import.meta.dirname, "../packages/cli/femtoclaw.mjs");
const run = (args: readonly string[]) => (): void => {
  const { status } = spawnSync(process.execPath, args, { stdio: "ignore", timeout: 30_000 });
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}`);
};

export const start = async (rounds: number): Promise<readonly Row[]> => [
  await compare("start", "femtoclaw --version", "node -e 0", rounds, 1, run([femtoclaw, "--version"]), run(["-e", "0"])),
  await compare("start", "femtoclaw --help", "node -e 0", rounds, 1, run([femtoclaw, "--help"]), run(["-e", "0"])),
];
