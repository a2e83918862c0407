// FC-MEM-0001.R5: the disk as one journal sees it. A journal that goes on writing gets a thread of its own for it: neither does the disk hold
// up the journal, nor do names that are looked up or files that are read hold up a commit, as they would in the pool that all of these share;
// and it is woken only once for a write and its flush. Starting a thread takes longer than a short run's whole record, so the first go by the pool.
import { startDiskWorker, type DiskWorker } from "./disk-worker.ts";
import { writeInPool } from "./disk-pool.ts";
import { fileError } from "./journal-fault.ts";

/** An open file, and what it is called in messages. */
export interface DiskFile {
  readonly fd: number;
  readonly file: string;
}

export interface Disk {
  /**
   * Writes the bytes at `position` and so many zeros behind them, and resolves when all of it is on disk. One call at a time. Rejects
   * with FC_JOURNAL_WRITE_FAILED, FC_JOURNAL_SYNC_FAILED, FC_JOURNAL_FULL.
   */
  write(file: DiskFile, bytes: Uint8Array, position: number, zeros: number): Promise<void>;
  /** Once nothing is being written any more. */
  close(): Promise<void>;
}

const writesWithoutThread = 32;

export const openDisk = (): Disk => {
  let writes = 0;
  let worker: DiskWorker | null = null;
  return {
    write: async ({ fd, file }, bytes, position, zeros) => {
      writes += 1;
      if (writes > writesWithoutThread) worker ??= startDiskWorker();
      const failure = worker?.isReady() === true ? await worker.write(fd, bytes, position, zeros) : await writeInPool(fd, bytes, position, zeros);
      if (failure !== null) throw fileError(failure.operation, failure, file);
    },
    close: async () => worker?.close(),
  };
};
