// FC-CRYPTO-0001.R10, R11: signs the journal's history as it grows, behind the commits and never in their way: after so many records,
// after so long, at the end, and when asked. What fails here costs a checkpoint and no record; it is told, and tried again when the next
// one is due. Trying again is safe, since each attempt makes a file of its own.
import type { JournalHead } from "@femtoclaw/core";
import { fault, FemtoClawError, type Fault, type Sha256 } from "@femtoclaw/protocol";
import { rootOf, type Frontier } from "../tree/frontier.ts";
import { signCheckpoint, type NoteSigner } from "../tree/signed-note.ts";
import type { Checkpoint } from "../verifier.ts";
import { writeCheckpoint, type StoredCheckpoint } from "./checkpoint-files.ts";
import { createGrowingTree } from "./growing-tree.ts";
import { errnoOf } from "./journal-fault.ts";
import type { RecoveredTree } from "./recover-tree.ts";
import { writeTreeFile } from "./tree-file.ts";

/** What became of one attempt. */
export interface CheckpointTold {
  /** Records that were durable. */
  readonly size: number;
  /** Null where it failed. */
  readonly checkpoint: Checkpoint | null;
  readonly file: string | null;
  readonly fault: Fault | null;
}

export interface CheckpointOptions {
  /** Signs; its name is the journal's origin. */
  readonly signer: NoteSigner;
  /** So many records after the last checkpoint there is another; 50,000. */
  readonly everyRecords?: number;
  /** So long after a record that no checkpoint covers there is one; 5 minutes. */
  readonly everyMs?: number;
  /** Most that are kept beside the segments; the oldest go first; 1,000. */
  readonly keep?: number;
  /** An observer: what it throws is dropped. */
  readonly onCheckpoint?: (told: CheckpointTold) => void;
}

/** The third acknowledgement (FC-MEM-0001.R19). */
export interface Checkpoints {
  last(): StoredCheckpoint | null;
  /** Why the last attempt failed; null after one that did not. */
  failure(): Fault | null;
  /** Signs all that is durable now. Rejects with FC_CHECKPOINT_FAILED; the journal goes on. */
  now(): Promise<StoredCheckpoint>;
  /** Resolves with the first checkpoint that covers the record. Rejects where the journal is closed without one. */
  covering(seq: number): Promise<StoredCheckpoint>;
}

export interface Checkpointer extends Checkpoints {
  /** The hash of each record that became durable, in order. */
  add(hash: string): void;
  /** Once a batch, when there is time. */
  grow(): void;
  /** After every commit. */
  follow(): void;
  /** Writes the tree beside the segments. Rejects where that fails; the tree is then told anew at the next opening. */
  keepTree(): Promise<void>;
  /** The last one, and the end of waiting. Never rejects. */
  finish(): Promise<void>;
}

export interface CheckpointerParts {
  readonly directory: string;
  readonly recovered: RecoveredTree;
  readonly durable: () => JournalHead;
  /** What stands in the journal's place, where it is not the journal. */
  readonly displaced: () => string | null;
  readonly maxWaiting: number;
  readonly sha256: Sha256;
}

interface Waiting {
  readonly seq: number;
  readonly resolve: (it: StoredCheckpoint) => void;
  readonly reject: (error: FemtoClawError) => void;
}

/** A timer of more than this would go off at once: 25 days. */
const longestTimer = 2_147_483_647;

const failed = (found: string): Fault => fault("FC_CHECKPOINT_FAILED", "a signed checkpoint on disk", found);

/** What a signer throws may hold anything: only what the system said is told. */
const faultOf = (error: unknown): Fault => (error instanceof FemtoClawError ? failed(`${error.fault.code}: ${error.fault.found}`) : failed(errnoOf(error)));

export const createCheckpointer = (options: CheckpointOptions, parts: CheckpointerParts): Checkpointer => {
  const { signer, everyRecords = 50_000, everyMs = 300_000, keep = 1_000, onCheckpoint } = options;
  const { directory, durable, sha256 } = parts;
  const tree = createGrowingTree(parts.recovered.frontier, sha256);
  let { last, treeKept } = parts.recovered;
  let tried = last?.checkpoint.size ?? 0;
  let failure: Fault | null = null;
  let timer: NodeJS.Timeout | null = null;
  let finished = false;
  let waiting: Waiting[] = [];
  let running: Promise<unknown> = Promise.resolve();
  let next: Promise<StoredCheckpoint> | null = null;

  const checkpointOf = (frontier: Frontier): Checkpoint => ({ origin: signer.name, size: frontier.size, root: rootOf(frontier, sha256) });

  const tell = (told: CheckpointTold): void => {
    try {
      onCheckpoint?.(told);
    } catch {
      // An observer cannot fail the journal (FC-OBS-0001).
    }
  };

  const arm = (): void => {
    if (!finished) timer ??= setTimeout(() => void soon().catch(() => {}), Math.min(everyMs, longestTimer)).unref();
  };

  const attempt = async (): Promise<StoredCheckpoint> => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const size = durable().seq;
    if (last?.checkpoint.size === size) return last;
    tried = size;
    try {
      const found = parts.displaced();
      if (found !== null) throw new FemtoClawError(fault("FC_JOURNAL_DISPLACED", "the journal's own files", found, { file: directory }));
      const checkpoint = checkpointOf(tree.frontier());
      const stored = await writeCheckpoint(directory, checkpoint, signCheckpoint(checkpoint, signer, sha256), Math.max(1, keep));
      last = stored;
      failure = null;
      const covered = waiting.filter(({ seq }) => seq <= size);
      waiting = waiting.filter(({ seq }) => seq > size);
      for (const { resolve } of covered) resolve(stored);
      tell({ size, checkpoint, file: stored.file, fault: null });
      return stored;
    } catch (error) {
      failure = faultOf(error);
      tell({ size, checkpoint: null, file: null, fault: failure });
      arm();
      throw new FemtoClawError(failure);
    }
  };

  /** One at a time; whoever asks before the next one begins gets that one. */
  const soon = (): Promise<StoredCheckpoint> => {
    if (next !== null) return next;
    const begun = running.then(() => {
      next = null;
      return attempt();
    });
    next = begun;
    running = begun.catch(() => {});
    return begun;
  };

  return {
    last: () => last,
    failure: () => failure,
    now: async () => {
      if (finished) throw new FemtoClawError(fault("FC_JOURNAL_CLOSED", "an open journal", "a closed one"));
      return soon();
    },
    covering: (seq) =>
      new Promise((resolve, reject) => {
        if (last !== null && last.checkpoint.size >= seq) return resolve(last);
        if (finished) return reject(new FemtoClawError(failure ?? failed("a closed journal")));
        if (waiting.length >= parts.maxWaiting) return reject(new FemtoClawError(fault("FC_JOURNAL_OVERLOADED", `fewer than ${parts.maxWaiting} who wait for a checkpoint`, `${waiting.length}`)));
        waiting.push({ seq, resolve, reject });
      }),
    add: tree.add,
    grow: tree.grow,
    keepTree: async () => {
      const head = durable();
      if (head.seq === treeKept) return;
      const frontier = tree.frontier();
      await writeTreeFile(directory, { head, frontier, note: signCheckpoint(checkpointOf(frontier), signer, sha256) }, sha256);
      treeKept = head.seq;
    },
    follow: () => {
      if (durable().seq - tried >= everyRecords) void soon().catch(() => {});
      else arm();
    },
    finish: async () => {
      finished = true;
      await running;
      if (durable().seq > 0) await soon().catch(() => {});
      if (timer !== null) clearTimeout(timer);
      for (const { reject } of waiting.splice(0)) reject(new FemtoClawError(failure ?? failed("a closed journal")));
    },
  };
};
