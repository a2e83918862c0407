// FC-UPGRADE-0001.R8: a migration undone. What was kept of before gets its name again, as it lies; what came since is put aside, not removed.
import { readFile } from "node:fs/promises";
import type { RecordDraft } from "@femtoclaw/core";
import { fault, FemtoClawError } from "@femtoclaw/protocol";
import { exists, requireFree, writeNew } from "./free-name.ts";
import { claimIndexStore } from "./index-store.ts";
import { currentFormat, earlierFormats, formatOf, walkJournal } from "./journal-format.ts";
import { refuseUnderMigration, settledName, writeState } from "./migration-state.ts";
import { carryOut, settleMigration, takeBack, type MigrationCommon, type Moving } from "./settle-migration.ts";
import { sha256 as hostSha256 } from "./sha256.ts";

export interface ReturnOptions extends MigrationCommon {
  /** The journal of before, whose name it had before; null where the journal stays. */
  readonly backup: string | null;
  /** Texts of before; each file and what its old text is kept as. */
  readonly texts?: readonly { readonly file: string; readonly backup: string }[];
  /** The `runtime.migrated` that is recorded where the journal stays; one of an earlier format is left as it was. */
  readonly record: () => RecordDraft;
}

export interface MigrationReturned {
  /** What is put aside: nothing of it is removed. */
  readonly aside: readonly string[];
}

/** Everything gets the name again that it had. Throws FC_MIGRATION_PLACE, FC_MIGRATION_NONE where a backup is not there any more, and others of the journal. */
export const returnFromMigration = async (options: ReturnOptions): Promise<MigrationReturned> => {
  const { formats = earlierFormats, backup, texts = [], record, onStage = () => {}, sha256 = hostSha256 } = options;
  const files = texts.map(({ file }) => file);
  await settleMigration(options, files);
  const directory = await settledName(options.directory);
  const claim = await claimIndexStore(directory);
  try {
    await refuseUnderMigration(directory);
    onStage("claimed");
    for (const name of [...(backup === null ? [] : [backup]), ...texts.map((it) => it.backup)]) {
      if (!(await exists(name))) throw new FemtoClawError(fault("FC_MIGRATION_NONE", "what was kept of before", "nothing under its name", { file: name }));
    }
    const { head } = await walkJournal(currentFormat, directory, sha256);
    if (backup !== null) await walkJournal(await formatOf(backup, formats), backup, sha256);
    onStage("validated");
    const asideOf = (name: string): string => `${name}.undone-${head.seq}`;
    const aside = [...(backup === null ? [] : [asideOf(directory)]), ...files.map(asideOf)];
    await requireFree(aside);
    const copies = files.map(asideOf);
    await writeState(directory, { phase: "preparing", lock: [directory], remove: copies });
    onStage("prepared");
    try {
      for (const file of files) await writeNew(asideOf(file), await readFile(file, "utf8"));
    } catch (error) {
      await takeBack(directory, copies);
      throw error;
    }
    onStage("written");
    const moves = [...(backup === null ? [] : [{ from: directory, to: asideOf(directory) }, { from: backup, to: directory }]), ...texts.map((it) => ({ from: it.backup, to: it.file }))];
    const lock = backup === null ? [directory] : [asideOf(directory), directory];
    const state: Moving = { phase: "moving", lock, moves, then: backup === null ? record() : null };
    await writeState(directory, state);
    onStage("decided");
    await carryOut(directory, state, claim, sha256, onStage);
    return { aside };
  } finally {
    await claim.release();
  }
};
