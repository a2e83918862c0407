// FC-MEM-0001: the journal on disk. Records get their places when they are appended, share one write and one flush with whatever
// else waits, and are acknowledged after that flush and never before (G5).
import type { Journal } from "@femtoclaw/core";
import { fault, FemtoClawError, type Sha256 } from "@femtoclaw/protocol";
import { defaultMaxFrameBytes, frameBytes, maxSegmentBytes, segmentHeaderBytes } from "../frame.ts";
import { createAppender, type Appended } from "./appender.ts";
import { refuseArchive } from "./archive-files.ts";
import { readLastCheckpoint } from "./checkpoint-files.ts";
import { createCheckpointer, type CheckpointOptions, type Checkpoints } from "./checkpointer.ts";
import { openDisk } from "./disk.ts";
import { writeHeadFile } from "./head-file.ts";
import { claimIndexStore } from "./index-store.ts";
import { damageError } from "./journal-fault.ts";
import { makeDirectory, realDirectory } from "./make-directory.ts";
import { keepOutlines } from "./outline-files.ts";
import { packBatch } from "./pack-batch.ts";
import { readJournal } from "./read-journal.ts";
import { recoverJournal, type Recovery } from "./recovery.ts";
import { recoverTree, signedTree } from "./recover-tree.ts";
import type { RunIndex } from "./run-index.ts";
import { createSegment, type SegmentSizes } from "./segment-file.ts";
import { sha256 as hostSha256 } from "./sha256.ts";

/** One batch that became durable. */
export interface CommitMeasure {
  readonly records: number;
  readonly bytes: number;
  readonly flushMs: number;
}

export interface FileJournalOptions {
  readonly directory: string;
  /** A segment that would grow beyond this is followed by another. From 4 KiB to 256 MiB; 16 MiB. */
  readonly segmentBytes?: number;
  /** Zeros written ahead of the records; 1 MiB. */
  readonly preallocateBytes?: number;
  /** Most bytes of one record's canonical JSON; 16 MiB, and never more than 128 MiB. */
  readonly maxFrameBytes?: number;
  /** Most appends that wait for the disk at a time; 16,384. */
  readonly maxWaiting?: number;
  /** Beyond this many waiting bytes no further append is taken; 64 MiB. */
  readonly maxWaitingBytes?: number;
  readonly sha256?: Sha256;
  /** An observer: what it throws is dropped. */
  readonly onCommit?: (measure: CommitMeasure) => void;
  /** Signs checkpoints of what is durable; without it there are none. */
  readonly checkpoints?: CheckpointOptions;
}

/** How far each acknowledgement reaches (FC-MEM-0001.R19), as numbers of records: each is at most the one before. */
export interface Acknowledged {
  /** Have their place; a crash may take them. */
  readonly sequenced: number;
  /** On disk. */
  readonly durable: number;
  /** Under a signed checkpoint on disk; 0 without any. */
  readonly checkpointed: number;
}

export interface OpenedJournal {
  readonly journal: Journal;
  readonly recovery: Recovery;
  /** What is folded of the runs, by the one process that may look. Others use `summariseRuns`. */
  readonly runs: Pick<RunIndex, "find" | "all">;
  acknowledged(): Acknowledged;
  /** Null where nothing signs. */
  readonly checkpoints: Checkpoints | null;
}

const maxBatchBytes = 4_194_304;
const indexDelayMs = 200;
const indexAtOnce = 2_048;
const headDelayMs = 1_000;

const sizesOf = ({ segmentBytes = 16_777_216, preallocateBytes = 1_048_576 }: FileJournalOptions): SegmentSizes => ({
  segmentBytes: Math.min(maxSegmentBytes, Math.max(4_096, Math.ceil(segmentBytes / 8) * 8)),
  preallocateBytes: Math.max(0, Math.ceil(preallocateBytes / 8) * 8),
});

/** Without asking whether a migration is under way: for `openFileJournal`, and for the migration itself. */
export const openUnguarded = async (options: FileJournalOptions): Promise<OpenedJournal> => {
  const { maxWaiting = 16_384, maxWaitingBytes = 67_108_864, sha256 = hostSha256, onCommit } = options;
  const maxFrameBytes = Math.min(options.maxFrameBytes ?? defaultMaxFrameBytes, maxSegmentBytes / 2);
  const sizes = sizesOf(options);
  await makeDirectory(options.directory);
  const directory = await realDirectory(options.directory);
  await refuseArchive(directory);
  const claim = await claimIndexStore(directory);
  const disk = openDisk();
  const signer = options.checkpoints?.signer ?? null;
  const outlines = keepOutlines(directory, () => claim.displaced() === null, sha256);
  const recover = async () => {
    const kept = signer === null ? null : await signedTree(directory, signer, sha256);
    const stored = await readLastCheckpoint(directory);
    if (!stored.ok) throw damageError(stored.fault);
    const found = await recoverJournal({ directory, store: claim.store, outlines, sizes, disk, maxFrameBytes, tree: kept, signed: stored.value, sha256 });
    try {
      return { ...found, tree: signer === null ? null : await recoverTree(directory, { ...found, signer, kept, stored: stored.value }, sha256) };
    } catch (error) {
      await found.segment.close();
      throw error;
    }
  };
  const recovered = await recover().catch(async (error: unknown) => {
    await outlines.flush();
    await disk.close();
    await claim.release();
    throw error;
  });
  const { index, recovery } = recovered;
  let { segment, head: durable } = recovered;
  let closing: Promise<void> | null = null;
  let indexTimer: NodeJS.Timeout | null = null;
  let headTimer: NodeJS.Timeout | null = null;
  let { headKept } = recovered;
  let keepingHead: Promise<void> = Promise.resolve();

  const displaced = (): string | null => claim.displaced() ?? segment.displaced();

  /** Once the journal's names stand for other files, another writer may have them: nothing more is acknowledged or written to them. */
  const stillOurs = (): void => {
    const found = displaced();
    if (found !== null) throw new FemtoClawError(fault("FC_JOURNAL_DISPLACED", "the journal's own lock and segment", found, { file: directory }));
  };

  const checkpointer =
    options.checkpoints === undefined || recovered.tree === null
      ? null
      : createCheckpointer(options.checkpoints, { directory, recovered: recovered.tree, durable: () => durable, displaced, maxWaiting, sha256 });

  const flushIndex = async (): Promise<void> => {
    if (displaced() === null) await index.flush();
  };

  /** Behind the commits. A head that cannot be written stays behind as well, and what it says stays true. */
  const keepHead = (): Promise<void> => {
    keepingHead = keepingHead
      .then(async () => {
        headTimer = null;
        const head = durable;
        if (displaced() !== null) return;
        if (head.seq !== headKept) await writeHeadFile(directory, head, sha256);
        headKept = head.seq;
        await checkpointer?.keepTree();
      })
      .catch(() => {});
    return keepingHead;
  };

  const follow = (batch: readonly Appended[], offsets: readonly number[]): void => {
    let position = 0;
    for (const { records, before, head } of batch) {
      for (const [at, record] of records.entries()) {
        const hash = records[at + 1]?.prev ?? head.hash;
        checkpointer?.add(hash);
        outlines.add(record, segment.firstSeq, hash);
        index.add(record, { segment: segment.firstSeq, offset: offsets[position] ?? 0 }, { seq: before.seq + at + 1, hash });
        position += 1;
      }
    }
    if (index.backlog() >= indexAtOnce) void flushIndex();
    else indexTimer ??= setTimeout(() => void flushIndex().then(() => (indexTimer = null)), indexDelayMs).unref();
    headTimer ??= setTimeout(() => void keepHead(), headDelayMs).unref();
    checkpointer?.follow();
  };

  const measure = (records: number, bytes: number, flushMs: number): void => {
    try {
      onCommit?.({ records, bytes, flushMs });
    } catch {
      // An observer cannot fail the journal (FC-OBS-0001).
    }
  };

  const commit = async (batch: readonly Appended[]): Promise<void> => {
    const [first] = batch;
    const last = batch.at(-1);
    if (first === undefined || last === undefined) return;
    const total = batch.reduce((sum, it) => sum + it.bytes, 0);
    stillOurs();
    if (segment.end() > segmentHeaderBytes && segment.end() + total > sizes.segmentBytes) {
      const full = segment;
      segment = await createSegment(directory, { firstSeq: first.before.seq + 1, prev: first.before.hash }, sizes, disk);
      await full.close();
    }
    const { bytes, offsets } = packBatch(batch, segment.end());
    const began = performance.now();
    const flushed = segment.append(bytes);
    // The disk is at work: here is the time for what the batch before left to be done.
    checkpointer?.grow();
    await flushed;
    // Once more: only bytes that a reader and the next writer will find under these names may be acknowledged.
    stillOurs();
    durable = last.head;
    follow(batch, offsets);
    measure(offsets.length, bytes.length, performance.now() - began);
  };

  const appender = createAppender({
    from: durable,
    commit,
    storedBytes: frameBytes,
    maxRecordBytes: maxFrameBytes,
    // A segment can hold one such append beyond its usual size, and nothing else then.
    maxAppendBytes: Math.max(sizes.segmentBytes - segmentHeaderBytes, frameBytes(maxFrameBytes)),
    maxBatchBytes: Math.min(maxBatchBytes, sizes.segmentBytes - segmentHeaderBytes),
    maxWaiting,
    maxWaitingBytes,
    sha256,
  });

  const journal: Journal = {
    append: appender.append,
    async *read(fromSeq = 1) {
      // Up to what is durable now: a record that could still be lost is nobody's to read.
      const { seq: last } = durable;
      if (fromSeq > last) return;
      for await (const { record } of readJournal(directory, { fromSeq, maxFrameBytes, sha256 })) {
        yield record;
        if (record.seq >= last) return;
      }
    },
    head: () => durable,
    close: () => {
      closing ??= (async () => {
        await appender.close();
        if (indexTimer !== null) clearTimeout(indexTimer);
        if (headTimer !== null) clearTimeout(headTimer);
        await checkpointer?.finish();
        await flushIndex();
        await outlines.flush();
        await keepHead();
        await segment.close();
        await disk.close();
        await claim.release();
      })();
      return closing;
    },
  };
  return {
    journal,
    recovery,
    runs: { find: index.find, all: index.all },
    acknowledged: () => ({ sequenced: appender.sequenced(), durable: durable.seq, checkpointed: checkpointer?.last()?.checkpoint.size ?? 0 }),
    checkpoints: checkpointer,
  };
};
