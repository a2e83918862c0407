/**
 * FC-UPGRADE-0001.R16: what an archival is about to do, beside the segments, from before the first byte is copied until after the last
 * segment is removed. It holds nobody up: at every moment the journal is whole, with its beginning or without it.
 *
 *   archiving.json = canonical JSON of {after, digest, hash, seq, to}, newline
 *
 *   no record yet        nothing was decided: the copy is removed
 *   a record after it    decided: archive.json is written, and the segments are removed
 */
import { rm } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import type { JournalHead } from "@femtoclaw/core";
import { fault, FemtoClawError, type JsonObject, type Sha256 } from "@femtoclaw/protocol";
import { readSealed, seal } from "../sealed-text.ts";
import { syncDirectory } from "./sync-directory.ts";
import { readSmallFile, writeSmallFile } from "./small-file.ts";

export interface ArchivalState {
  /** Where the archive is put: absolute. */
  readonly to: string;
  /** The last record that goes into it. */
  readonly head: JournalHead;
  /** The journal's last record when it began: one that says that it was decided comes after. */
  readonly after: number;
}

export const archivalStateFile = (directory: string): string => join(directory, "archiving.json");

const mostBytes = 16_384;

const encode = ({ to, head: { seq, hash }, after }: ArchivalState, sha256: Sha256): string => seal({ to, seq, hash, after }, sha256);

const read = ({ to, seq, hash, after }: JsonObject): ArchivalState | null =>
  typeof to === "string" && isAbsolute(to) && typeof seq === "number" && typeof hash === "string" && typeof after === "number" ? { to, head: { seq, hash }, after } : null;

/** Null where none is under way. Throws FC_JOURNAL_READ_FAILED, and FC_ARCHIVE_INVALID for a file that no archival wrote. */
export const readArchivalState = async (directory: string, sha256: Sha256): Promise<ArchivalState | null> => {
  const file = archivalStateFile(directory);
  const text = await readSmallFile(file, mostBytes);
  if (text === null) return null;
  const state = readSealed(text, read, (it) => encode(it, sha256));
  if (state === null) throw new FemtoClawError(fault("FC_ARCHIVE_INVALID", "what an archival of this journal left", "something else", { file }));
  return state;
};

export const writeArchivalState = async (directory: string, state: ArchivalState, sha256: Sha256): Promise<void> => {
  await writeSmallFile(archivalStateFile(directory), encode(state, sha256));
  await syncDirectory(directory);
};

export const removeArchivalState = async (directory: string): Promise<void> => {
  await rm(archivalStateFile(directory), { force: true });
  await syncDirectory(directory);
};
