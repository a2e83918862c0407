/**
 * FC-MEM-0001.R8 and R9: which bytes of a segment are records, and whether what follows them is a crash or a crime.
 *
 * A batch is written only after the batch before it is on disk. So when a bad frame is followed by an intact frame of a batch
 * that began later, the bad one had been whole and durable: damage. When nothing of a later batch follows, the bad frame
 * belongs to the batch that was being written when the machine stopped, and was never acknowledged: a torn tail. Only the
 * last segment can have a torn tail; a next segment is begun only when this one is on disk.
 */
import { openFrame, frameBytes, segmentHeaderBytes, type Crc32, type Frame } from "./frame.ts";

export type SegmentTail =
  | { readonly kind: "clean" }
  /** `bytes`: from the end of the last whole frame to the last byte that is not zero. */
  | { readonly kind: "torn"; readonly bytes: number; readonly cause: string }
  | { readonly kind: "damage"; readonly cause: string };

export interface SegmentScan {
  readonly frames: readonly Frame[];
  /** Where the next frame would begin: the end of the last whole frame. A torn tail or damage begins here. */
  readonly end: number;
  readonly tail: SegmentTail;
}

export interface ScanOptions {
  readonly isLast: boolean;
  readonly maxFrameBytes: number;
}

/** Scans a whole segment, header included but not judged. */
export const scanSegment = (bytes: Uint8Array, crc32: Crc32, { isLast, maxFrameBytes }: ScanOptions): SegmentScan => {
  const frames: Frame[] = [];
  let end = segmentHeaderBytes;
  let batchStart = -1;
  let cause = "written bytes follow the end of the records";
  while (end < bytes.length) {
    const reading = openFrame(bytes, end, maxFrameBytes, crc32);
    if (!reading.ok) {
      cause = reading.fault;
      break;
    }
    const frame = reading.value;
    // A frame begins a batch or goes on with the one before; a frame moved here from elsewhere does neither.
    if (frame.batchStart !== end && frame.batchStart !== batchStart) {
      cause = "the frame belongs to another batch";
      break;
    }
    ({ batchStart } = frame);
    frames.push(frame);
    end += frameBytes(frame.payloadBytes);
  }
  const written = writtenEnd(bytes, end);
  if (written === end) return { frames, end, tail: { kind: "clean" } };
  if (isLast && !laterBatchFollows(bytes, end, written, maxFrameBytes, crc32)) {
    return { frames, end, tail: { kind: "torn", bytes: written - end, cause } };
  }
  return { frames, end, tail: { kind: "damage", cause } };
};

/** One past the last byte at or after `from` that is not zero. */
const writtenEnd = (bytes: Uint8Array, from: number): number => {
  let at = bytes.length;
  while (at > from && bytes[at - 1] === 0) at -= 1;
  return Math.max(at, from);
};

/** Resynchronises on the alignment of frames. JSON text read as a length is far out of bounds, so few places cost a checksum. */
const laterBatchFollows = (bytes: Uint8Array, bad: number, written: number, maxFrameBytes: number, crc32: Crc32): boolean => {
  for (let at = bad + 8; at < written; at += 8) {
    const reading = openFrame(bytes, at, maxFrameBytes, crc32);
    if (reading.ok && reading.value.batchStart > bad) return true;
  }
  return false;
};
