// A journal of format 0 with a text beside it, and what is to come of both.
import { readFile, writeFile } from "node:fs/promises";
import type { RecordDraft } from "@femtoclaw/core";
import { migrateJournal, returnFromMigration, type Migration, type MigrationOptions, type MigrationReturned, type ReturnOptions } from "@femtoclaw/memory/host";
import { draft } from "../drafts.ts";
import { ageJournal } from "./format-zero.ts";
import { writeJournal } from "./journal-place.ts";

export const settingsOf = (directory: string): string => `${directory}-settings`;
export const oldText = "version: 0\n";
export const newText = "version: 1\n";

export const note = (what: string, more: object = {}): RecordDraft => ({ ...draft({ what, ...more }), time: 1_764_000_000_000, run: null, execution: null, kind: "runtime.migrated" });

export const makeOldJournal = async (directory: string, records = 40): Promise<void> => {
  await writeJournal(directory, Array.from({ length: records }, (_, n) => [draft({ n, text: "x".repeat(200) })]), { segmentBytes: 4_096, preallocateBytes: 256 });
  await ageJournal(directory);
  await writeFile(settingsOf(directory), oldText);
};

const textOf = async (directory: string) => {
  const file = settingsOf(directory);
  const before = await readFile(file, "utf8");
  return before === newText ? [] : [{ file, before, after: newText, backup: `${file}.version-0` }];
};

type More<T extends { readonly directory: string }> = Partial<Omit<T, "directory">>;

export const migrateWith = async (directory: string, more: More<MigrationOptions> = {}): Promise<Migration> =>
  migrateJournal({ directory, texts: await textOf(directory).catch(() => []), record: (it) => note("migrated", { from: it?.from ?? null }), ...more });

export const returnWith = (directory: string, more: More<ReturnOptions> = {}): Promise<MigrationReturned> =>
  returnFromMigration({ directory, backup: `${directory}.format-0`, texts: [{ file: settingsOf(directory), backup: `${settingsOf(directory)}.version-0` }], record: () => note("returned"), ...more });
