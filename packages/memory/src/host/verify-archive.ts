// FC-UPGRADE-0001.R13: an archive by itself: its files as the manifest names them, every record and link, and the root that was signed.
import { webcrypto } from "node:crypto";
import { join } from "node:path";
import type { Sha256 } from "@femtoclaw/protocol";
import type { ArchiveManifest } from "../archive/archive-manifest.ts";
import { rootOf } from "../tree/frontier.ts";
import { createVerifier, readCheckpoint } from "../verifier.ts";
import { invalidArchive, readManifest } from "./archive-files.ts";
import { digestOfFile } from "./copy-segment.ts";
import { readJournalTree } from "./journal-tree.ts";
import { sha256 as hostSha256 } from "./sha256.ts";

const verifier = createVerifier(webcrypto.subtle);

export interface VerifyArchiveOptions {
  /** A key that has to have signed it, as `audit key` says it; without one the note is taken at its word. */
  readonly key?: string;
  readonly onProgress?: (records: number) => void;
  readonly sha256?: Sha256;
}

/** Throws FC_ARCHIVE_INVALID, and FC_JOURNAL_DAMAGED for the first record that is not what it should be. */
export const verifyArchive = async (directory: string, { key, onProgress, sha256 = hostSha256 }: VerifyArchiveOptions = {}): Promise<ArchiveManifest> => {
  const manifest = await readManifest(directory, sha256);
  if (manifest === null) throw invalidArchive("an archive", "a directory without a manifest.json", directory);
  for (const { name, bytes, digest } of manifest.segments) {
    const found = /^[0-9]{16}\.segment$/.test(name) ? await digestOfFile(join(directory, name), bytes) : null;
    if (found?.digest !== digest || found.bytes !== bytes) throw invalidArchive(`${bytes} bytes with ${digest}`, found === null ? "no such file" : "others", join(directory, name));
  }
  const { head, frontier, note } = { ...manifest.to, note: manifest.note };
  const tree = await readJournalTree(directory, { sha256, ...(onProgress === undefined ? {} : { onProgress }) });
  const root = rootOf(frontier, sha256);
  if (tree.size !== head.seq || tree.head.hash !== head.hash || tree.root !== root) throw invalidArchive(`records up to ${head.seq}, and the root ${root}`, `records up to ${tree.size}, and another root`, directory);
  const signed = key === undefined ? readCheckpoint(note.slice(0, note.lastIndexOf("\n\n") + 1)) : ((await verifier.open(note, [key]))?.checkpoint ?? null);
  if (signed?.size !== head.seq || signed.root !== root) throw invalidArchive("a signed checkpoint of exactly what it holds", signed === null ? "none that the key signed" : "one of something else", directory);
  return manifest;
};
