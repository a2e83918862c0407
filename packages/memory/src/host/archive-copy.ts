// FC-UPGRADE-0001.R13: an archive is made under another name, verified as whoever gets it would verify it, and only then has its own.
import { lstat, readdir, rename, rmdir, unlink } from "node:fs/promises";
import { basename, dirname, join, sep } from "node:path";
import { fault, FemtoClawError, type Sha256 } from "@femtoclaw/protocol";
import type { ArchiveManifest } from "../archive/archive-manifest.ts";
import type { JournalPoint } from "../journal-point.ts";
import type { ArchivedSegment } from "../archive/archived-record.ts";
import { parseSegmentName } from "../segment-name.ts";
import { rootOf } from "../tree/frontier.ts";
import { signCheckpoint, verifierKeyOf, type NoteSigner } from "../tree/signed-note.ts";
import { manifestFile, writeManifest } from "./archive-files.ts";
import { isFreePlace } from "./copy-journal.ts";
import { copyFile } from "./copy-segment.ts";
import { errnoOf } from "./journal-fault.ts";
import { makeDirectory } from "./make-directory.ts";
import { syncDirectory } from "./sync-directory.ts";
import { verifyArchive } from "./verify-archive.ts";

const refuse = (expected: string, found: string, file: string): FemtoClawError => new FemtoClawError(fault("FC_ARCHIVE_PLACE", expected, found, { file }));

export const unfinishedName = (to: string): string => `${to}.unfinished`;

const isWithin = (inner: string, outer: string): boolean => inner === outer || inner.startsWith(`${outer}${sep}`);

/** Throws FC_ARCHIVE_PLACE. Both without links. */
export const requireArchivePlace = async (directory: string, to: string): Promise<void> => {
  if (isWithin(to, directory) || isWithin(directory, to)) throw refuse("a directory outside the journal", "one inside it, or around it", to);
  for (const place of [to, unfinishedName(to)]) if (!(await isFreePlace(place))) throw refuse("a new or empty directory", "one with something in it", place);
};

/** What an archival makes and nothing else: whatever else lies there is somebody's, and the directory then stays. */
export const removeArchive = async (directory: string): Promise<void> => {
  const found = await lstat(directory).catch(() => null);
  if (found?.isDirectory() !== true) return;
  for (const name of await readdir(directory)) {
    if (parseSegmentName(name) !== null || join(directory, name) === manifestFile(directory) || join(directory, name) === `${manifestFile(directory)}.new`) await unlink(join(directory, name));
  }
  await rmdir(directory).catch((error: unknown) => {
    if (errnoOf(error) !== "ENOTEMPTY" && errnoOf(error) !== "EEXIST") throw error;
  });
  await syncDirectory(dirname(directory));
};

export interface ArchiveContents {
  readonly from: JournalPoint;
  readonly to: JournalPoint;
  /** Files of the journal, and how many bytes of each are header and frames. */
  readonly files: readonly { readonly file: string; readonly bytes: number }[];
}

/** Resolves once the archive is on disk under its name and was verified there. Throws FC_ARCHIVE_PLACE, FC_ARCHIVE_INVALID and others of the journal. */
export const makeArchive = async (place: string, { from, to, files }: ArchiveContents, signer: NoteSigner, sha256: Sha256, onCopied: () => void): Promise<ArchiveManifest> => {
  const unfinished = unfinishedName(place);
  await makeDirectory(unfinished);
  try {
    const segments: ArchivedSegment[] = [];
    for (const { file, bytes } of files) segments.push({ name: basename(file), bytes, digest: await copyFile(file, join(unfinished, basename(file)), bytes) });
    const note = signCheckpoint({ origin: signer.name, size: to.head.seq, root: rootOf(to.frontier, sha256) }, signer, sha256);
    await writeManifest(unfinished, { from, to, segments, note }, sha256);
    await syncDirectory(unfinished);
    onCopied();
    const manifest = await verifyArchive(unfinished, { key: verifierKeyOf(signer, sha256), sha256 });
    await rename(unfinished, place).catch((error: unknown) => {
      throw refuse("a new or empty directory", errnoOf(error), place);
    });
    await syncDirectory(dirname(place));
    return manifest;
  } catch (error) {
    await removeArchive(unfinished);
    throw error;
  }
};
