// FC-AUDIT-0001: outlines of full segments on disk, beside the segments and not in the index: a reader takes no lock, and the index is
// behind the writer's. They are behind the journal and never in its way: one that cannot be written is missing, and costs readers time.
import { constants } from "node:fs";
import { lstat, open, readdir, rename, unlink } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import type { JournalHead, JournalRecord } from "@femtoclaw/core";
import type { Sha256 } from "@femtoclaw/protocol";
import { decodeSegmentHeader, segmentHeaderBytes, type SegmentHeader } from "../frame.ts";
import { decodeOutline, encodeOutline, foldOutline, mayHold, type OutlineFold, type SegmentOutline } from "../query/segment-outline.ts";
import type { RecordSelector } from "../query/record-selector.ts";
import { segmentName } from "../segment-name.ts";
import { errnoOf } from "./journal-fault.ts";
import { makeDirectory } from "./make-directory.ts";
import type { SegmentPlace } from "./segment-directory.ts";

/** All names of an outline at their bounds, and room to spare. */
const mostBytes = 4_194_304;
const ownFile = /^[0-9]{16}\.json(?:\.new)?$/;

const folderOf = (directory: string): string => join(directory, "outline");
export const outlineFile = (directory: string, firstSeq: number): string => join(folderOf(directory), segmentName(firstSeq).replace(/\.segment$/, ".json"));

/** Behind a link lie somebody else's files. */
const isFolder = (folder: string): Promise<boolean> => lstat(folder).then((it) => it.isDirectory(), () => false);

const readBeginning = async (file: string, most: number): Promise<Buffer> => {
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.min(size, most)), 0, Math.min(size, most), 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
};

/** Null for none, and for one that cannot be taken at its word. */
export const readOutline = async (directory: string, firstSeq: number, sha256: Sha256): Promise<SegmentOutline | null> => {
  if (!(await isFolder(folderOf(directory)))) return null;
  const bytes = await readBeginning(outlineFile(directory, firstSeq), mostBytes).catch(() => null);
  const outline = bytes === null ? null : decodeOutline(bytes.toString("utf8"), sha256);
  return outline?.firstSeq === firstSeq ? outline : null;
};

const headerOf = async ({ file, regular }: SegmentPlace): Promise<SegmentHeader | null> => {
  const bytes = regular ? await readBeginning(file, segmentHeaderBytes).catch(() => null) : null;
  const header = bytes === null ? null : decodeSegmentHeader(bytes, crc32);
  return header?.ok === true ? header.value : null;
};

/** A full segment, the one that follows it, and where reading stands; null where it begins. */
export type PassBy = (segment: SegmentPlace, next: SegmentPlace, head: JournalHead | null) => Promise<JournalHead | null>;

/** Where the journal stands after the segment, where its outline fits between its neighbours and nothing in it can be selected. */
export const passUnless = (directory: string, selector: RecordSelector, sha256: Sha256): PassBy => async (segment, next, head) => {
  const outline = await readOutline(directory, segment.firstSeq, sha256);
  if (outline === null || mayHold(outline, selector) || (head !== null && head.hash !== outline.prev)) return null;
  const [own, following] = [await headerOf(segment), await headerOf(next)];
  const fits = own?.firstSeq === outline.firstSeq && own.prev === outline.prev && following?.firstSeq === outline.lastSeq + 1 && following.prev === outline.hash;
  return fits ? { seq: outline.lastSeq, hash: outline.hash } : null;
};

const writeOutline = async (directory: string, outline: SegmentOutline, sha256: Sha256): Promise<void> => {
  const folder = folderOf(directory);
  if ((await lstat(folder).catch(errnoOf)) === "ENOENT") await makeDirectory(folder);
  if (!(await isFolder(folder))) return;
  const file = outlineFile(directory, outline.firstSeq);
  await unlink(`${file}.new`).catch(() => {});
  const handle = await open(`${file}.new`, "wx", 0o600);
  try {
    await handle.writeFile(encodeOutline(outline, sha256));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.new`, file);
};

/** Only for the holder of the lock. Whatever else lies there is somebody else's. */
export const removeOutlines = async (directory: string): Promise<void> => {
  const folder = folderOf(directory);
  if (!(await isFolder(folder))) return;
  for (const name of await readdir(folder)) if (ownFile.test(name)) await unlink(join(folder, name));
};

export interface OutlineWalk {
  /** Takes one record of the segment that begins with record `segment`. Records come in order. */
  add(record: JournalRecord, segment: number, hash: string): void;
  /** Resolves when all that is full is done with. Never rejects. */
  flush(): Promise<void>;
}

/** Hands out the outline of each segment when the next one has begun; none of a segment whose beginning was not seen. */
const walkOutlines = (take: (outline: SegmentOutline) => Promise<void>): OutlineWalk => {
  let current = 0;
  let fold: OutlineFold | null = null;
  let underWay: Promise<void> = Promise.resolve();
  return {
    add: (record, segment, hash) => {
      if (segment !== current) {
        const full = fold?.outline() ?? null;
        if (full !== null) underWay = underWay.then(() => take(full)).catch(() => {});
        current = segment;
        fold = record.seq === segment ? foldOutline({ seq: segment - 1, hash: record.prev }) : null;
      }
      fold?.add(record, hash);
    },
    flush: () => underWay,
  };
};

/** `mayWrite` says whether the journal's names are still its holder's. */
export const keepOutlines = (directory: string, mayWrite: () => boolean, sha256: Sha256): OutlineWalk =>
  walkOutlines(async (outline) => {
    if (mayWrite()) await writeOutline(directory, outline, sha256);
  });

/** Calls back with the file of each outline that says something else than its records. */
export const compareOutlines = (directory: string, onContradiction: (file: string) => void, sha256: Sha256): OutlineWalk =>
  walkOutlines(async (outline) => {
    const kept = await readOutline(directory, outline.firstSeq, sha256);
    if (kept !== null && encodeOutline(kept, sha256) !== encodeOutline(outline, sha256)) onContradiction(outlineFile(directory, outline.firstSeq));
  });
