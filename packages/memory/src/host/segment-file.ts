// FC-STORAGE-0001: one segment being written. Nothing here is ever tried twice (FC-MEM-0001.R6).
import { close, constants, fstat, open as openFile } from "node:fs";
import { rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { crc32 } from "node:zlib";
import { encodeSegmentHeader, segmentHeaderBytes, type SegmentHeader } from "../frame.ts";
import { segmentName } from "../segment-name.ts";
import type { Disk } from "./disk.ts";
import { fileError } from "./journal-fault.ts";
import { displacement, lengthDisplacement, unlessRenamed, type FileIdentity } from "./named-file.ts";
import { syncDirectory } from "./sync-directory.ts";

export interface SegmentFile {
  readonly firstSeq: number;
  readonly file: string;
  /** Where the next frame goes. */
  end(): number;
  /** Writes at the end and flushes; resolves when the bytes are on disk. One call at a time. */
  append(bytes: Uint8Array): Promise<void>;
  /** Fills `length` bytes from the end on with zeros and flushes: how a torn tail is cut. */
  cut(length: number): Promise<void>;
  /** What stands under the name in place of this very file, as it was written here; null while nothing does. */
  displaced(): string | null;
  close(): Promise<void>;
}

const nothing = new Uint8Array(0);

interface OpenSegment {
  readonly disk: Disk;
  readonly fd: number;
  readonly identity: FileIdentity;
  readonly firstSeq: number;
  readonly file: string;
  readonly end: number;
  /** The file's length. */
  readonly allocated: number;
  /** How far ahead zeros are written: a flush into zeros that are there already needs no new metadata. */
  readonly preallocateBytes: number;
  readonly segmentBytes: number;
}

const segmentFile = ({ disk, fd, identity, firstSeq, file, preallocateBytes, segmentBytes, ...begin }: OpenSegment): SegmentFile => {
  let { end, allocated } = begin;
  const renamed = unlessRenamed(dirname(file), () => displacement(file, identity));
  return {
    firstSeq,
    file,
    end: () => end,
    append: async (bytes) => {
      const next = end + bytes.length;
      const grown = next > allocated ? Math.max(next, Math.min(segmentBytes, next + preallocateBytes)) : allocated;
      const zeros = grown - Math.max(next, allocated);
      allocated = grown;
      await disk.write({ fd, file }, bytes, end, zeros);
      end = next;
    },
    cut: async (length) => {
      if (length > 0) await disk.write({ fd, file }, nothing, end, length);
    },
    displaced: () => renamed() ?? lengthDisplacement(fd, allocated),
    close: () => new Promise((resolve) => close(fd, () => resolve())),
  };
};

export interface SegmentSizes {
  readonly preallocateBytes: number;
  readonly segmentBytes: number;
}

/** Readable by the owner alone: records hold inputs and outputs. */
const openFd = (file: string, flags: number): Promise<{ readonly fd: number; readonly identity: FileIdentity }> =>
  new Promise((resolve, reject) => {
    openFile(file, flags | constants.O_NOFOLLOW, 0o600, (error, fd) => {
      if (error !== null) return reject(fileError("open", error, file));
      fstat(fd, { bigint: true }, (failure, identity) => {
        if (failure === null) return resolve({ fd, identity });
        close(fd, () => reject(fileError("open", failure, file)));
      });
    });
  });

/** The suffix of a segment that is not one yet. What bears it after a crash was never used. */
export const unfinishedSuffix = ".new";

/**
 * Order matters: contents on disk, then the name, then the directory. So a file with a segment's name always has a whole
 * header, and a bad header is damage and never a crash.
 */
export const createSegment = async (directory: string, header: SegmentHeader, sizes: SegmentSizes, disk: Disk): Promise<SegmentFile> => {
  const file = join(directory, segmentName(header.firstSeq));
  const allocated = Math.min(sizes.segmentBytes, segmentHeaderBytes + sizes.preallocateBytes);
  // Recovery removed what a crash left of this name; whatever bears it now is not ours to write into.
  const { fd, identity } = await openFd(`${file}${unfinishedSuffix}`, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL);
  await disk.write({ fd, file }, encodeSegmentHeader(header, crc32), 0, allocated - segmentHeaderBytes);
  try {
    await rename(`${file}${unfinishedSuffix}`, file);
  } catch (error) {
    throw fileError("write", error, file);
  }
  await syncDirectory(dirname(file));
  return segmentFile({ fd, identity, firstSeq: header.firstSeq, file, end: segmentHeaderBytes, allocated, ...sizes, disk });
};

export const reopenSegment = async (
  { firstSeq, file }: { readonly firstSeq: number; readonly file: string },
  end: number,
  allocated: number,
  sizes: SegmentSizes,
  disk: Disk,
): Promise<SegmentFile> => segmentFile({ ...(await openFd(file, constants.O_RDWR)), firstSeq, file, end, allocated, ...sizes, disk });
