// The floor of everything durable: the same number of bytes into a preallocated file, one write and one flush for a batch.
import { closeSync, fdatasyncSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";

export interface BareLog {
  /** Writes that many bytes and waits for the disk. */
  readonly flush: (bytes: number) => void;
  readonly close: () => void;
}

const size = 64 * 1_048_576;

export const openBareLog = (directory: string): BareLog => {
  const file = openSync(join(directory, "bare.log"), "w", 0o600);
  const zeros = Buffer.alloc(1_048_576);
  for (let at = 0; at < size; at += zeros.length) writeSync(file, zeros, 0, zeros.length, at);
  fdatasyncSync(file);
  const data = Buffer.alloc(4 * 1_048_576, 0x78);
  let position = 0;
  return {
    flush: (bytes) => {
      if (position + bytes > size) position = 0;
      position += writeSync(file, data, 0, Math.min(bytes, data.length), position);
      fdatasyncSync(file);
    },
    close: () => closeSync(file),
  };
};
