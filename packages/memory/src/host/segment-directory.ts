// The segments of a journal as they lie in its directory, and one of them read whole.
import { constants, type Dirent } from "node:fs";
import { open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { fail, fault, FemtoClawError, ok, type Result } from "@femtoclaw/protocol";
import { decodeSegmentHeader, maxSegmentBytes, type SegmentHeader } from "../frame.ts";
import { scanSegment, type SegmentScan } from "../scan-segment.ts";
import { parseSegmentName } from "../segment-name.ts";
import type { JournalDamage } from "../verify.ts";
import { fileError } from "./journal-fault.ts";

export interface SegmentPlace {
  readonly firstSeq: number;
  readonly file: string;
  /** False for a link, a directory, a pipe: nothing that the journal made, and nothing to follow or to wait for. */
  readonly regular: boolean;
}

/** In the order of their records. */
export const listSegments = async (directory: string): Promise<readonly SegmentPlace[]> => {
  let entries: readonly Dirent[];
  try {
    entries = await readdir(directory, { withFileTypes: true });
  } catch (error) {
    throw fileError("read", error, directory);
  }
  const found: SegmentPlace[] = [];
  for (const entry of entries) {
    const firstSeq = parseSegmentName(entry.name);
    if (firstSeq !== null) found.push({ firstSeq, file: join(directory, entry.name), regular: entry.isFile() });
  }
  return found.sort((a, b) => a.firstSeq - b.firstSeq);
};

/** One buffer that is used for segment after segment, so that reading a long journal takes the memory of one segment. */
export interface SegmentBuffer {
  bytes: Uint8Array;
}

/** Null for a file that is longer than any segment. */
const readSegmentFile = async (file: string, buffer: SegmentBuffer): Promise<Uint8Array | null> => {
  try {
    const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const { size: length } = await handle.stat();
      if (length > maxSegmentBytes) return null;
      if (buffer.bytes.length < length) buffer.bytes = new Uint8Array(length);
      let filled = 0;
      while (filled < length) {
        const { bytesRead } = await handle.read(buffer.bytes, filled, length - filled, filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return buffer.bytes.subarray(0, filled);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw fileError("read", error, file);
  }
};

export interface ReadSegment {
  readonly bytes: Uint8Array;
  readonly header: SegmentHeader;
  readonly scan: SegmentScan;
}

/** Fails with damage of the header; what the scan found is for the caller to judge. Throws FC_JOURNAL_FORMAT. */
export const readSegment = async (
  place: SegmentPlace,
  isLast: boolean,
  maxFrameBytes: number,
  buffer: SegmentBuffer,
): Promise<Result<ReadSegment, JournalDamage>> => {
  const damage = (cause: string): Result<ReadSegment, JournalDamage> =>
    fail({ seq: place.firstSeq, file: place.file, offset: 0, cause });
  if (!place.regular) return damage("the segment is not a regular file");
  const bytes = await readSegmentFile(place.file, buffer);
  if (bytes === null) return damage("the file is longer than a segment can be");
  const header = decodeSegmentHeader(bytes, crc32);
  if (!header.ok) {
    if (header.fault.kind === "damage") return damage(header.fault.cause);
    throw new FemtoClawError(fault("FC_JOURNAL_FORMAT", "format version 1", header.fault.cause, { file: place.file }));
  }
  if (header.value.firstSeq !== place.firstSeq) return damage(`the segment begins with record ${header.value.firstSeq} and is named after another`);
  return ok({ bytes, header: header.value, scan: scanSegment(bytes, crc32, { isLast, maxFrameBytes }) });
};
