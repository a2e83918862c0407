// FC-STORAGE-0001: one segment being written. Nothing here is ever tried twice: after a failed flush the kernel may have dropped
// the very pages that failed, and a second flush would then report success for bytes that are gone (FC-MEM-0001.R6).
import { close, constants, fdatasync, fstat, open as openFile, write } from "node:fs";
import { open, rename, type FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import { crc32 } from "node:zlib";
import { encodeSegmentHeader, segmentHeaderBytes, type SegmentHeader } from "../frame.ts";
import { segmentName } from "../segment-name.ts";
import { fileError } from "./journal-fault.ts";
import { displacement, type FileIdentity } from "./named-file.ts";

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

/** Callback file calls: at one flush a tenth of a millisecond, what promises add on top is felt. */
const writeAll = (fd: number, file: string, bytes: Uint8Array, position: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const next = (from: number): void => {
      write(fd, bytes, from, bytes.length - from, position + from, (error, written) => {
        if (error !== null) reject(fileError("write", error, file));
        else if (from + written >= bytes.length) resolve();
        else if (written === 0) reject(fileError("write", { code: "a write of no bytes" }, file));
        else next(from + written);
      });
    };
    next(0);
  });

const flush = (fd: number, file: string): Promise<void> =>
  new Promise((resolve, reject) => {
    fdatasync(fd, (error) => (error === null ? resolve() : reject(fileError("sync", error, file))));
  });

/** Makes names in a directory durable: creation and renaming are not until the directory itself is flushed. */
export const syncDirectory = async (directory: string): Promise<void> => {
  let handle: FileHandle | null = null;
  try {
    handle = await open(directory, "r");
    await handle.sync();
  } catch (error) {
    throw fileError("sync", error, directory);
  } finally {
    await handle?.close();
  }
};

interface OpenSegment {
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

const segmentFile = ({ fd, identity, firstSeq, file, preallocateBytes, segmentBytes, ...begin }: OpenSegment): SegmentFile => {
  let { end, allocated } = begin;
  return {
    firstSeq,
    file,
    end: () => end,
    append: async (bytes) => {
      const next = end + bytes.length;
      await writeAll(fd, file, bytes, end);
      if (next > allocated) {
        allocated = Math.max(next, Math.min(segmentBytes, next + preallocateBytes));
        if (allocated > next) await writeAll(fd, file, new Uint8Array(allocated - next), next);
      }
      await flush(fd, file);
      end = next;
    },
    cut: async (length) => {
      if (length === 0) return;
      await writeAll(fd, file, new Uint8Array(length), end);
      await flush(fd, file);
    },
    displaced: () => displacement(file, identity, allocated),
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
export const createSegment = async (directory: string, header: SegmentHeader, sizes: SegmentSizes): Promise<SegmentFile> => {
  const file = join(directory, segmentName(header.firstSeq));
  const bytes = new Uint8Array(Math.min(sizes.segmentBytes, segmentHeaderBytes + sizes.preallocateBytes));
  bytes.set(encodeSegmentHeader(header, crc32), 0);
  // Recovery removed what a crash left of this name; whatever bears it now is not ours to write into.
  const { fd, identity } = await openFd(`${file}${unfinishedSuffix}`, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL);
  await writeAll(fd, file, bytes, 0);
  await flush(fd, file);
  try {
    await rename(`${file}${unfinishedSuffix}`, file);
  } catch (error) {
    throw fileError("write", error, file);
  }
  await syncDirectory(dirname(file));
  return segmentFile({ fd, identity, firstSeq: header.firstSeq, file, end: segmentHeaderBytes, allocated: bytes.length, ...sizes });
};

export const reopenSegment = async (
  { firstSeq, file }: { readonly firstSeq: number; readonly file: string },
  end: number,
  allocated: number,
  sizes: SegmentSizes,
): Promise<SegmentFile> => segmentFile({ ...(await openFd(file, constants.O_RDWR)), firstSeq, file, end, allocated, ...sizes });
