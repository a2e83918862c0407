// One record by its place, without its segment: what stands there, held against its checksum and its form, and not against the record before.
import { constants } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import type { JournalRecord } from "@femtoclaw/core";
import { decodeUtf8 } from "@femtoclaw/protocol";
import { frameHeaderBytes } from "../frame.ts";
import { segmentName } from "../segment-name.ts";
import { readRecord } from "../stored-record.ts";

/** A record of an archival with all its segments, and room to spare. */
const mostPayloadBytes = 2_097_152;

const readAt = async (handle: FileHandle, length: number, position: number): Promise<Buffer | null> => {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return bytesRead === length ? buffer : null;
};

const readFrame = async (handle: FileHandle, offset: number): Promise<JournalRecord | null> => {
  const header = await readAt(handle, frameHeaderBytes, offset);
  const length = header?.readUInt32LE(0) ?? 0;
  if (header === null || length === 0 || length > mostPayloadBytes) return null;
  const checked = await readAt(handle, frameHeaderBytes - 8 + length, offset + 8);
  if (checked === null || crc32(checked) !== header.readUInt32LE(4)) return null;
  const text = decodeUtf8(checked.subarray(frameHeaderBytes - 8));
  const record = text.ok ? readRecord(text.value) : text;
  return record.ok ? record.value : null;
};

/** Null where no whole record is. */
export const readPlacedRecord = async (directory: string, segment: number, offset: number): Promise<JournalRecord | null> => {
  const handle = await open(join(directory, segmentName(segment)), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(() => null);
  if (handle === null) return null;
  try {
    return await readFrame(handle, offset).catch(() => null);
  } finally {
    await handle.close();
  }
};
