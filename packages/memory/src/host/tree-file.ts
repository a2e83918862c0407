// FC-CRYPTO-0001.R12: what the growth of the journal's tree needs, beside the segments, so that a root is told without reading them all.
//
//   tree.json = canonical JSON of {digest, hash, note, peaks, seq}, newline;  digest = SHA-256 of the canonical JSON of the others
//
// It says as much as an index does: what does not match its digest, or the record that it names, is as good as missing, and the tree is
// then told from the records. A digest stops rot and not a forger; so a key signs nothing that grew from a tree but one that this very
// key signed: `note` is its signed root. Without a key nobody could use a tree, so none is kept.
import { join } from "node:path";
import type { Sha256 } from "@femtoclaw/protocol";
import { pointValue, readPoint, type JournalPoint } from "../journal-point.ts";
import { readSealed, seal } from "../sealed-text.ts";
import { readSmallFile, writeSmallFile } from "./small-file.ts";

/** Over the records up to `head`. */
export interface KeptTree extends JournalPoint {
  /** A checkpoint of exactly this tree. */
  readonly note: string;
}

export const treeFile = (directory: string): string => join(directory, "tree.json");

const maxBytes = 16_384;

const encode = ({ note, ...point }: KeptTree, sha256: Sha256): string => seal({ ...pointValue(point), note }, sha256);

const decode = (text: string, sha256: Sha256): KeptTree | null =>
  readSealed(
    text,
    (value) => {
      const point = readPoint(value);
      const { note } = value;
      return point === null || point.head.seq < 1 || typeof note !== "string" ? null : { ...point, note };
    },
    (it) => encode(it, sha256),
  );

/** Null without the file, and for one that is not what was written. */
export const readTreeFile = async (directory: string, sha256: Sha256): Promise<KeptTree | null> => {
  const text = await readSmallFile(treeFile(directory), maxBytes).catch(() => null);
  return text === null ? null : decode(text, sha256);
};

/** Only for the holder of the lock. */
export const writeTreeFile = (directory: string, kept: KeptTree, sha256: Sha256): Promise<void> => writeSmallFile(treeFile(directory), encode(kept, sha256));
