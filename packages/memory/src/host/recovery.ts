/**
 * FC-MEM-0001.R8 to R11: from files to a journal that can go on. Reads and checks the last segment, and earlier ones only where
 * the index has not folded them. All of a long journal is checked by verification, not here.
 *
 *   index head known    begin with the segment of its record, which must still stand there with the same hash
 *   index head unknown  begin where the journal begins and fold everything
 *   tree.json           believed where its record is there with the same hash; the tree then goes on from it
 *   head.json           its record must be there with the same hash as well; reading begins no later than with its segment
 *   torn tail           cut: overwritten with zeros and flushed, before anything else is written
 *   anything else       FC_JOURNAL_DAMAGED, and no byte of a segment is changed
 */
import { readdir, unlink } from "node:fs/promises";
import { join } from "node:path";
import type { JournalHead } from "@femtoclaw/core";
import { fault, FemtoClawError, type Sha256 } from "@femtoclaw/protocol";
import { payloadOf } from "../frame.ts";
import { emptyHead } from "../record-link.ts";
import { parseSegmentName } from "../segment-name.ts";
import { checkText } from "../stored-record.ts";
import { emptyFrontier, growFrontier, rootOf, type Frontier } from "../tree/frontier.ts";
import type { UnfinishedExecution } from "../unfinished-executions.ts";
import type { Checkpoint } from "../verifier.ts";
import type { JournalDamage } from "../verify.ts";
import type { StoredCheckpoint } from "./checkpoint-files.ts";
import { headFile, readHeadFile } from "./head-file.ts";
import type { IndexHead } from "./index-entry.ts";
import type { IndexStore } from "./index-store.ts";
import type { Disk } from "./disk.ts";
import { damageError, fileError } from "./journal-fault.ts";
import { keptSegments, readBeginning } from "./journal-source.ts";
import type { OutlineWalk } from "./outline-files.ts";
import { createRunIndex, readIndexHead, type RunIndex } from "./run-index.ts";
import { payloadText } from "./payload-text.ts";
import { listSegments, readSegment, type SegmentBuffer, type SegmentPlace } from "./segment-directory.ts";
import { createSegment, reopenSegment, unfinishedSuffix, type SegmentFile, type SegmentSizes } from "./segment-file.ts";
import type { KeptTree } from "./tree-file.ts";

export interface Recovery {
  /** Bytes of the torn tail that was cut; 0 when there was none. The runtime records it (FC-MEM-0001.R8). */
  readonly tornBytes: number;
  /** Where it was cut. */
  readonly tornAt: { readonly file: string; readonly offset: number } | null;
  readonly lastSeq: number;
  /** Effects that were authorised and have no recorded end, for the runtime to mark in doubt (FC-CORE-0001.R9). */
  readonly unfinished: readonly UnfinishedExecution[];
}

export interface Recovered {
  readonly segment: SegmentFile;
  readonly head: JournalHead;
  readonly index: RunIndex;
  readonly recovery: Recovery;
  /** The seq that head.json names; 0 without one. */
  readonly headKept: number;
  /** The tree up to `head`; null where nothing that was kept leads there. */
  readonly frontier: Frontier | null;
}

export interface RecoveryOptions {
  readonly directory: string;
  readonly store: IndexStore;
  readonly outlines: OutlineWalk;
  readonly sizes: SegmentSizes;
  readonly disk: Disk;
  readonly maxFrameBytes: number;
  /** What was kept of the tree, where it may be believed and is asked for. */
  readonly tree: KeptTree | null;
  /** The last checkpoint that was stored. */
  readonly signed: StoredCheckpoint | null;
  readonly sha256: Sha256;
}

/** What a stored checkpoint signs was durable before it was signed. */
export const signedIsGone = ({ file, checkpoint: { size, root } }: { readonly file: string; readonly checkpoint: Pick<Checkpoint, "size" | "root"> }): FemtoClawError =>
  damageError(contradiction({ seq: Math.max(1, size), hash: root }, "a checkpoint", file, 0));

/** Folded at once, so that recovery of a long journal takes little memory. */
const foldAtOnce = 4_096;

const removeUnfinished = async (directory: string): Promise<void> => {
  try {
    for (const name of await readdir(directory)) {
      const isUnfinished = name.endsWith(unfinishedSuffix) && parseSegmentName(name.slice(0, -unfinishedSuffix.length)) !== null;
      if (isUnfinished) await unlink(join(directory, name));
    }
  } catch (error) {
    throw fileError("open", error, directory);
  }
};

/** What is remembered is gone or different: the journal was cut, rolled back or rewritten behind the back of who remembers. */
const contradiction = (known: JournalHead, by: "the index" | "head.json" | "a checkpoint", file: string, offset: number): JournalDamage => ({
  seq: known.seq,
  file,
  offset,
  cause: `${by} has seen this record on disk, and it is not there any more. To accept the loss, stop every writer and remove head.json, tree.json, the folder index and the folder checkpoints`,
});

/** What is known of the journal before it is read. */
interface Known {
  readonly indexed: IndexHead | null;
  readonly kept: JournalHead | null;
  readonly tree: KeptTree | null;
}

const firstSegment = async ({ directory, store, sizes, disk, signed, sha256 }: RecoveryOptions, { indexed, kept }: Omit<Known, "tree">): Promise<Recovered> => {
  if (indexed !== null) throw damageError(contradiction(indexed, "the index", directory, 0));
  if (kept !== null) throw damageError(contradiction(kept, "head.json", headFile(directory), 0));
  if (signed !== null && signed.checkpoint.size > 0) throw signedIsGone(signed);
  const segment = await createSegment(directory, { firstSeq: 1, prev: emptyHead.hash }, sizes, disk);
  const index = createRunIndex(store, null, sha256);
  return { segment, head: emptyHead, index, recovery: { tornBytes: 0, tornAt: null, lastSeq: 0, unfinished: [] }, headKept: 0, frontier: emptyFrontier };
};

const startingPoint = (segments: readonly SegmentPlace[], { indexed, kept, tree }: Known, directory: string): number => {
  const foreign = segments.find(({ regular }) => !regular);
  if (foreign !== undefined) {
    throw new FemtoClawError(fault("FC_JOURNAL_OPEN_FAILED", "segments that are files of the journal's own", "a link or no file", { file: foreign.file }));
  }
  if (indexed === null) return 0;
  const at = segments.findIndex(({ firstSeq }) => firstSeq === indexed.segment);
  if (at === -1) throw damageError(contradiction(indexed, "the index", directory, 0));
  const segmentOf = (head: JournalHead | undefined | null): number => (head === null || head === undefined ? at : segments.findLastIndex(({ firstSeq }) => firstSeq <= head.seq));
  return Math.min(at, segmentOf(kept), segmentOf(tree?.head));
};

/** Only for the holder of the lock. */
export const recoverJournal = async (options: RecoveryOptions): Promise<Recovered> => {
  const { directory, store, outlines, sizes, disk, maxFrameBytes, tree, signed, sha256 } = options;
  await removeUnfinished(directory);
  const headRead = await readHeadFile(directory, sha256);
  if (!headRead.ok) throw damageError(headRead.fault);
  const kept = headRead.value;
  const known = await readIndexHead(store, sha256);
  if (known === null) await store.clear().catch(() => {});
  const all = await listSegments(directory);
  const beginning = await readBeginning(directory, all, sha256);
  if (!beginning.ok) throw damageError(beginning.fault);
  const segments = keptSegments(all, beginning.value);
  if (all.length === 0) return firstSegment(options, { indexed: known, kept });

  const index = createRunIndex(store, known, sha256);
  const buffer: SegmentBuffer = { bytes: new Uint8Array(0) };
  const start = startingPoint(segments, { indexed: known, kept, tree }, directory);
  let head: JournalHead | null = start === 0 ? beginning.value.point.head : null;
  let met = known === null;
  let metKept = kept === null;
  let metSigned = true;
  let frontier: Frontier | null = null;
  for (const [position, place] of segments.entries()) {
    if (position < start) continue;
    const { file, firstSeq } = place;
    const isLast = position === segments.length - 1;
    const read = await readSegment(place, isLast, maxFrameBytes, buffer);
    if (!read.ok) throw damageError(read.fault);
    const { bytes, header, scan } = read.value;
    head ??= { seq: header.firstSeq - 1, hash: header.prev };
    if (header.firstSeq !== head.seq + 1 || header.prev !== head.hash) {
      throw damageError({ seq: head.seq + 1, file, offset: 0, cause: `the segment does not follow record ${head.seq}` });
    }
    for (const frame of scan.frames) {
      const checked = checkText(head, payloadText(payloadOf(bytes, frame)), sha256);
      if (!checked.ok) throw damageError({ seq: head.seq + 1, file, offset: frame.offset, cause: checked.fault });
      ({ head } = checked.value);
      if (known !== null && head.seq === known.seq) met = head.hash === known.hash;
      if (head.seq === kept?.seq) metKept = head.hash === kept.hash;
      if (frontier !== null) frontier = growFrontier(frontier, head.hash, sha256);
      else if (head.seq === tree?.head.seq && head.hash === tree.head.hash) ({ frontier } = tree);
      if (frontier !== null && head.seq === signed?.checkpoint.size) metSigned = signed.checkpoint.root === rootOf(frontier, sha256);
      outlines.add(checked.value.record, firstSeq, head.hash);
      if (known !== null && head.seq <= known.seq) continue;
      index.add(checked.value.record, { segment: firstSeq, offset: frame.offset }, head);
      if (index.backlog() >= foldAtOnce) await index.flush();
    }
    if (scan.tail.kind === "damage") throw damageError({ seq: head.seq + 1, file, offset: scan.end, cause: scan.tail.cause });
    if (!isLast) continue;

    if (known !== null && !met) throw damageError(contradiction(known, "the index", file, known.offset));
    if (kept !== null && !metKept) throw damageError(contradiction(kept, "head.json", headFile(directory), 0));
    if (signed !== null && (!metSigned || signed.checkpoint.size > head.seq)) throw signedIsGone(signed);
    const segment = await reopenSegment(place, scan.end, bytes.length, sizes, disk);
    const tornBytes = scan.tail.kind === "torn" ? scan.tail.bytes : 0;
    await segment.cut(tornBytes);
    const tornAt = tornBytes === 0 ? null : { file, offset: scan.end };
    return { segment, head, index, recovery: { tornBytes, tornAt, lastSeq: head.seq, unfinished: index.unfinished() }, headKept: kept?.seq ?? 0, frontier };
  }
  throw damageError({ seq: 1, file: directory, offset: 0, cause: "the segments changed while they were read" });
};
