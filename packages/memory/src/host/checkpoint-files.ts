// FC-CRYPTO-0001.R10: the checkpoints that a journal's writer signed, beside the segments: one signed note a file, each named after how
// many records it signs.
//
//   checkpoints/0000000000000042.note
//
// A note is flushed before it gets its name and never changed after; the oldest are removed when there are too many. Here they show an
// accident, and who rewrites the journal without rewriting them; copies held elsewhere show all else.
import type { Dirent } from "node:fs";
import { lstat, readdir, unlink } from "node:fs/promises";
import { join } from "node:path";
import { fail, fault, FemtoClawError, ok, type Result } from "@femtoclaw/protocol";
import { readCheckpoint, type Checkpoint } from "../verifier.ts";
import type { JournalDamage } from "../verify.ts";
import { errnoOf, fileError } from "./journal-fault.ts";
import { makeDirectory } from "./make-directory.ts";
import { syncDirectory } from "./sync-directory.ts";
import { readSmallFile, writeSmallFile } from "./small-file.ts";

export interface StoredCheckpoint {
  readonly file: string;
  /** The signed note as it stands there. Whose signature is on it is for the reader to ask. */
  readonly note: string;
  readonly checkpoint: Checkpoint;
}

const maxNoteBytes = 65_536;
const digits = 16;

export const checkpointsDirectory = (directory: string): string => join(directory, "checkpoints");

const noteName = (size: number): string => `${String(size).padStart(digits, "0")}.note`;

interface NotePlace {
  readonly size: number;
  readonly file: string;
}

/** In the order of their sizes. Throws FC_JOURNAL_READ_FAILED, and FC_JOURNAL_OPEN_FAILED for a link or no directory in its place. */
const listNotes = async (directory: string): Promise<readonly NotePlace[]> => {
  const place = checkpointsDirectory(directory);
  let entries: readonly Dirent[];
  try {
    if (!(await lstat(place)).isDirectory()) throw new FemtoClawError(fault("FC_JOURNAL_OPEN_FAILED", "checkpoints in a directory of the journal's own", "a link or no directory", { file: place }));
    entries = await readdir(place, { withFileTypes: true });
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return [];
    throw fileError("read", error, place);
  }
  return entries
    .flatMap(({ name }) => (/^[0-9]{16}\.note$/.test(name) ? [{ size: Number(name.slice(0, digits)), file: join(place, name) }] : []))
    .sort((a, b) => a.size - b.size);
};

/** Null where it was removed meanwhile, as the oldest are. */
const readNote = async ({ size, file }: NotePlace): Promise<Result<StoredCheckpoint | null, JournalDamage>> => {
  const note = await readSmallFile(file, maxNoteBytes);
  if (note === null) return ok(null);
  const checkpoint = readCheckpoint(note.slice(0, note.lastIndexOf("\n\n") + 1));
  return checkpoint?.size === size ? ok({ file, note, checkpoint }) : fail({ seq: Math.max(1, size), file, offset: 0, cause: "the stored checkpoint is not what was signed: it was changed" });
};

/** All of them, smallest first, or the first that is damaged. */
export const readCheckpoints = async (directory: string): Promise<Result<readonly StoredCheckpoint[], JournalDamage>> => {
  const found: StoredCheckpoint[] = [];
  for (const place of await listNotes(directory)) {
    const read = await readNote(place);
    if (!read.ok) return read;
    if (read.value !== null) found.push(read.value);
  }
  return ok(found);
};

/** The one of most records; null without any. */
export const readLastCheckpoint = async (directory: string): Promise<Result<StoredCheckpoint | null, JournalDamage>> => {
  const last = (await listNotes(directory)).at(-1);
  return last === undefined ? ok(null) : readNote(last);
};

const putNote = async (place: string, { size }: Checkpoint, note: string): Promise<string> => {
  const file = join(place, noteName(size));
  await writeSmallFile(file, note, join(place, "unfinished.new"));
  return file;
};

/** Resolves when the note is on disk under its name. Only for the holder of the lock. */
export const writeCheckpoint = async (directory: string, checkpoint: Checkpoint, note: string, keep: number): Promise<StoredCheckpoint> => {
  const place = checkpointsDirectory(directory);
  await makeDirectory(place);
  const before = await listNotes(directory);
  const file = await putNote(place, checkpoint, note);
  await syncDirectory(place);
  // One more is there than was listed, unless it is the same again.
  const older = before.filter((it) => it.file !== file);
  for (const it of older.slice(0, Math.max(0, older.length + 1 - keep))) await unlink(it.file);
  return { file, note, checkpoint };
};

/** Those of another directory, into one that is nobody's yet. */
export const copyCheckpoints = async (stored: readonly StoredCheckpoint[], to: string): Promise<void> => {
  if (stored.length === 0) return;
  const place = checkpointsDirectory(to);
  await makeDirectory(place);
  for (const { checkpoint, note } of stored) await putNote(place, checkpoint, note);
  await syncDirectory(place);
};
