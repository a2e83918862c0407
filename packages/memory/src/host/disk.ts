// FC-MEM-0001.R5: the disk as the journal's thread sees it. One thing at a time goes to the thread in disk-thread.ts.
import { Worker } from "node:worker_threads";
import { errnoOf, fileError } from "./journal-fault.ts";
import { mostJobBytes, shareJob, sharedBytes, type DiskFault } from "./disk-job.ts";

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
  /** Resolves when the thread has ended. */
  close(): Promise<void>;
}

const endedFor = (cause: string): DiskFault => ({ operation: "write", code: `the disk's thread has ended (${cause})` });

const program = (): URL => new URL(import.meta.url.endsWith(".ts") ? "disk-thread.ts" : "disk-thread.js", import.meta.url);

/** Starts the thread, and does not wait for it: what is written meanwhile is taken up when it runs. */
export const startDisk = (): Disk => {
  const memory = new SharedArrayBuffer(sharedBytes);
  const shared = shareJob(memory);
  const worker = new Worker(program(), { workerData: memory, name: "femtoclaw disk", execArgv: [], env: {}, stdin: false });
  let answer: ((failure: DiskFault | null) => void) | null = null;
  /** Why there is nobody any more who could write. */
  let over: DiskFault | null = null;
  const settle = (failure: DiskFault | null): void => {
    const told = answer;
    answer = null;
    told?.(failure);
  };
  const gone = new Promise<void>((resolve) => {
    worker.on("error", (error) => void (over = endedFor(errnoOf(error))));
    worker.once("exit", () => {
      over ??= endedFor("it was closed");
      settle(over);
      resolve();
    });
  });
  worker.on("message", settle);
  // A process whose work is done does not stay for it.
  worker.unref();

  const run = (fd: number, bytes: Uint8Array, position: number, zeros: number, flush: boolean): Promise<DiskFault | null> =>
    new Promise((resolve) => {
      if (over !== null) return resolve(over);
      answer = resolve;
      shared.bytes.set(bytes);
      shared.give({ fd, position, length: bytes.length, zeros, flush });
    });

  return {
    write: async ({ fd, file }, bytes, position, zeros) => {
      worker.ref();
      try {
        for (let from = 0; ; from += mostJobBytes) {
          const rest = bytes.length - from;
          const isLast = rest <= mostJobBytes;
          const piece = isLast && from === 0 ? bytes : bytes.subarray(from, from + mostJobBytes);
          const failure = await run(fd, piece, position + from, isLast ? zeros : 0, isLast);
          if (failure !== null) throw fileError(failure.operation, failure, file);
          if (isLast) return;
        }
      } finally {
        worker.unref();
      }
    },
    close: () => {
      worker.ref();
      shared.end();
      return gone;
    },
  };
};
