// A format that never was, to migrate from: the same frames behind a header that says 0 and knows nothing of the record before it. What a
// segment follows can be told from its records alone.
import { readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { crc32 } from "node:zlib";
import { payloadOf, scanSegment } from "@femtoclaw/memory";
import type { JournalFormat, JournalTexts } from "@femtoclaw/memory/host";
import { fault, FemtoClawError } from "@femtoclaw/protocol";
import { segmentFiles } from "./journal-place.ts";

const damaged = (file: string): FemtoClawError => new FemtoClawError(fault("FC_JOURNAL_DAMAGED", "a segment of format 0", "something else", { file }));

async function* read(directory: string): JournalTexts {
  const files = await segmentFiles(directory);
  for (const [index, file] of files.entries()) {
    const bytes = await readFile(file);
    const isLast = index === files.length - 1;
    const { frames, tail } = scanSegment(bytes, crc32, { isLast, maxFrameBytes: 1_000_000 });
    if (bytes.readUInt32LE(8) !== 0 || tail.kind === "damage") throw damaged(file);
    for (const frame of frames) yield Buffer.from(payloadOf(bytes, frame)).toString();
    if (isLast) return tail.kind === "torn" ? tail.bytes : 0;
  }
  return 0;
}

export const formatZero: JournalFormat = { version: 0, what: "segments that do not name the record before them", read };

/** Makes a journal of today one of format 0, in place. */
export const ageJournal = async (directory: string): Promise<void> => {
  for (const file of await segmentFiles(directory)) {
    const bytes = await readFile(file);
    bytes.writeUInt32LE(0, 8);
    bytes.fill(0, 24, 56);
    bytes.writeUInt32LE(0, 12);
    bytes.writeUInt32LE(crc32(bytes.subarray(0, 64)), 12);
    await writeFile(join(directory, basename(file)), bytes);
  }
};
