/**
 * FC-UPGRADE-0001.R4 to R9: a journal, and texts such as its configuration, brought to the form of this version, or back.
 *
 *   validate   every record and link, by the format's own reader; nobody else writes meanwhile
 *   prepare    names that are free, written down beside the journal before the first is taken
 *   write      the same records in new files; each text's new form, and a copy of the old one
 *   verify     new and old read side by side: the same bytes, record by record
 *   decide     from here on it will be finished, before that it will be taken back, whenever it is cut short
 *   move       the old journal gets the name of a backup, as it lies; the new one gets the journal's
 *   record     what was done, by whom and why, is the next record
 */
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { RecordDraft } from "@femtoclaw/core";
import { fault, FemtoClawError, type Sha256 } from "@femtoclaw/protocol";
import { formatVersion } from "../frame.ts";
import { buildJournal } from "./build-journal.ts";
import { requireFree, writeNew } from "./free-name.ts";
import { claimIndexStore } from "./index-store.ts";
import { damageError } from "./journal-fault.ts";
import { currentFormat, earlierFormats, formatOf, walkJournal, type JournalCheck, type JournalFormat } from "./journal-format.ts";
import { makeDirectory } from "./make-directory.ts";
import { refuseUnderMigration, settledName, writeState, type Move } from "./migration-state.ts";
import { carryOut, settleMigration, takeBack, type MigrationCommon, type MigrationStage, type Moving } from "./settle-migration.ts";
import { sha256 as hostSha256 } from "./sha256.ts";

/** A file that gets another text: a configuration, say. Absolute. */
export interface TextChange {
  readonly file: string;
  readonly before: string;
  readonly after: string;
  /** What the old one is kept as: the file's own name, a dot and more. */
  readonly backup: string;
}

export interface MigratedJournal {
  readonly from: number;
  readonly to: number;
  readonly records: number;
  /** The same before and after. */
  readonly root: string;
  /** Of a batch that was never acknowledged, left behind. */
  readonly tornBytes: number;
  /** Where the journal of before lies, whole. */
  readonly backup: string;
}

export interface MigrationOptions extends MigrationCommon {
  readonly texts?: readonly TextChange[];
  /** The `runtime.migrated` that is recorded of it: of the journal's format where that changes, null where it is the current one. */
  readonly record: (journal: MigratedJournal | null) => RecordDraft;
}

export interface Migration {
  /** Null where there is no journal yet. */
  readonly check: JournalCheck | null;
  /** Null where the journal lies in the current format. */
  readonly journal: MigratedJournal | null;
  readonly texts: readonly TextChange[];
}

/** The checks of a migration, and not one byte written. Null where there is no journal. */
export const checkJournal = async (directory: string, { formats = earlierFormats, sha256 = hostSha256 }: Omit<MigrationCommon, "directory"> = {}): Promise<JournalCheck | null> => {
  try {
    return await walkJournal(await formatOf(directory, formats), directory, sha256);
  } catch (error) {
    if (error instanceof FemtoClawError && error.code === "FC_JOURNAL_NOT_FOUND") return null;
    throw error;
  }
};

/** New and old side by side: what the new files hold is what the old ones held, whoever wrote them. */
const compareJournals = async (format: JournalFormat, from: string, to: string, sha256: Sha256): Promise<void> => {
  const old = format.read(from, sha256);
  const check = await walkJournal(currentFormat, to, sha256, async (text, { seq }) => {
    const next = await old.next();
    if (next.done === true || next.value !== text) throw damageError({ seq: seq + 1, file: to, offset: 0, cause: "the record is not the one that was there" });
  });
  if ((await old.next()).done !== true) throw damageError({ seq: check.records + 1, file: to, offset: 0, cause: "the record is missing" });
};

const workingName = (directory: string): string => `${directory}.migrating`;

interface Prepared {
  readonly journal: MigratedJournal | null;
  readonly moves: readonly Move[];
}

/** The new forms, written and verified. `old` is the format that the journal lies in, null where that is the current one. */
const writeForms = async (directory: string, old: JournalFormat | null, texts: readonly TextChange[], sha256: Sha256, onStage: (stage: MigrationStage) => void): Promise<void> => {
  if (old !== null) await buildJournal(old, directory, workingName(directory), sha256);
  for (const { file, before, after, backup } of texts) {
    await writeNew(backup, before);
    await writeNew(workingName(file), after);
  }
  onStage("written");
  if (old !== null) await compareJournals(old, directory, workingName(directory), sha256);
  for (const { file, before } of texts) {
    if ((await readFile(file, "utf8")) !== before) throw new FemtoClawError(fault("FC_CONFIG_FILE", "the text that was checked", "another by now", { file }));
  }
  onStage("verified");
};

/** Everything that has to be there before it can be decided; where it cannot be made, nothing of it is left. */
const prepare = async (directory: string, format: JournalFormat | null, check: JournalCheck | null, texts: readonly TextChange[], sha256: Sha256, onStage: (stage: MigrationStage) => void): Promise<Prepared> => {
  const isOld = format !== null && check !== null && format.version !== formatVersion;
  const made = [...(isOld ? [workingName(directory)] : []), ...texts.flatMap(({ file, backup }) => [workingName(file), backup])];
  const backup = `${directory}.format-${format?.version ?? 0}`;
  await requireFree([...made, ...(isOld ? [backup] : [])]);
  await writeState(directory, { phase: "preparing", lock: check === null ? [] : [directory], remove: made });
  onStage("prepared");
  try {
    await writeForms(directory, isOld ? format : null, texts, sha256, onStage);
  } catch (error) {
    await takeBack(directory, made);
    throw error;
  }
  return {
    journal: isOld ? { from: check.format, to: formatVersion, records: check.records, root: check.root, tornBytes: check.tornBytes, backup } : null,
    moves: [...(isOld ? [{ from: directory, to: backup }, { from: workingName(directory), to: directory }] : []), ...texts.map(({ file }) => ({ from: workingName(file), to: file }))],
  };
};

/**
 * Whatever is under way is settled first. Throws FC_JOURNAL_DAMAGED, FC_JOURNAL_FORMAT, FC_JOURNAL_LOCKED, FC_MIGRATION_PLACE and others of
 * the journal: then everything is as it was, or the next call makes it so.
 */
export const migrateJournal = async (options: MigrationOptions): Promise<Migration> => {
  const { formats = earlierFormats, texts = [], record, onStage = () => {}, sha256 = hostSha256 } = options;
  await settleMigration(options, texts.map(({ file }) => file));
  const directory = await settledName(options.directory);
  const format = await formatOf(directory, formats).catch((error: unknown) => {
    if (error instanceof FemtoClawError && error.code === "FC_JOURNAL_NOT_FOUND") return null;
    throw error;
  });
  if (format === null) await makeDirectory(dirname(directory));
  const claim = format === null ? null : await claimIndexStore(directory);
  try {
    // Begun by somebody else before the lock was ours, and cut short.
    await refuseUnderMigration(directory);
    onStage("claimed");
    const check = format === null ? null : await walkJournal(format, directory, sha256);
    onStage("validated");
    if (texts.length === 0 && (check === null || check.format === formatVersion)) return { check, journal: null, texts };
    const { journal, moves } = await prepare(directory, format, check, texts, sha256, onStage);
    const lock = check === null ? [] : journal === null ? [directory] : [journal.backup, directory];
    const state: Moving = { phase: "moving", lock, moves, then: check === null ? null : record(journal) };
    await writeState(directory, state);
    onStage("decided");
    await carryOut(directory, state, claim, sha256, onStage);
    return { check, journal, texts };
  } finally {
    await claim?.release();
  }
};
