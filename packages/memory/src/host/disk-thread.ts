// FC-MEM-0001.R5, R6: the program of the thread on which batches reach the disk, and nothing else happens. Nothing here is ever tried twice.
import { fdatasyncSync, writeSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { shareJob, type DiskAnswer, type DiskJob } from "./disk-job.ts";
import { errnoOf, wroteNothing } from "./journal-fault.ts";

const zeros = new Uint8Array(1_048_576);

const write = (fd: number, bytes: Uint8Array, length: number, position: number): DiskAnswer => {
  try {
    for (let from = 0; from < length; ) {
      const written = writeSync(fd, bytes, from, length - from, position + from);
      if (written === 0) return wroteNothing;
      from += written;
    }
    return null;
  } catch (error) {
    return { operation: "write", code: errnoOf(error) };
  }
};

const clear = (fd: number, count: number, position: number): DiskAnswer => {
  for (let from = 0; from < count; from += zeros.length) {
    const failure = write(fd, zeros, Math.min(zeros.length, count - from), position + from);
    if (failure !== null) return failure;
  }
  return null;
};

const flush = (fd: number): DiskAnswer => {
  try {
    fdatasyncSync(fd);
    return null;
  } catch (error) {
    return { operation: "sync", code: errnoOf(error) };
  }
};

const carryOut = (job: DiskJob, bytes: Uint8Array): DiskAnswer =>
  write(job.fd, bytes, job.length, job.position) ?? clear(job.fd, job.zeros, job.position + job.length) ?? (job.flush ? flush(job.fd) : null);

if (parentPort !== null && workerData instanceof SharedArrayBuffer) {
  const shared = shareJob(workerData);
  for (let taken = shared.take(0); taken !== null; taken = shared.take(taken.turn)) parentPort.postMessage(carryOut(taken.job, shared.bytes));
}
