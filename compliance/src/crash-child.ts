// Runs the target in a process of its own and kills it, without warning, at the moment that the vector names.
import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { ChildNote, CrashOrder } from "./child/order.ts";
import type { Bench } from "./perform.ts";
import type { WrittenAssembly } from "./vector.schema.ts";

const childFile = fileURLToPath(new URL("child/crash-child.ts", import.meta.url));
let orders = 0;

const notesIn = (log: string): readonly ChildNote[] => {
  if (!existsSync(log)) return [];
  // The last line may be half written.
  return readFileSync(log, "utf8").split("\n").slice(0, -1).map((line) => JSON.parse(line) as ChildNote);
};

export const crashChild = async (
  bench: Bench,
  assembly: WrittenAssembly,
  input: string,
  at: "effect" | "thought" | "question" | "answer",
  isOver: () => boolean,
): Promise<readonly ChildNote[]> => {
  const { target, places, vectors } = bench;
  if (target.module === undefined) throw new Error("the target names no module, so it has no process to kill");
  orders += 1;
  const beside = join(places.journal, "..", `crash-${orders}`);
  const log = `${beside}.log`;
  const order: CrashOrder = { ...places, module: target.module, vectors, assembly, input, log };
  writeFileSync(`${beside}.json`, JSON.stringify(order));
  const child = spawn(process.execPath, ["--conditions=femtoclaw-source", childFile, `${beside}.json`], { stdio: "ignore" });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const ended = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const due = (): boolean => notesIn(log).some(({ note }) => note === at || note === "failure");
  while (!due() && !ended() && !isOver()) await delay(5);
  child.kill("SIGKILL");
  await exited;
  return notesIn(log);
};
