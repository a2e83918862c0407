// FC-MEM-0001.R5, R6: the thread on which batches reach the disk, and nothing else happens: neither does the disk hold up the journal's
// thread, nor do names that are looked up or files that are read hold up a commit, as they would in the pool that all of these share.
// A thread of its own also needs to be woken only once for a write and its flush. Nothing here is ever tried twice: after a failed
// flush the kernel may have dropped the very pages that failed, and a second flush would report success for bytes that are gone.
import { fdatasyncSync, writeSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { shareJob, type DiskFault, type DiskJob } from "./disk-job.ts";

const zeros = new Uint8Array(1_048_576);

const codeOf = (error: unknown): string => (error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "an unknown error");

/** All of it, or why not. */
const write = (fd: number, bytes: Uint8Array, length: number, position: number): DiskFault | null => {
  try {
    for (let from = 0; from < length; ) {
      const written = writeSync(fd, bytes, from, length - from, position + from);
      if (written === 0) return { operation: "write", code: "a write of no bytes" };
      from += written;
    }
    return null;
  } catch (error) {
    return { operation: "write", code: codeOf(error) };
  }
};

const clear = (fd: number, count: number, position: number): DiskFault | null => {
  for (let from = 0; from < count; from += zeros.length) {
    const failure = write(fd, zeros, Math.min(zeros.length, count - from), position + from);
    if (failure !== null) return failure;
  }
  return null;
};

const flush = (fd: number): DiskFault | null => {
  try {
    fdatasyncSync(fd);
    return null;
  } catch (error) {
    return { operation: "sync", code: codeOf(error) };
  }
};

const carryOut = (job: DiskJob, bytes: Uint8Array): DiskFault | null =>
  write(job.fd, bytes, job.length, job.position) ?? clear(job.fd, job.zeros, job.position + job.length) ?? (job.flush ? flush(job.fd) : null);

if (parentPort !== null && workerData instanceof SharedArrayBuffer) {
  const shared = shareJob(workerData);
  for (let taken = shared.take(0); taken !== null; taken = shared.take(taken.turn)) parentPort.postMessage(carryOut(taken.job, shared.bytes));
}
