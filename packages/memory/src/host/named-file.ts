// FC-MEM-0001.R7: whether a name still stands for the file that was opened under it. A lock on an unlinked file locks nobody out,
// and a record in an unlinked or replaced segment is read by nobody; both look like success to whoever holds the descriptor.
// Asked synchronously and by name: on a local disk that is a look into the kernel's cache of names, which takes microseconds.
// Never by opening the file, because POSIX drops a process's lock with the first close.
import { lstatSync, type BigIntStats } from "node:fs";
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

/** What the name stands for instead, or null while all is well. A file that only its holder changes has the length he gave it. */
export const displacement = (file: string, held: FileIdentity, length?: number): string | null => {
  const found = look(file);
  if (typeof found === "string") return found;
  if (found.ino !== held.ino || found.dev !== held.dev) return "another file";
  return length === undefined || found.size === BigInt(length) ? null : `a length of ${found.size} in place of ${length} bytes`;
};
