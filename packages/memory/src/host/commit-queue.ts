// FC-MEM-0001.R4 to R6: group commit. What waits while one batch is being flushed goes into the next, together.
//
//   add ─▶ waiting ──(end of this turn of the event loop, or of the flush under way)──▶ one batch ─▶ commit ─▶ resolve, in order
//
// One failed commit breaks the queue for ever: that batch, everything waiting and everything later is rejected with its fault.
import { fault, FemtoClawError, type Fault } from "@femtoclaw/protocol";

export interface CommitQueue<Item extends { readonly bytes: number }> {
  /** Why nothing more is accepted, or null. */
  refusal(): Fault | null;
  /** Resolves when the item is durable. Items become durable in the order in which they were added. */
  add(item: Item): Promise<void>;
  /** Resolves when nothing waits any more, whether it became durable or not. */
  drain(): Promise<void>;
}

export interface CommitQueueOptions<Item> {
  readonly commit: (batch: readonly Item[]) => Promise<void>;
  readonly maxBatchBytes: number;
  readonly maxWaiting: number;
  readonly maxWaitingBytes: number;
}

interface Waiting<Item> {
  readonly item: Item;
  readonly resolve: () => void;
  readonly reject: (error: FemtoClawError) => void;
}

export const createCommitQueue = <Item extends { readonly bytes: number }>({
  commit,
  maxBatchBytes,
  maxWaiting,
  maxWaitingBytes,
}: CommitQueueOptions<Item>): CommitQueue<Item> => {
  let waiting: Waiting<Item>[] = [];
  let waitingBytes = 0;
  let busy = false;
  let broken: FemtoClawError | null = null;
  let idle: (() => void)[] = [];

  const rest = (): void => {
    busy = false;
    for (const resolve of idle.splice(0)) resolve();
  };

  /** As many as one batch takes, but at least one. */
  const takeBatch = (): readonly Waiting<Item>[] => {
    let bytes = 0;
    let taken = 0;
    for (const { item } of waiting) {
      if (taken > 0 && bytes + item.bytes > maxBatchBytes) break;
      bytes += item.bytes;
      taken += 1;
    }
    waitingBytes -= bytes;
    const batch = waiting.slice(0, taken);
    waiting = waiting.slice(taken);
    return batch;
  };

  const run = async (): Promise<void> => {
    const batch = takeBatch();
    try {
      await commit(batch.map(({ item }) => item));
    } catch (error) {
      broken = error instanceof FemtoClawError ? error : new FemtoClawError(fault("FC_JOURNAL_WRITE_FAILED", "a successful commit", "a defect"));
      for (const { reject } of [...batch, ...waiting]) reject(broken);
      waiting = [];
      return rest();
    }
    for (const { resolve } of batch) resolve();
    // A turn of the event loop first, so that whoever was just told can join the next batch.
    setImmediate(() => (waiting.length === 0 ? rest() : void run()));
  };

  return {
    refusal: () => {
      if (broken !== null) return broken.fault;
      if (waiting.length >= maxWaiting) {
        return fault("FC_JOURNAL_OVERLOADED", `fewer than ${maxWaiting} waiting appends`, `${waiting.length}`);
      }
      if (waitingBytes >= maxWaitingBytes) {
        return fault("FC_JOURNAL_OVERLOADED", `fewer than ${maxWaitingBytes} waiting bytes`, `${waitingBytes}`);
      }
      return null;
    },
    add: (item) =>
      new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        waitingBytes += item.bytes;
        if (busy) return;
        busy = true;
        setImmediate(() => void run());
      }),
    drain: () => new Promise((resolve) => (busy ? void idle.push(resolve) : resolve())),
  };
};
