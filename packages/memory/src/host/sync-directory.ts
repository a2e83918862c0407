import { open, type FileHandle } from "node:fs/promises";
import { fileError } from "./journal-fault.ts";

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
