// FC-CRYPTO-0001: the tree over a journal on disk, in one walk that also checks every record and link, in the memory of one segment.
// A tree is told from the records alone, so whatever else was kept of it can be lost.
import type { JournalHead } from "@femtoclaw/core";
import type { Sha256 } from "@femtoclaw/protocol";
import { emptyFrontier, growFrontier, rootOf, type Frontier } from "../tree/frontier.ts";
import { hashParts, type LeafRange } from "../tree/proof.ts";
import { damageError } from "./journal-fault.ts";
import { readRecords } from "./read-journal.ts";
import { sha256 as hostSha256 } from "./sha256.ts";

export interface TreeQuestion {
  /** As many of the first records as make the tree; all of them where there is none. */
  readonly size?: number;
  /** Sizes whose roots are asked for as well. */
  readonly sizes?: readonly number[];
  /** Parts whose hashes make a proof; from `inclusionParts` or `consistencyParts`. */
  readonly parts?: readonly LeafRange[];
  /** A record that is asked for, counting from 1. */
  readonly seq?: number;
  readonly onProgress?: (records: number) => void;
  readonly sha256?: Sha256;
}

export interface JournalTree {
  readonly size: number;
  readonly root: string;
  readonly frontier: Frontier;
  /** The last record of the tree. */
  readonly head: JournalHead;
  /** By size; without those that the journal does not reach. */
  readonly roots: ReadonlyMap<number, string>;
  readonly proof: readonly string[];
  /** Canonical text of the record that was asked for; null where there is none. */
  readonly record: string | null;
}

const progressEvery = 10_000;

/** Throws FC_JOURNAL_DAMAGED where the journal is, and FC_JOURNAL_NOT_FOUND and FC_JOURNAL_READ_FAILED. */
export const readJournalTree = async (directory: string, { size, sizes = [], parts = [], seq, onProgress, sha256 = hostSha256 }: TreeQuestion = {}): Promise<JournalTree> => {
  const wanted = new Set(sizes);
  const roots = new Map<number, string>();
  const walk = hashParts(parts, sha256);
  let frontier: Frontier = emptyFrontier;
  let head: JournalHead = { seq: 0, hash: "0".repeat(64) };
  let record: string | null = null;
  const reading = readRecords(directory, { sha256 });
  const keepRoot = (): void => {
    if (wanted.has(frontier.size)) roots.set(frontier.size, rootOf(frontier, sha256));
  };
  keepRoot();
  while (size === undefined || frontier.size < size) {
    const next = await reading.next();
    if (next.done === true) {
      if (next.value.damage !== null) throw damageError(next.value.damage);
      break;
    }
    const { record: found, bytes, hash } = next.value;
    frontier = growFrontier(frontier, hash, sha256);
    walk.add(hash);
    head = { seq: found.seq, hash };
    if (found.seq === seq) record = bytes;
    keepRoot();
    if (frontier.size % progressEvery === 0) onProgress?.(frontier.size);
  }
  return { size: frontier.size, root: rootOf(frontier, sha256), frontier, head, roots, proof: walk.hashes(), record };
};
