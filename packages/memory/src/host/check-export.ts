// FC-AUDIT-0001.R12: an export in a file, checked line by line in the memory of its longest line.
import { constants } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { decodeUtf8, fault, FemtoClawError, type Sha256 } from "@femtoclaw/protocol";
import { checkLines, type CheckedLines } from "../export/check-lines.ts";
import { maxSegmentBytes } from "../frame.ts";
import { errnoOf } from "./journal-fault.ts";
import { sha256 as hostSha256 } from "./sha256.ts";

/** No record is longer than this, and no other line. */
const mostLineBytes = maxSegmentBytes / 2;
const pieceBytes = 1_048_576;
const newline = 0x0a;
const progressEvery = 10_000;

/** Lines without their newlines, and at last what follows the last newline. */
async function* linesOf(handle: FileHandle): AsyncGenerator<Uint8Array, Uint8Array | "too long", undefined> {
  let begun: Buffer[] = [];
  let length = 0;
  const buffer = Buffer.alloc(pieceBytes);
  for (;;) {
    const { bytesRead } = await handle.read(buffer, 0, pieceBytes, null);
    if (bytesRead === 0) return Buffer.concat(begun);
    let from = 0;
    for (let at = buffer.indexOf(newline); at !== -1 && at < bytesRead; at = buffer.indexOf(newline, from)) {
      yield Buffer.concat([...begun, buffer.subarray(from, at)]);
      [begun, length] = [[], 0];
      from = at + 1;
    }
    // Copied: the buffer is read into again.
    begun.push(Buffer.from(buffer.subarray(from, bytesRead)));
    length += bytesRead - from;
    if (length > mostLineBytes) return "too long";
  }
}

export interface CheckOptions {
  /** That of a checkpoint which is kept elsewhere. */
  readonly size?: number;
  readonly onProgress?: (lines: number) => void;
  readonly sha256?: Sha256;
}

/** Throws FC_EXPORT_INVALID with the line that is the first not to be what was taken out, and FC_CONFIG_FILE for what cannot be read. */
export const checkExport = async (file: string, { size, onProgress, sha256 = hostSha256 }: CheckOptions = {}): Promise<CheckedLines> => {
  const check = checkLines(sha256, size ?? null);
  let line = 1;
  const invalid = (expected: string, found: string): FemtoClawError => new FemtoClawError(fault("FC_EXPORT_INVALID", expected, found, { file, line }));
  const unreadable = (error: unknown): FemtoClawError => new FemtoClawError(fault("FC_CONFIG_FILE", "an export that can be read", errnoOf(error), { file }));
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: unknown) => {
    throw unreadable(error);
  });
  try {
    const lines = linesOf(handle);
    for (;;) {
      const next = await lines.next().catch((error: unknown) => {
        throw unreadable(error);
      });
      if (next.done === true) {
        if (next.value === "too long") throw invalid(`lines of at most ${mostLineBytes} bytes`, "a longer one");
        if (line === 1 && next.value.length === 0) throw invalid("at least one record", "an empty file");
        if (next.value.length > 0) throw invalid("a last line that ends with a newline", "one that was cut");
        const checked = check.end();
        if (!checked.ok) throw invalid("an export as it was taken out", checked.fault);
        return checked.value;
      }
      const text = decodeUtf8(next.value);
      if (!text.ok) throw invalid("UTF-8", "other bytes");
      const added = check.add(text.value);
      if (!added.ok) throw invalid("a record that follows the one before, as it was taken out", added.fault);
      if (line % progressEvery === 0) onProgress?.(line);
      line += 1;
    }
  } finally {
    await handle.close();
  }
};
