// FC-MEM-0001.R5: the thread in disk-thread.ts, as the journal's thread sees it.
import { Worker } from "node:worker_threads";
import { mostJobBytes, shareJob, sharedBytes, type DiskAnswer } from "./disk-job.ts";
import { errnoOf } from "./journal-fault.ts";

export interface DiskWorker {
  /** Whether it runs. Until it does, and where it cannot be started, somebody else must write. */
  isReady(): boolean;
  /** As `Disk.write`. */
  write(fd: number, bytes: Uint8Array, position: number, zeros: number): Promise<DiskAnswer>;
  /** Resolves when the thread has ended. */
  close(): Promise<void>;
}

const endedFor = (cause: string): DiskAnswer => ({ operation: "write", code: `the disk's thread has ended (${cause})` });

const program = (): URL => new URL(import.meta.url.endsWith(".ts") ? "disk-thread.ts" : "disk-thread.js", import.meta.url);

export const startDiskWorker = (): DiskWorker => {
  const memory = new SharedArrayBuffer(sharedBytes);
  const shared = shareJob(memory);
  const worker = new Worker(program(), { workerData: memory, name: "femtoclaw disk", execArgv: [], env: {} });
  let state: "starting" | "ready" | "over" = "starting";
  let cause = "it was closed";
  let answer: ((failure: DiskAnswer) => void) | null = null;
  const settle = (failure: DiskAnswer): void => {
    const told = answer;
    answer = null;
    told?.(failure);
  };
  worker.once("online", () => (state = "ready"));
  worker.on("message", settle);
  worker.on("error", (error) => (cause = errnoOf(error)));
  const gone = new Promise<void>((resolve) => {
    worker.once("exit", () => {
      state = "over";
      settle(endedFor(cause));
      resolve();
    });
  });
  // A process whose work is done does not stay for it.
  worker.unref();

  const run = (fd: number, bytes: Uint8Array, position: number, zeros: number, flush: boolean): Promise<DiskAnswer> =>
    new Promise((resolve) => {
      if (state === "over") return resolve(endedFor(cause));
      answer = resolve;
      shared.bytes.set(bytes);
      shared.give({ fd, position, length: bytes.length, zeros, flush });
    });

  return {
    isReady: () => state === "ready",
    write: async (fd, bytes, position, zeros) => {
      worker.ref();
      try {
        let from = 0;
        for (; bytes.length - from > mostJobBytes; from += mostJobBytes) {
          const failure = await run(fd, bytes.subarray(from, from + mostJobBytes), position + from, 0, false);
          if (failure !== null) return failure;
        }
        return await run(fd, from === 0 ? bytes : bytes.subarray(from), position + from, zeros, true);
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
