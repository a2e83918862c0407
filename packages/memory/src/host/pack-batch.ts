// FC-STORAGE-0001: a batch as the bytes of its frames, one after another.
import { crc32 } from "node:zlib";
import { frameHeaderBytes, sealFrame } from "../frame.ts";
import type { Appended } from "./appender.ts";

export interface PackedBatch {
  readonly bytes: Uint8Array;
  /** Of each frame in the segment. */
  readonly offsets: readonly number[];
}

/** Frames of a whole batch, as they will lie from `start` on. */
export const packBatch = (batch: readonly Appended[], start: number): PackedBatch => {
  const bytes = Buffer.allocUnsafe(batch.reduce((sum, it) => sum + it.bytes, 0));
  const offsets: number[] = [];
  let at = 0;
  for (const { encoded, payloadBytes } of batch) {
    let index = 0;
    for (const text of encoded) {
      bytes.write(text, at + frameHeaderBytes);
      offsets.push(start + at);
      at = sealFrame(bytes, at, payloadBytes[index] ?? 0, start, crc32);
      index += 1;
    }
  }
  return { bytes, offsets };
};
