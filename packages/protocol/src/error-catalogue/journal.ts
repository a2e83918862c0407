import { entry } from "./entry.ts";

/** The journal and what is read back from it (FC-MEM-0001, FC-STORAGE-0001). */
export const journalFaults = {
  // Writing. After a fatal one nothing is tried again and no later append resolves.
  FC_JOURNAL_WRITE_FAILED: entry("journal", "FC-MEM-0001.R6", "records could not be written", "Look up the error number that was found, repair the disk, and start again: recovery keeps every acknowledged record.", true),
  FC_JOURNAL_SYNC_FAILED: entry("journal", "FC-MEM-0001.R6", "records were written but could not be flushed to disk", "Distrust the disk: check it, then start again; recovery keeps every acknowledged record.", true),
  FC_JOURNAL_FULL: entry("journal", "FC-MEM-0001.R6", "there is no space left for records", "Free space on the journal's disk and start again; recovery keeps every acknowledged record.", true),
  FC_JOURNAL_DISPLACED: entry("journal", "FC-MEM-0001.R7", "the journal's files were moved, removed or replaced while it was being written", "Keep other programs out of the journal's directory, bring back what was there, and start again; what was not acknowledged may be missing.", true),
  FC_JOURNAL_CLOSED: entry("usage", "FC-MEM-0001", "the journal is closed", "Open it again before appending."),
  FC_JOURNAL_OVERLOADED: entry("limit", "FC-MEM-0001", "too many records wait for the disk", "Submit less at once, or raise maxWaiting or maxWaitingBytes of the journal."),
  FC_JOURNAL_RECORD_TOO_LONG: entry("limit", "FC-MEM-0001", "a record or a batch is longer than the journal takes", "Lower the bounds on input, reply and output, or raise maxFrameBytes of the journal."),
  // Opening.
  FC_JOURNAL_OPEN_FAILED: entry("journal", "FC-MEM-0001", "the journal could not be opened", "Check that the directory of the journal can be created and is a directory on a local disk, and that nothing in it is a link.", true),
  FC_JOURNAL_READ_ONLY: entry("journal", "FC-MEM-0001", "the journal's place cannot be written to", "Give this user write access to the directory, or name another one; without a journal nothing may run.", true),
  FC_JOURNAL_LOCKED: entry("journal", "FC-MEM-0001.R7", "another process is writing this journal", "Stop that process, or give this one a journal directory of its own.", true),
  FC_JOURNAL_DAMAGED: entry("integrity", "FC-MEM-0001.R9", "the journal is damaged or was changed", "Nothing was altered. Stop every writer, keep a copy as evidence, run `femtoclaw audit verify` to see how far it is whole, and restore a backup.", true),
  FC_JOURNAL_FORMAT: entry("integrity", "FC-MEM-0001.R17", "the journal was written in a format that this version does not know", "Bring an earlier one forward with `femtoclaw migrate`; open a later one with the version of FemtoClaw that wrote it.", true),
  FC_BACKUP_PLACE: entry("usage", "FC-UPGRADE-0001", "the copy cannot be put there", "Name a directory that is new or empty; a journal is never written over."),
  // Migration.
  FC_MIGRATION_UNFINISHED: entry("journal", "FC-UPGRADE-0001.R7", "a migration of this journal was cut short", "Run `femtoclaw migrate`: it finishes what was decided, and takes back what was not. Until then nothing is written.", true),
  FC_MIGRATION_PLACE: entry("usage", "FC-UPGRADE-0001.R6", "a migration needs a name that is taken", "Move away what bears the name, or finish looking at it and remove it; a migration writes over nothing."),
  FC_MIGRATION_NONE: entry("usage", "FC-UPGRADE-0001.R8", "there is no migration to go back from", "See `femtoclaw audit list --kind runtime.migrated` for those there were; a backup is brought back with `femtoclaw restore`."),
  FC_MIGRATION_LOSS: entry("usage", "FC-UPGRADE-0001.R8", "records were written since the migration", "Stay with the new form; or say --accept-loss, and what was written since is put aside with the journal that holds it."),
  // Archives.
  FC_ARCHIVE_DENIED: entry("denied", "FC-UPGRADE-0001.R12", "nothing may be archived", "Have it allowed with `retention: {archive: true}` in the configuration, beside a `checkpoint` whose key signs the journal; nothing was changed."),
  FC_ARCHIVE_PLACE: entry("usage", "FC-UPGRADE-0001.R13", "the archive cannot be put there", "Name a directory that is new and outside the journal, where there is room; an archive is never written over anything."),
  FC_ARCHIVE_INVALID: entry("integrity", "FC-UPGRADE-0001.R17", "the archive is not what was taken out of this journal", "Do not rely on it: look for the archive that the record `journal.archived` names, or a copy of it. Nothing was changed."),
  FC_JOURNAL_ARCHIVED: entry("usage", "FC-UPGRADE-0001.R18", "what was asked for lies in an archive", "Name the archive with --archive, and each one after it; `femtoclaw status` says which there are."),
  FC_EXPORT_PLACE: entry("usage", "FC-AUDIT-0001.R13", "the export cannot be put there", "Name a new file where there is room; nothing is ever written over."),
  FC_EXPORT_INVALID: entry("integrity", "FC-AUDIT-0001.R12", "the export is not what was taken out of a journal", "Do not rely on it; look at the line that is named, and export again from the journal."),
  // Reading.
  FC_JOURNAL_NOT_FOUND: entry("usage", "FC-MEM-0001", "there is no journal in this directory", "Check the path; the journal is the directory that holds the .segment files."),
  FC_JOURNAL_READ_FAILED: entry("journal", "FC-MEM-0001", "the journal could not be read", "Look up the error number that was found; check permissions and the disk.", true),
} as const;
