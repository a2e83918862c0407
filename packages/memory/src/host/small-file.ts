// Small files beside the segments: read within a bound, and put under their name whole or not at all.
import { constants } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { errnoOf, fileError } from "./journal-fault.ts";

/** At most `maxBytes` of it; null where there is none. Throws FC_JOURNAL_READ_FAILED. */
export const readSmallFile = async (file: string, maxBytes: number): Promise<string | null> => {
  try {
    // Neither a link elsewhere nor a pipe that never answers.
    const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(maxBytes), 0, maxBytes, 0);
      return buffer.toString("utf8", 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return null;
    throw fileError("read", error, file);
  }
};

/** Flushed before it gets its name; `unfinished` is what it is called until then, and what bears that name after a crash is removed. */
export const writeSmallFile = async (file: string, text: string, unfinished = `${file}.new`): Promise<void> => {
  await rm(unfinished, { force: true });
  const handle = await open(unfinished, "wx", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(unfinished, file);
};
