// FC-MEM-0001.R5: what the journal's thread and the disk's thread share: one job at a time, in memory that both see.
//
//   slots, 32-bit integers: turn, fd, position, length, zeros, flush;  then the bytes of the job
//
// The journal fills in the job and raises `turn`, on which the disk's thread sleeps; the answer comes as a message. A segment is at
// most 256 MiB, so that every number here fits.
import type { DiskFault } from "./journal-fault.ts";

/** One piece of work for the disk. */
export interface DiskJob {
  readonly fd: number;
  /** Where in the file. */
  readonly position: number;
  /** How many of the shared bytes to write. */
  readonly length: number;
  /** How many zeros behind them. */
  readonly zeros: number;
  /** Whether to flush once all is written. */
  readonly flush: boolean;
}

/** Null where all was done. */
export type DiskAnswer = DiskFault | null;

/** Bytes of one job; what is longer is cut into several. One usual batch fits. */
export const mostJobBytes = 4_194_304;

const slots = 16;
export const sharedBytes: number = slots * 4 + mostJobBytes;

/** The turn after which there is no other. */
const lastTurn = -1;

export interface SharedJob {
  /** Where the bytes of the job lie. */
  readonly bytes: Uint8Array;
  /** Wakes the disk's thread. */
  give(job: DiskJob): void;
  /** Ends it, once it is done with what it has. */
  end(): void;
  /** Sleeps until there is a job after `turn`; null when there will be none. */
  take(turn: number): { readonly job: DiskJob; readonly turn: number } | null;
}

export const shareJob = (memory: SharedArrayBuffer): SharedJob => {
  const numbers = new Int32Array(memory, 0, slots);
  const raise = (turn: number): void => {
    Atomics.store(numbers, 0, turn);
    Atomics.notify(numbers, 0);
  };
  return {
    bytes: new Uint8Array(memory, slots * 4, mostJobBytes),
    give: ({ fd, position, length, zeros, flush }) => {
      numbers.set([fd, position, length, zeros, flush ? 1 : 0], 1);
      // Up to what fits, and then from 1 again: any other number will do.
      raise((Atomics.load(numbers, 0) % 2_000_000_000) + 1);
    },
    end: () => raise(lastTurn),
    take: (before) => {
      let turn = before;
      for (; turn === before; turn = Atomics.load(numbers, 0)) Atomics.wait(numbers, 0, before);
      if (turn === lastTurn) return null;
      const [, fd = -1, position = 0, length = 0, zeros = 0, flush = 1] = numbers;
      return { job: { fd, position, length, zeros, flush: flush !== 0 }, turn };
    },
  };
};
