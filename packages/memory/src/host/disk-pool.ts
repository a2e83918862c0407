// FC-MEM-0001.R5, R6: a write to disk by whichever thread of Node's pool is free: the way to write a few batches, which needs no thread to be
// started. Nothing here is ever tried twice.
import { fdatasync, write } from "node:fs";
import type { DiskAnswer } from "./disk-job.ts";
import { errnoOf, wroteNothing } from "./journal-fault.ts";

const writeAll = (fd: number, bytes: Uint8Array, position: number): Promise<DiskAnswer> =>
  new Promise((resolve) => {
    const next = (from: number): void => {
      if (from === bytes.length) return resolve(null);
      write(fd, bytes, from, bytes.length - from, position + from, (error, written) => {
        if (error !== null) resolve({ operation: "write", code: errnoOf(error) });
        else if (written === 0) resolve(wroteNothing);
        else next(from + written);
      });
    };
    next(0);
  });

const flush = (fd: number): Promise<DiskAnswer> =>
  new Promise((resolve) => {
    fdatasync(fd, (error) => resolve(error === null ? null : { operation: "sync", code: errnoOf(error) }));
  });

/** As `Disk.write`. */
export const writeInPool = async (fd: number, bytes: Uint8Array, position: number, zeros: number): Promise<DiskAnswer> =>
  (await writeAll(fd, bytes, position)) ?? (zeros === 0 ? null : await writeAll(fd, new Uint8Array(zeros), position + bytes.length)) ?? (await flush(fd));
