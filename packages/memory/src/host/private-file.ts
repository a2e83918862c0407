// A file that holds a key: read only where nobody else could have read or changed it, and made so that it is there whole or not at all.
import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { link, open, unlink, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { fault, FemtoClawError } from "@femtoclaw/protocol";
import { errnoOf } from "./journal-fault.ts";
import { syncDirectory } from "./sync-directory.ts";

const refuse = (code: "FC_KEY_FILE" | "FC_KEY_EXPOSED", expected: string, found: string, file: string): FemtoClawError =>
  new FemtoClawError(fault(code, expected, found, { file }));

const readOwn = async (handle: FileHandle, file: string, maxBytes: number): Promise<string> => {
  const found = await handle.stat();
  if (!found.isFile()) throw refuse("FC_KEY_FILE", "a regular file", "another kind of thing", file);
  if (found.uid !== process.geteuid?.()) throw refuse("FC_KEY_EXPOSED", "a key that belongs to this user", `one of user ${found.uid}`, file);
  if ((found.mode & 0o077) !== 0) throw refuse("FC_KEY_EXPOSED", "a key that only its owner can read, mode 600", `mode ${(found.mode & 0o777).toString(8)}`, file);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(maxBytes), 0, maxBytes, 0);
  return buffer.toString("utf8", 0, bytesRead);
};

const withHandle = async <T>(handle: FileHandle, use: (handle: FileHandle) => Promise<T>): Promise<T> => {
  try {
    return await use(handle);
  } finally {
    await handle.close();
  }
};

/** Neither a link, which somebody else could turn elsewhere, nor a pipe that never answers. */
const openOwn = (file: string): Promise<FileHandle> => open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);

/** Null where there is no such file. Throws FC_KEY_FILE and FC_KEY_EXPOSED; what stands in the file is in none of them. */
export const readPrivateFile = async (file: string, maxBytes: number): Promise<string | null> => {
  try {
    return await withHandle(await openOwn(file), (handle) => readOwn(handle, file, maxBytes));
  } catch (error) {
    if (error instanceof FemtoClawError) throw error;
    if (errnoOf(error) === "ENOENT") return null;
    throw refuse("FC_KEY_FILE", "a key that can be read, and no link", errnoOf(error), file);
  }
};

/** Mode 600, flushed before it has its name. False where the name was taken: nothing is ever overwritten. Throws FC_KEY_FILE. */
export const makePrivateFile = async (file: string, text: string): Promise<boolean> => {
  const draft = `${file}.${randomBytes(8).toString("hex")}`;
  try {
    await withHandle(await open(draft, "wx", 0o600), async (handle) => {
      await handle.writeFile(text);
      await handle.sync();
    });
    try {
      await link(draft, file);
    } finally {
      await unlink(draft);
    }
    await syncDirectory(dirname(file));
    return true;
  } catch (error) {
    if (errnoOf(error) === "EEXIST") return false;
    throw refuse("FC_KEY_FILE", "a new file for the key", errnoOf(error), file);
  }
};
