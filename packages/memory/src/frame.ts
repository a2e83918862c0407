/**
 * FC-STORAGE-0001, FC-MEM-0001.R1 and R17: the bytes of a segment, format version 1. All integers are unsigned, little-endian.
 *
 *   segment = header, frame*, zero*
 *
 *   header, 64 bytes
 *      0   8  magic: ASCII "FCJOURNL"
 *      8   4  format version: 1
 *     12   4  CRC-32 of the header with these four bytes zero
 *     16   8  seq of the segment's first record
 *     24  32  hash of the record before that one; zeros before record 1
 *     56   8  zero
 *
 *   frame, begins at a multiple of 8
 *      0   4  length of the payload in bytes, at least 1
 *      4   4  CRC-32 of everything from byte 8 to the payload's end
 *      8   4  offset in this segment of the first frame of the write batch that this frame belongs to
 *     12   n  payload: one record's canonical JSON, UTF-8
 *          …  zero bytes up to a multiple of 8
 *
 * Segments are preallocated and filled with zeros, so a length of zero, or the end of the file, is the end of what was
 * written, and only zeros may follow. The CRC-32 is the one of zlib and PNG. A batch is what one write and one flush made
 * durable together; it never reaches over two segments. The file is named after its first seq: sixteen digits, ".segment".
 */
import { fail, ok, type Result } from "@femtoclaw/protocol";

/** CRC-32 as zlib computes it. A port: node:zlib has it. */
export type Crc32 = (bytes: Uint8Array) => number;

export const segmentHeaderBytes = 64;
export const frameHeaderBytes = 12;
export const formatVersion = 1;
export const defaultMaxFrameBytes = 16_777_216;
/** Offsets are 32 bits wide, and a reader takes a segment at a time; so no segment is longer than this. */
export const maxSegmentBytes = 268_435_456;

const magic = [0x46, 0x43, 0x4a, 0x4f, 0x55, 0x52, 0x4e, 0x4c];
const alignment = 8;

export interface SegmentHeader {
  readonly firstSeq: number;
  /** Hash of the record before the first, 64 hexadecimal digits. */
  readonly prev: string;
}

export interface HeaderDefect {
  /** `format`: whole, but of another version. */
  readonly kind: "damage" | "format";
  readonly cause: string;
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export const encodeSegmentHeader = ({ firstSeq, prev }: SegmentHeader, crc32: Crc32): Uint8Array => {
  const bytes = new Uint8Array(segmentHeaderBytes);
  const view = viewOf(bytes);
  bytes.set(magic, 0);
  view.setUint32(8, formatVersion, true);
  view.setBigUint64(16, BigInt(firstSeq), true);
  for (let index = 0; index < 32; index += 1) bytes[24 + index] = Number.parseInt(prev.slice(index * 2, index * 2 + 2), 16);
  view.setUint32(12, crc32(bytes), true);
  return bytes;
};

export const decodeSegmentHeader = (segment: Uint8Array, crc32: Crc32): Result<SegmentHeader, HeaderDefect> => {
  const damage = (cause: string): Result<SegmentHeader, HeaderDefect> => fail({ kind: "damage", cause });
  if (segment.length < segmentHeaderBytes) return damage("the file is shorter than a segment header");
  // Copied, not sliced: a slice of a node Buffer would be a window onto the segment itself.
  const bytes = new Uint8Array(segment.subarray(0, segmentHeaderBytes));
  const view = viewOf(bytes);
  if (magic.some((byte, index) => bytes[index] !== byte)) return damage("the file does not begin as a segment");
  const version = view.getUint32(8, true);
  const checksum = view.getUint32(12, true);
  view.setUint32(12, 0, true);
  if (crc32(bytes) !== checksum) return damage("the segment header does not match its checksum");
  if (version !== formatVersion) return fail({ kind: "format", cause: `format version ${version}` });
  const firstSeq = Number(view.getBigUint64(16, true));
  if (!Number.isSafeInteger(firstSeq) || firstSeq < 1) return damage("the segment header names no record");
  let prev = "";
  for (let index = 24; index < 56; index += 1) prev += (bytes[index] ?? 0).toString(16).padStart(2, "0");
  return ok({ firstSeq, prev });
};

/**
 * The format that a file says it has, by its first twelve bytes; null for one that does not begin as a segment. These twelve are the same in
 * every format, so that a journal of any of them can be told from damage.
 */
export const formatNamedBy = (segment: Uint8Array): number | null =>
  segment.length < 12 || magic.some((byte, index) => segment[index] !== byte) ? null : viewOf(segment).getUint32(8, true);

/** Bytes that a frame takes in the segment, padding included. */
export const frameBytes = (payloadBytes: number): number =>
  Math.ceil((frameHeaderBytes + payloadBytes) / alignment) * alignment;

/** Puts header and padding around a payload that already stands at `at + frameHeaderBytes`. Returns where the next frame begins. */
export const sealFrame = (target: Uint8Array, at: number, payloadBytes: number, batchStart: number, crc32: Crc32): number => {
  const end = at + frameHeaderBytes + payloadBytes;
  const next = at + frameBytes(payloadBytes);
  writeU32(target, at, payloadBytes);
  writeU32(target, at + 8, batchStart);
  writeU32(target, at + 4, crc32(target.subarray(at + 8, end)));
  target.fill(0, end, next);
  return next;
};

export const encodeFrame = (payload: Uint8Array, batchStart: number, crc32: Crc32): Uint8Array => {
  const bytes = new Uint8Array(frameBytes(payload.length));
  bytes.set(payload, frameHeaderBytes);
  sealFrame(bytes, 0, payload.length, batchStart, crc32);
  return bytes;
};

export interface Frame {
  readonly offset: number;
  readonly payloadBytes: number;
  readonly batchStart: number;
}

/** The whole, intact frame at `at`, or what is wrong there. Never reads beyond `bytes`. */
export const openFrame = (bytes: Uint8Array, at: number, maxFrameBytes: number, crc32: Crc32): Result<Frame, string> => {
  if (at + frameHeaderBytes > bytes.length) return fail("the file ends inside a frame");
  const payloadBytes = readU32(bytes, at);
  if (payloadBytes === 0) return fail("written bytes follow the end of the records");
  if (payloadBytes > maxFrameBytes) return fail("the frame's length is out of bounds");
  const end = at + frameHeaderBytes + payloadBytes;
  const next = at + frameBytes(payloadBytes);
  if (next > bytes.length) return fail("the file ends inside a frame");
  const batchStart = readU32(bytes, at + 8);
  if (batchStart < segmentHeaderBytes || batchStart > at || batchStart % alignment !== 0) return fail("the frame names an impossible batch");
  for (let index = end; index < next; index += 1) if (bytes[index] !== 0) return fail("the frame's padding is not zero");
  if (crc32(bytes.subarray(at + 8, end)) !== readU32(bytes, at + 4)) return fail("the frame does not match its checksum");
  return ok({ offset: at, payloadBytes, batchStart });
};

export const payloadOf = (segment: Uint8Array, frame: Frame): Uint8Array =>
  segment.subarray(frame.offset + frameHeaderBytes, frame.offset + frameHeaderBytes + frame.payloadBytes);

const readU32 = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)) >>> 0;

const writeU32 = (bytes: Uint8Array, at: number, value: number): void => {
  bytes[at] = value & 255;
  bytes[at + 1] = (value >>> 8) & 255;
  bytes[at + 2] = (value >>> 16) & 255;
  bytes[at + 3] = value >>> 24;
};
