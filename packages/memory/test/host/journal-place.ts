// Places for journals on a real disk, and what tests do to the files in them.
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import type { JournalRecord, RecordDraft } from "@femtoclaw/core";
import { FemtoClawError } from "@femtoclaw/protocol";
import { encodeFrame, openFrame, payloadOf, segmentHeaderBytes, type Frame } from "@femtoclaw/memory";
import { openFileJournal, type FileJournalOptions } from "@femtoclaw/memory/host";

export const inPlace = async <T>(use: (directory: string) => Promise<T>): Promise<T> => {
  const base = await mkdtemp(join(tmpdir(), "femtoclaw-journal-"));
  try {
    return await use(join(base, "journal"));
  } finally {
    await rm(base, { recursive: true, force: true });
  }
};

/** Appends each batch by itself, so that each is one write and one flush, and closes. */
export const writeJournal = async (
  directory: string,
  batches: readonly (readonly RecordDraft[])[],
  options: Partial<FileJournalOptions> = {},
): Promise<void> => {
  const { journal } = await openFileJournal({ directory, ...options });
  for (const batch of batches) await journal.append(batch);
  await journal.close();
};

export const readAll = async (records: AsyncIterable<JournalRecord>): Promise<readonly JournalRecord[]> => {
  const all: JournalRecord[] = [];
  for await (const record of records) all.push(record);
  return all;
};

export const segmentFiles = async (directory: string): Promise<readonly string[]> =>
  (await readdir(directory)).filter((name) => name.endsWith(".segment")).sort().map((name) => join(directory, name));

export const onlySegment = async (directory: string): Promise<string> => {
  const [file, more] = await segmentFiles(directory);
  if (file === undefined || more !== undefined) throw new Error("expected exactly one segment");
  return file;
};

export const framesOf = (segment: Uint8Array): readonly Frame[] => {
  const frames: Frame[] = [];
  for (let at = segmentHeaderBytes; ; ) {
    const frame = openFrame(segment, at, 1_000_000, crc32);
    if (!frame.ok) return frames;
    frames.push(frame.value);
    at += Math.ceil((12 + frame.value.payloadBytes) / 8) * 8;
  }
};

/** A copy of the segments alone: as after a crash before index and head file knew of the last batches. */
export const copySegments = async (from: string, to: string): Promise<void> => {
  await cp(from, to, { recursive: true, filter: (source) => !source.includes("/index") && !source.endsWith(".json") });
};

/** What an operator does who accepts a loss: nothing but the segments is left. */
export const forgetHeads = async (directory: string): Promise<void> => {
  await rm(join(directory, "head.json"), { force: true });
  await rm(join(directory, "index"), { recursive: true, force: true });
};

/** Writes the payloads anew, each frame a batch of its own with a checksum that fits: what somebody with an editor and zlib can do. */
export const rewriteSegment = async (file: string, change: (payloads: readonly string[]) => readonly string[]): Promise<void> => {
  const segment = await readFile(file);
  const payloads = framesOf(segment).map((frame) => Buffer.from(payloadOf(segment, frame)).toString());
  const parts: Uint8Array[] = [segment.subarray(0, segmentHeaderBytes)];
  let at = segmentHeaderBytes;
  for (const payload of change(payloads)) {
    const frame = encodeFrame(Buffer.from(payload), at, crc32);
    parts.push(frame);
    at += frame.length;
  }
  await writeFile(file, Buffer.concat([...parts, Buffer.alloc(Math.max(0, segment.length - at))]));
};

export const codeOf = async (act: Promise<unknown>): Promise<string> => {
  try {
    await act;
  } catch (error) {
    return error instanceof FemtoClawError ? error.code : `no code, but ${String(error)}`;
  }
  return "no rejection";
};

export const faultOf = async (act: Promise<unknown>): Promise<string> => {
  try {
    await act;
  } catch (error) {
    return error instanceof FemtoClawError ? JSON.stringify(error.fault) : String(error);
  }
  return "no rejection";
};
