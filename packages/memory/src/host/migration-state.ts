/**
 * FC-UPGRADE-0001.R7: what a migration has decided, in a file beside the journal: JOURNAL.migration. It is there from before the first name
 * is taken until after the last one is given, and while it is there nobody opens the journal to write. So a migration that was cut short
 * at any moment is either taken back (nothing was decided: what it made is removed) or finished (all of it is made and verified: the
 * names that are left are given).
 *
 *   preparing   {version, phase, lock, remove}        what was made so far, under names that were free
 *   moving      {version, phase, lock, moves, then}   names still to be given, in order; then the record that says so
 *
 * `lock`: names that the journal may have by now; whoever goes on holds its lock first, so that it is not somebody who is still at work.
 */
import { constants } from "node:fs";
import { access, open, readFile, realpath, rename, rm } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { RecordDraft } from "@femtoclaw/core";
import { canonicalise, fault, FemtoClawError, type JsonValue } from "@femtoclaw/protocol";
import { errnoOf, fileError } from "./journal-fault.ts";
import { syncDirectory } from "./sync-directory.ts";

export interface Move {
  readonly from: string;
  readonly to: string;
}

export type MigrationState =
  | { readonly phase: "preparing"; readonly lock: readonly string[]; readonly remove: readonly string[] }
  | { readonly phase: "moving"; readonly lock: readonly string[]; readonly moves: readonly Move[]; readonly then: RecordDraft | null };

export const stateFile = (directory: string): string => `${directory}.migration`;

const exists = (file: string): Promise<boolean> => access(file, constants.F_OK).then(() => true, () => false);

/** The directory without links where there is one; else its name made absolute. */
export const settledName = (directory: string): Promise<string> => realpath(directory).catch(() => resolve(directory));

/** Throws FC_MIGRATION_UNFINISHED. */
export const refuseUnderMigration = async (directory: string): Promise<void> => {
  for (const name of new Set([resolve(directory), await settledName(directory)])) {
    if (await exists(stateFile(name))) throw new FemtoClawError(fault("FC_MIGRATION_UNFINISHED", "no migration under way", "one", { file: stateFile(name) }));
  }
};

export const writeState = async (directory: string, state: MigrationState): Promise<void> => {
  const file = stateFile(directory);
  try {
    await rm(`${file}.new`, { force: true });
    const handle = await open(`${file}.new`, "wx", 0o600);
    try {
      const value: JsonValue = JSON.parse(JSON.stringify({ version: 1, ...state }));
      await handle.writeFile(`${canonicalise(value)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(`${file}.new`, file);
    await syncDirectory(dirname(file));
  } catch (error) {
    throw fileError("write", error, file);
  }
};

export const removeState = async (directory: string): Promise<void> => {
  await rm(stateFile(directory), { force: true });
  await syncDirectory(dirname(stateFile(directory)));
};

const isObject = (value: unknown): value is { readonly [key: string]: unknown } => typeof value === "object" && value !== null && !Array.isArray(value);
/** The record of a migration, and no other: nobody who can write the file gets to say what else happened. */
const isDraft = (value: unknown): value is RecordDraft =>
  isObject(value) && value["kind"] === "runtime.migrated" && Number.isSafeInteger(value["time"]) && value["run"] === null && value["execution"] === null && isObject(value["body"]);

/** Only what a migration of these very things can have meant: whoever can write the file must not name what is removed or moved. */
const decode = (value: unknown, isOurs: (path: string) => boolean, isMade: (path: string) => boolean): MigrationState | null => {
  if (!isObject(value) || value["version"] !== 1) return null;
  const ours = (it: unknown): it is string => typeof it === "string" && isOurs(it);
  const { phase, lock, remove, moves, then } = value;
  if (!Array.isArray(lock) || !lock.every(ours)) return null;
  if (phase === "preparing") return Array.isArray(remove) && remove.every((it) => ours(it) && isMade(it)) ? { phase, lock, remove } : null;
  if (phase !== "moving" || !Array.isArray(moves) || !(then === null || isDraft(then))) return null;
  const read = moves.flatMap((it): readonly Move[] => (isObject(it) && ours(it["from"]) && ours(it["to"]) ? [{ from: it["from"], to: it["to"] }] : []));
  return read.length === moves.length ? { phase, lock, moves: read, then } : null;
};

/** `names`: what is migrated, the journal first. Null where nothing is under way. Throws FC_MIGRATION_UNFINISHED for a file that no migration of them wrote. */
export const readState = async (directory: string, names: readonly string[]): Promise<MigrationState | null> => {
  const file = stateFile(directory);
  let text = "";
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return null;
    throw fileError("read", error, file);
  }
  const [journal, ...texts] = names;
  const isOurs = (path: string): boolean => names.some((name) => path === name || (path.startsWith(`${name}.`) && !path.slice(name.length).includes("/")));
  /** What is only begun is beside the things themselves, and beside the journal there is more that is not a migration's. */
  const isMade = (path: string): boolean => path === `${journal}.migrating` || texts.some((name) => path.startsWith(`${name}.`));
  const state = ((): MigrationState | null => {
    try {
      return decode(JSON.parse(text), isOurs, isMade);
    } catch {
      return null;
    }
  })();
  if (state === null) throw new FemtoClawError(fault("FC_MIGRATION_UNFINISHED", "what a migration of this journal and this configuration left", "something else", { file }));
  return state;
};
