// FC-CRYPTO-0001.R12: the tree of a journal as it now is, for a key to sign, without its lock and without a change. It goes on from what
// the writer kept where this very key signed that, and then reads the end of the journal alone; else it is told from every record.
import { open } from "node:fs/promises";
import { fault, FemtoClawError, type Sha256 } from "@femtoclaw/protocol";
import { growFrontier, rootOf, type Frontier } from "../tree/frontier.ts";
import type { NoteSigner } from "../tree/signed-note.ts";
import { readCheckpoints, readLastCheckpoint } from "./checkpoint-files.ts";
import { readHeadFile } from "./head-file.ts";
import { damageError, fileError } from "./journal-fault.ts";
import { readJournalTree } from "./journal-tree.ts";
import { readRecords } from "./read-journal.ts";
import { signedTree } from "./recover-tree.ts";
import { listSegments } from "./segment-directory.ts";
import { sha256 as hostSha256 } from "./sha256.ts";
import type { KeptTree } from "./tree-file.ts";

export interface SignableQuestion {
  readonly signer: NoteSigner;
  /** Somebody writes: then only what is known to be durable is to be signed, since the rest may still be lost and would contradict it. */
  readonly isWritten: boolean;
  /** Reads every record, whatever was kept. */
  readonly whole?: boolean;
  readonly onProgress?: (records: number) => void;
  readonly sha256?: Sha256;
}

export interface SignableTree {
  readonly size: number;
  readonly root: string;
  /** Records that were not read, because the key had signed them; 0 where all were. */
  readonly from: number;
}

/** What was read may be in the system's memory alone: the writer was ended between its write and its flush. */
const flushLast = async (directory: string): Promise<void> => {
  const last = (await listSegments(directory)).at(-1);
  if (last === undefined) return;
  try {
    const handle = await open(last.file, "r");
    try {
      await handle.datasync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw fileError("sync", error, last.file);
  }
};

/** From the kept tree on; null where its record is another now. */
const continued = async (directory: string, kept: KeptTree, upTo: number, sha256: Sha256): Promise<Frontier | null> => {
  let frontier: Frontier | null = null;
  const reading = readRecords(directory, { fromSeq: kept.head.seq, sha256 });
  for (;;) {
    const next = await reading.next();
    if (next.done === true) {
      if (next.value.damage !== null) throw damageError(next.value.damage);
      return frontier;
    }
    const { record, hash } = next.value;
    if (frontier !== null) frontier = growFrontier(frontier, hash, sha256);
    else if (record.seq === kept.head.seq) {
      if (hash !== kept.head.hash) return null;
      ({ frontier } = kept);
    }
    if (record.seq >= upTo) return frontier;
  }
};

const contradicted = (file: string, size: number, found: string): FemtoClawError =>
  new FemtoClawError(fault("FC_CHECKPOINT_CONTRADICTED", `the history of ${size} records that was signed`, found, { file }));

/** How far the journal is known to be on disk while somebody writes it. */
const durableSeq = async (directory: string, kept: KeptTree | null, sha256: Sha256): Promise<number> => {
  const head = await readHeadFile(directory, sha256);
  if (!head.ok) throw damageError(head.fault);
  const seq = Math.max(head.value?.seq ?? 0, kept?.head.seq ?? 0);
  if (seq > 0) return seq;
  throw new FemtoClawError(fault("FC_CHECKPOINT_FAILED", "a journal of which its writer has said how far it is on disk", "one that was begun just now", { file: directory }));
};

/** Throws FC_CHECKPOINT_CONTRADICTED where a stored checkpoint signs another history, FC_CHECKPOINT_FAILED, and what reading throws. */
export const signableTree = async (directory: string, { signer, isWritten, whole = false, onProgress, sha256 = hostSha256 }: SignableQuestion): Promise<SignableTree> => {
  const stored = await readLastCheckpoint(directory);
  if (!stored.ok) throw damageError(stored.fault);
  const last = stored.value;
  const kept = await signedTree(directory, signer, sha256);
  const upTo = isWritten ? await durableSeq(directory, kept, sha256) : Number.MAX_SAFE_INTEGER;
  if (!isWritten) await flushLast(directory);
  const frontier = whole || kept === null ? null : await continued(directory, kept, upTo, sha256);
  if (frontier !== null && kept !== null) {
    const { size } = frontier;
    if (last !== null && last.checkpoint.size > size) throw contradicted(last.file, last.checkpoint.size, `${size} records`);
    return { size, root: rootOf(frontier, sha256), from: kept.head.seq };
  }
  const all = await readCheckpoints(directory);
  if (!all.ok) throw damageError(all.fault);
  const signed = [...all.value.map(({ file, checkpoint }) => ({ file, ...checkpoint })), ...(kept === null ? [] : [{ file: directory, size: kept.head.seq, root: rootOf(kept.frontier, sha256) }])];
  const tree = await readJournalTree(directory, {
    ...(isWritten ? { size: upTo } : {}),
    sizes: signed.map(({ size }) => size),
    ...(onProgress === undefined ? {} : { onProgress }),
    sha256,
  });
  for (const { file, size, root } of signed) if (size >= tree.from && tree.roots.get(size) !== root) throw contradicted(file, size, tree.size < size ? `${tree.size} records` : "another history");
  return { size: tree.size, root: tree.root, from: 0 };
};
