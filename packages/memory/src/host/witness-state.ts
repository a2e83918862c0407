// FC-CRYPTO-0001: what a witness has seen, in a file of its own: one line for each journal, the last checkpoint of it.
//
//   size root origin
//
// It is flushed under its name before the signature leaves: a witness that forgot could be made to sign a second history.
import { open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { fault, FemtoClawError } from "@femtoclaw/protocol";
import type { Checkpoint } from "../verifier.ts";
import { errnoOf } from "./journal-fault.ts";

const refuse = (expected: string, found: string, file: string): FemtoClawError => new FemtoClawError(fault("FC_WITNESS_STATE", expected, found, { file }));

export type WitnessState = ReadonlyMap<string, Checkpoint>;

const readState = async (file: string): Promise<WitnessState> => {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (errnoOf(error) === "ENOENT") return "";
    throw refuse("a file that can be read", errnoOf(error), file);
  });
  const state = new Map<string, Checkpoint>();
  for (const line of text.split("\n").slice(0, -1)) {
    const [, size = "", root = "", origin = ""] = /^(0|[1-9][0-9]{0,15}) ([0-9a-f]{64}) (.+)$/.exec(line) ?? [];
    if (origin === "" || state.has(origin)) throw refuse("lines of size, root and origin, one for each journal", "another line", file);
    state.set(origin, { origin, size: Number(size), root });
  }
  if (text !== "" && !text.endsWith("\n")) throw refuse("a file that ends with a newline", "one that was cut", file);
  return state;
};

const flush = async (path: string, flags: string, text: string | null): Promise<void> => {
  const handle = await open(path, flags, 0o600);
  try {
    if (text !== null) await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const keepState = async (file: string, state: WitnessState): Promise<void> => {
  const lines = [...state.values()].toSorted((a, b) => (a.origin < b.origin ? -1 : 1)).map(({ origin, size, root }) => `${size} ${root} ${origin}\n`);
  await rm(`${file}.new`, { force: true });
  await flush(`${file}.new`, "wx", lines.join(""));
  await rename(`${file}.new`, file);
  await flush(dirname(file), "r", null);
};

/**
 * Lets `judge` see what was seen, and keeps what it accepts before this resolves. One at a time: a second process is refused with
 * FC_WITNESS_STATE. Throws what `judge` throws.
 */
export const withWitnessState = async (file: string, judge: (state: WitnessState) => Promise<Checkpoint>): Promise<void> => {
  const lock = `${file}.lock`;
  await open(lock, "wx", 0o600).then((handle) => handle.close(), (error: unknown) => {
    throw refuse("no other witness at work on this file", errnoOf(error), lock);
  });
  try {
    const state = await readState(file);
    const accepted = await judge(state);
    await keepState(file, new Map([...state, [accepted.origin, accepted]])).catch((error: unknown) => {
      throw refuse("a file that can be written", errnoOf(error), file);
    });
  } finally {
    await rm(lock, { force: true });
  }
};
