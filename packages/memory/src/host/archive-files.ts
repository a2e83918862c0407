// FC-UPGRADE-0001.R13, R15: the small files of archiving, read and written whole.
import { join } from "node:path";
import { fault, FemtoClawError, type Sha256 } from "@femtoclaw/protocol";
import { decodeArchiveManifest, encodeArchiveManifest, type ArchiveManifest } from "../archive/archive-manifest.ts";
import { decodeArchivePlace, encodeArchivePlace, type ArchivePlace } from "../archive/archive-place.ts";
import { readSmallFile, writeSmallFile } from "./small-file.ts";
import { syncDirectory } from "./sync-directory.ts";

const mostPlaceBytes = 8_192;
/** As many segments as one archive may hold, and room to spare. */
const mostManifestBytes = 2_097_152;

export const archivePlaceFile = (directory: string): string => join(directory, "archive.json");
export const manifestFile = (directory: string): string => join(directory, "manifest.json");

/** Null without the file; `changed` for one that does not match its digest. Throws FC_JOURNAL_READ_FAILED. */
export const readArchivePlace = async (directory: string, sha256: Sha256): Promise<ArchivePlace | "changed" | null> => {
  const text = await readSmallFile(archivePlaceFile(directory), mostPlaceBytes);
  return text === null ? null : (decodeArchivePlace(text, sha256) ?? "changed");
};

/** On disk when it resolves, name and all. Only for the holder of the lock. */
export const writeArchivePlace = async (directory: string, place: ArchivePlace, sha256: Sha256): Promise<void> => {
  await writeSmallFile(archivePlaceFile(directory), encodeArchivePlace(place, sha256));
  await syncDirectory(directory);
};

/** As it stands there, into a directory that is nobody's yet. */
export const copyArchivePlace = async (from: string, to: string, sha256: Sha256): Promise<void> => {
  const place = await readArchivePlace(from, sha256);
  if (place !== null && place !== "changed") await writeArchivePlace(to, place, sha256);
};

export const invalidArchive = (expected: string, found: string, file: string): FemtoClawError => new FemtoClawError(fault("FC_ARCHIVE_INVALID", expected, found, { file }));

/** Null without the file. Throws FC_ARCHIVE_INVALID for one that does not match its digest, and FC_JOURNAL_READ_FAILED. */
export const readManifest = async (directory: string, sha256: Sha256): Promise<ArchiveManifest | null> => {
  const file = manifestFile(directory);
  const text = await readSmallFile(file, mostManifestBytes);
  if (text === null) return null;
  const manifest = decodeArchiveManifest(text, sha256);
  if (manifest === null) throw invalidArchive("a manifest as it was written", "one that does not match its digest: it was changed", file);
  return manifest;
};

/** An archive is what was, and never gone on with: a record more in it would be another history. Throws FC_JOURNAL_OPEN_FAILED. */
export const refuseArchive = async (directory: string): Promise<void> => {
  if ((await readSmallFile(manifestFile(directory), 1)) !== null) throw new FemtoClawError(fault("FC_JOURNAL_OPEN_FAILED", "a journal", "an archive of one, which is only read", { file: directory }));
};

export const writeManifest = (directory: string, manifest: ArchiveManifest, sha256: Sha256): Promise<void> =>
  writeSmallFile(manifestFile(directory), encodeArchiveManifest(manifest, sha256));
