// FC-CRYPTO-0001: the tree over a journal on disk, in one walk that also checks every record and link, in the memory of one segment.
// A tree is told from the records alone, so whatever else was kept of it can be lost.
import type { JournalHead } from "@femtoclaw/core";
import type { Sha256 } from "@femtoclaw/protocol";
import type { JournalPoint } from "../journal-point.ts";
import { emptyFrontier, growFrontier, rootOf, type Frontier } from "../tree/frontier.ts";
import { hashParts, isTold, type LeafRange } from "../tree/proof.ts";
import { damageError } from "./journal-fault.ts";
import { archivedError, directoryOf, openSource, type JournalSource } from "./journal-source.ts";
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
  /** Records before the first that was read: they are in an archive that is not at hand. */
  readonly from: number;
  /** By size; without those that the journal does not reach, or begins after. */
  readonly roots: ReadonlyMap<number, string>;
  readonly proof: readonly string[];
  /** Canonical text of the record that was asked for; null where there is none. */
  readonly record: string | null;
}

const progressEvery = 10_000;

/**
 * Throws FC_JOURNAL_DAMAGED where the journal is, FC_JOURNAL_ARCHIVED where what is asked for can be told with an archive alone, and
 * FC_JOURNAL_NOT_FOUND, FC_JOURNAL_READ_FAILED and FC_ARCHIVE_INVALID.
 */
export const readJournalTree = async (source: JournalSource, { size, sizes = [], parts = [], seq, onProgress, sha256 = hostSha256 }: TreeQuestion = {}): Promise<JournalTree> => {
  const wanted = new Set(sizes);
  const roots = new Map<number, string>();
  const opened = await openSource(source, sha256);
  if (!opened.ok) throw damageError(opened.fault);
  const { point, archived } = opened.value;
  const from = point.head.seq;
  const untold = parts.find((part) => !isTold(part, point.frontier));
  if (size !== undefined && size > 0 && size < from) throw archivedError(opened.value, size, directoryOf(source));
  if (seq !== undefined && seq > 0 && seq <= from) throw archivedError(opened.value, seq, directoryOf(source));
  if (untold !== undefined) throw archivedError(opened.value, Math.min(untold.end, from), directoryOf(source));
  const walk = hashParts(parts, sha256, point.frontier);
  let { frontier, head }: JournalPoint = point;
  let record: string | null = null;
  const reading = readRecords(source, { sha256 });
  const keepRoot = (): void => {
    if (frontier.size === archived?.head.seq && rootOf(frontier, sha256) !== archived.recorded.root) {
      throw damageError({ seq: frontier.size, file: directoryOf(source), offset: 0, cause: `the ${frontier.size} archived records are not those that record ${archived.seq} names: history was rewritten` });
    }
    if (wanted.has(frontier.size)) roots.set(frontier.size, rootOf(frontier, sha256));
  };
  if (wanted.has(0)) roots.set(0, rootOf(emptyFrontier, sha256));
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
  return { size: frontier.size, root: rootOf(frontier, sha256), frontier, head, from, roots, proof: walk.hashes(), record };
};
