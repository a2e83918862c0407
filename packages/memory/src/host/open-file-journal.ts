// FC-UPGRADE-0001.R7: the door to the journal on disk for everybody but a migration, which alone may write while it is under way.
import { openUnguarded, type FileJournalOptions, type OpenedJournal } from "./file-journal.ts";
import { refuseUnderMigration } from "./migration-state.ts";

/**
 * Opens or creates a journal, recovers it, and becomes its one writer until it is closed or the process ends. Throws
 * FC_JOURNAL_LOCKED, FC_JOURNAL_DAMAGED, FC_JOURNAL_FORMAT, FC_JOURNAL_READ_ONLY, FC_JOURNAL_FULL, FC_JOURNAL_OPEN_FAILED,
 * FC_JOURNAL_READ_FAILED, FC_JOURNAL_WRITE_FAILED, FC_JOURNAL_SYNC_FAILED, FC_MIGRATION_UNFINISHED. Appends also reject with
 * FC_JOURNAL_DISPLACED.
 */
export const openFileJournal = async (options: FileJournalOptions): Promise<OpenedJournal> => {
  // Before the directory is made: in the middle of a migration it may be away, and a new journal in its place would be a loss.
  await refuseUnderMigration(options.directory);
  const opened = await openUnguarded(options);
  try {
    // Once more, now that nobody else can begin one.
    await refuseUnderMigration(options.directory);
    return opened;
  } catch (error) {
    await opened.journal.close();
    throw error;
  }
};
