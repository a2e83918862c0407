// FC-MEM-0001.R7: whether a name still stands for the file that was opened under it. A lock on an unlinked file locks nobody out,
// and a record in an unlinked or replaced segment is read by nobody; both look like success to whoever holds the descriptor.
// Asked synchronously and by name: on a local disk that is a look into the kernel's cache of names, which takes microseconds.
// Never by opening the file, because POSIX drops a process's lock with the first close. And a file that is being written is asked seldom:
// since Linux 6.13 a file whose times somebody has seen gets finer ones with its next write, and the flush of that write takes half as long again.
import { lstatSync, readSync, statSync, type BigIntStats } from "node:fs";
import { errnoOf } from "./journal-fault.ts";

export interface FileIdentity {
  readonly dev: bigint;
  readonly ino: bigint;
}

export const identityKey = ({ dev, ino }: FileIdentity): string => `${dev}:${ino}`;

const look = (file: string): BigIntStats | string => {
  try {
    return lstatSync(file, { bigint: true });
  } catch (error) {
    return errnoOf(error) === "ENOENT" ? "a name without a file" : `a name that cannot be looked up (${errnoOf(error)})`;
  }
};

/** The regular file that stands there now; not one that a link leads to. */
export const fileUnder = (file: string): FileIdentity | null => {
  const found = look(file);
  return typeof found !== "string" && found.isFile() ? found : null;
};

/** What the name stands for instead, or null while all is well. */
export const displacement = (file: string, held: FileIdentity): string | null => {
  const found = look(file);
  if (typeof found === "string") return found;
  return found.ino === held.ino && found.dev === held.dev ? null : "another file";
};

const oneByte = new Uint8Array(1);
const hasByte = (fd: number, position: number): boolean => readSync(fd, oneByte, 0, 1, position) === 1;

/** A file that only its holder changes has the length he gave it, which is at least 1. Found by reading at its end, which touches no times that a flush writes. */
export const lengthDisplacement = (fd: number, length: number): string | null => {
  try {
    if (!hasByte(fd, length - 1)) return `fewer than its ${length} bytes`;
    return hasByte(fd, length) ? `more than its ${length} bytes` : null;
  } catch (error) {
    return `a file that cannot be read (${errnoOf(error)})`;
  }
};

/** Longer than the steps in which any kernel tells times of files, but for whole seconds. */
const settledMs = 50;

interface Seen {
  readonly directory: BigIntStats;
  readonly sinceMs: number;
}

const isSame = (a: BigIntStats, b: BigIntStats): boolean => a.ino === b.ino && a.dev === b.dev && a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs;

/** Times in whole seconds may hide a second change. */
const isFine = ({ mtimeNs }: BigIntStats): boolean => mtimeNs % 1_000_000_000n !== 0n;

const placeOf = (directory: string): BigIntStats | null => {
  try {
    return statSync(directory, { bigint: true });
  } catch {
    return null;
  }
};

/**
 * Asks `displaced` only where names in the directory may have come to stand for other files since all was well: whatever makes, removes
 * or renames one changes the directory's times.
 */
export const unlessRenamed = (directory: string, displaced: () => string | null): (() => string | null) => {
  let seen: Seen | null = null;
  let trusted = false;
  return () => {
    const found = placeOf(directory);
    if (found === null) return displaced();
    const nowMs = performance.now();
    if (seen === null || !isSame(seen.directory, found)) {
      seen = { directory: found, sinceMs: nowMs };
      trusted = false;
    }
    if (trusted) return null;
    const answer = displaced();
    trusted = answer === null && isFine(found) && nowMs - seen.sinceMs > settledMs;
    return answer;
  };
};
