// Directories for the journal, readable by their owner alone. Not node's own recursive mkdir: that one reports EROFS as ENOENT,
// and in a place like /proc it does not return at all.
import { mkdir, realpath, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { errnoOf, fileError } from "./journal-fault.ts";
import { syncDirectory } from "./sync-directory.ts";

const isDirectory = (path: string): Promise<boolean> =>
  stat(path).then(
    (it) => it.isDirectory(),
    () => false,
  );

const make = async (directory: string): Promise<void> => {
  try {
    await mkdir(directory, { mode: 0o700 });
  } catch (error) {
    const errno = errnoOf(error);
    if (await isDirectory(directory)) return;
    const parent = dirname(directory);
    // Where the parent is there, its absence was not the reason.
    if (errno !== "ENOENT" || parent === directory || (await isDirectory(parent))) throw error;
    await make(parent);
    await mkdir(directory, { mode: 0o700 });
  }
  // The new name is in the parent, and durable only with it.
  await syncDirectory(dirname(directory));
};

/** With every missing parent. Throws FC_JOURNAL_OPEN_FAILED, FC_JOURNAL_READ_ONLY or FC_JOURNAL_FULL. */
export const makeDirectory = async (directory: string): Promise<void> => {
  try {
    await make(directory);
  } catch (error) {
    throw fileError("open", error, directory);
  }
};

/** Without links, so that one directory has one spelling and what is opened under it stays where it was. */
export const realDirectory = async (directory: string): Promise<string> => {
  try {
    return await realpath(directory);
  } catch (error) {
    throw fileError("open", error, directory);
  }
};
