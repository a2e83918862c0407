// FC-CRYPTO-0001.R12: what the growth of the journal's tree needs, beside the segments, so that a root is told without reading them all.
//
//   tree.json = canonical JSON of {digest, hash, note, peaks, seq}, newline;  digest = SHA-256 of the canonical JSON of the others
//
// It says as much as an index does: what does not match its digest, or the record that it names, is as good as missing, and the tree is
// then told from the records. A digest stops rot and not a forger; so a key signs nothing that grew from a tree but one that this very
// key signed: `note` is its signed root. Without a key nobody could use a tree, so none is kept.
import { join } from "node:path";
import type { JournalHead } from "@femtoclaw/core";
import { isJsonObject } from "@femtoclaw/gate";
import { canonicalise, type JsonValue, type Sha256 } from "@femtoclaw/protocol";
import { readFrontier, type Frontier } from "../tree/frontier.ts";
import { readSmallFile, writeSmallFile } from "./small-file.ts";

/** Over the records up to `head`. */
export interface KeptTree {
  readonly head: JournalHead;
  readonly frontier: Frontier;
  /** A checkpoint of exactly this tree. */
  readonly note: string;
}

export const treeFile = (directory: string): string => join(directory, "tree.json");

const maxBytes = 16_384;

const encode = ({ head: { seq, hash }, frontier: { peaks }, note }: KeptTree, sha256: Sha256): string => {
  const kept = { hash, note, peaks: [...peaks], seq };
  return `${canonicalise({ ...kept, digest: sha256(canonicalise(kept)) })}\n`;
};

const parse = (text: string): JsonValue => {
  try {
    const value: JsonValue = JSON.parse(text);
    return value;
  } catch {
    return null;
  }
};

const decode = (text: string, sha256: Sha256): KeptTree | null => {
  const value = parse(text);
  if (!isJsonObject(value)) return null;
  const { hash, note, peaks, seq } = value;
  if (typeof seq !== "number" || seq < 1 || typeof hash !== "string" || !/^[0-9a-f]{64}$/.test(hash) || !Array.isArray(peaks) || typeof note !== "string") return null;
  const frontier = readFrontier(seq, peaks.map(String));
  if (frontier === null) return null;
  const kept: KeptTree = { head: { seq, hash }, frontier, note };
  return encode(kept, sha256) === text ? kept : null;
};

/** Null without the file, and for one that is not what was written. */
export const readTreeFile = async (directory: string, sha256: Sha256): Promise<KeptTree | null> => {
  const text = await readSmallFile(treeFile(directory), maxBytes).catch(() => null);
  return text === null ? null : decode(text, sha256);
};

/** Only for the holder of the lock. */
export const writeTreeFile = (directory: string, kept: KeptTree, sha256: Sha256): Promise<void> => writeSmallFile(treeFile(directory), encode(kept, sha256));
