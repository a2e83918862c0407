// FC-UPGRADE-0001.R7: what a migration has decided is carried out, by itself or by the next call; what it has not decided is taken back.
import { rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { RecordDraft } from "@femtoclaw/core";
import { canonicalise, type Sha256 } from "@femtoclaw/protocol";
import { openUnguarded } from "./file-journal.ts";
import { exists, refusePlace } from "./free-name.ts";
import { claimIndexStore, type StoreClaim } from "./index-store.ts";
import { errnoOf, fileError } from "./journal-fault.ts";
import type { JournalFormat } from "./journal-format.ts";
import { readState, removeState, settledName, writeState, type MigrationState, type Move } from "./migration-state.ts";
import { readJournal } from "./read-journal.ts";
import { syncDirectory } from "./sync-directory.ts";
import { sha256 as hostSha256 } from "./sha256.ts";

/** What was reached: after each of these the process may end, and the next call knows how to go on. */
export type MigrationStage = "claimed" | "validated" | "prepared" | "written" | "verified" | "decided" | "moved" | "recorded" | "done";

/** What each part of a migration is told. */
export interface MigrationCommon {
  readonly directory: string;
  readonly formats?: readonly JournalFormat[];
  readonly onStage?: (stage: MigrationStage) => void;
  readonly sha256?: Sha256;
}

export type Moving = Extract<MigrationState, { phase: "moving" }>;

const give = async ({ from, to }: Move): Promise<void> => {
  try {
    await rename(from, to);
    for (const directory of new Set([dirname(from), dirname(to)])) await syncDirectory(directory);
  } catch (error) {
    // Given before, and cut short before that was written down.
    if (errnoOf(error) === "ENOENT" && (await exists(to))) return;
    throw ["ENOTEMPTY", "EEXIST", "EISDIR", "ENOTDIR"].includes(errnoOf(error)) ? refusePlace(to) : fileError("write", error, to);
  }
};

const sameDraft = (a: RecordDraft, b: RecordDraft): boolean => a.kind === b.kind && a.time === b.time && canonicalise(a.body) === canonicalise(b.body);

/** Once, also where it was written and then cut short. */
const recordOnce = async (directory: string, draft: RecordDraft, sha256: Sha256): Promise<void> => {
  const { journal, recovery } = await openUnguarded({ directory, sha256 });
  try {
    // What opening cut is recorded by whoever opened (FC-MEM-0001.R8); what it found in doubt the next runtime finds again.
    const { tornBytes } = recovery;
    if (tornBytes > 0) await journal.append([{ time: draft.time, run: null, execution: null, kind: "runtime.recovered", body: { tornBytes, inDoubt: [] } }]);
    let last: RecordDraft | null = null;
    for await (const { record } of readJournal(directory, { fromSeq: Math.max(1, journal.head().seq) })) last = record;
    if (last === null || !sameDraft(last, draft)) await journal.append([draft]);
  } finally {
    await journal.close();
  }
};

/** `claim`: the lock of the journal that was there, which goes with it under its new name. */
export const carryOut = async (directory: string, { lock, moves, then }: Moving, claim: StoreClaim | null, sha256: Sha256, onStage: (stage: MigrationStage) => void): Promise<void> => {
  for (const [index, move] of moves.entries()) {
    await give(move);
    onStage("moved");
    await writeState(directory, { phase: "moving", lock, moves: moves.slice(index + 1), then });
  }
  // Opening the journal takes a lock by the same name; until this is done the state keeps others out.
  await claim?.release();
  // It was written under the journal's old name, where nothing of it is any more.
  if (lock.length > 1) for (const name of lock.slice(0, 1)) await rm(join(name, "owner.json"), { force: true });
  if (then !== null) await recordOnce(directory, then, sha256);
  onStage("recorded");
  await removeState(directory);
  onStage("done");
};

/** Nothing was decided: what was made is removed. */
export const takeBack = async (directory: string, remove: readonly string[]): Promise<void> => {
  for (const name of remove) await rm(name, { recursive: true, force: true });
  await removeState(directory);
};

/** The lock of the journal that is migrated, whatever its name is by now; null where there was no journal. */
const claimOf = async (lock: readonly string[]): Promise<StoreClaim | null> => {
  for (const name of lock) if (await exists(name)) return claimIndexStore(name);
  return null;
};

/**
 * What a migration that was cut short left: finished where it was decided, else taken back. Throws FC_JOURNAL_LOCKED while it is still
 * under way, and FC_MIGRATION_UNFINISHED where what it left cannot be read.
 */
export const settleMigration = async ({ directory: named, sha256 = hostSha256, onStage = () => {} }: MigrationCommon, files: readonly string[] = []): Promise<"none" | "taken back" | "finished"> => {
  const directory = await settledName(named);
  const names = [directory, ...files];
  const found = await readState(directory, names);
  if (found === null) return "none";
  const claim = await claimOf(found.lock);
  try {
    // Whoever held the lock until now has gone on meanwhile.
    const state = await readState(directory, names);
    if (state?.phase === "moving") await carryOut(directory, state, claim, sha256, onStage);
    else if (state?.phase === "preparing") await takeBack(directory, state.remove);
    if (state === null) return "none";
    return state.phase === "moving" ? "finished" : "taken back";
  } finally {
    await claim?.release();
  }
};
