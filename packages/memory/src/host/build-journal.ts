// FC-UPGRADE-0001.R5: records as they were, in files as this version writes them. Nothing of a record is made anew but its frame.
import { crc32 } from "node:zlib";
import type { JournalHead } from "@femtoclaw/core";
import type { Sha256 } from "@femtoclaw/protocol";
import { encodeFrame, frameBytes, segmentHeaderBytes } from "../frame.ts";
import { emptyHead } from "../record-link.ts";
import { openDisk, type Disk } from "./disk.ts";
import { writeHeadFile } from "./head-file.ts";
import { walkJournal, type JournalCheck, type JournalFormat } from "./journal-format.ts";
import { makeDirectory } from "./make-directory.ts";
import { createSegment, type SegmentFile } from "./segment-file.ts";
import { syncDirectory } from "./sync-directory.ts";

const sizes = { segmentBytes: 16_777_216, preallocateBytes: 0 } as const;
/** Written and flushed together. */
const batchBytes = 1_048_576;

/** Writes what `format` reads from `from` into the new directory `to`, in the current format. */
export const buildJournal = async (format: JournalFormat, from: string, to: string, sha256: Sha256): Promise<JournalCheck> => {
  const disk = openDisk();
  try {
    return await build(format, from, to, disk, sha256);
  } finally {
    await disk.close();
  }
};

const build = async (format: JournalFormat, from: string, to: string, disk: Disk, sha256: Sha256): Promise<JournalCheck> => {
  await makeDirectory(to);
  let segment: SegmentFile = await createSegment(to, { firstSeq: 1, prev: emptyHead.hash }, sizes, disk);
  let waiting: { readonly payloads: Uint8Array[]; bytes: number; readonly before: JournalHead } = { payloads: [], bytes: 0, before: emptyHead };

  const flush = async (): Promise<void> => {
    const { payloads, bytes, before } = waiting;
    if (payloads.length === 0) return;
    if (segment.end() > segmentHeaderBytes && segment.end() + bytes > sizes.segmentBytes) {
      await segment.close();
      segment = await createSegment(to, { firstSeq: before.seq + 1, prev: before.hash }, sizes, disk);
    }
    const start = segment.end();
    await segment.append(Buffer.concat(payloads.map((it) => encodeFrame(it, start, crc32))));
  };

  try {
    const check = await walkJournal(format, from, sha256, async (text, before) => {
      const payload = Buffer.from(text);
      if (waiting.bytes + frameBytes(payload.length) > batchBytes) {
        await flush();
        waiting = { payloads: [], bytes: 0, before };
      }
      if (waiting.payloads.length === 0) waiting = { payloads: [], bytes: 0, before };
      waiting.payloads.push(payload);
      waiting.bytes += frameBytes(payload.length);
    });
    await flush();
    if (check.records > 0) await writeHeadFile(to, check.head, sha256);
    await syncDirectory(to);
    return check;
  } finally {
    await segment.close();
  }
};
