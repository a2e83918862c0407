/**
 * FC-AUDIT-0001.R13: a file that appears under its name when it is whole and on disk, or not at all, and never in place of another.
 *
 *   NAME.unfinished   written and flushed
 *   link              gives it its name, unless that is taken; where a file system knows no links it is renamed
 *   directory         flushed
 */
import { link, lstat, open, rename, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { fault, FemtoClawError } from "@femtoclaw/protocol";

export interface OutputFile {
  write(text: string): Promise<void>;
  /** Resolves when the file has its name; to its length in bytes. */
  finish(): Promise<number>;
  /** Nothing is left. */
  discard(): Promise<void>;
}

const errnoOf = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : "an unknown error");

const refuse = (expected: string, found: string, file: string): FemtoClawError => new FemtoClawError(fault("FC_EXPORT_PLACE", expected, found, { file }));

const syncDirectory = async (directory: string): Promise<void> => {
  const handle = await open(directory, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const giveName = async (unfinished: string, file: string): Promise<void> => {
  try {
    await link(unfinished, file);
    await unlink(unfinished);
  } catch (error) {
    if (errnoOf(error) === "EEXIST") throw refuse("a new file", "one that is there", file);
    await rename(unfinished, file);
  }
  await syncDirectory(dirname(file));
};

/** Readable by its owner alone: records hold inputs and outputs. Throws FC_EXPORT_PLACE, as all of its functions do. */
export const createOutputFile = async (file: string): Promise<OutputFile> => {
  const unfinished = `${file}.unfinished`;
  const there = await lstat(file).then(() => "one that is there", (error: unknown) => (errnoOf(error) === "ENOENT" ? null : errnoOf(error)));
  if (there !== null) throw refuse("a new file", there, file);
  const handle = await open(unfinished, "wx", 0o600).catch((error: unknown) => {
    throw errnoOf(error) === "EEXIST" ? refuse("no export that was cut short", "one; look at it, and remove it", unfinished) : refuse("a new file", errnoOf(error), unfinished);
  });
  let bytes = 0;
  const discard = async (): Promise<void> => {
    await handle.close().catch(() => {});
    await unlink(unfinished).catch(() => {});
  };
  const attempt = async (act: () => Promise<void>): Promise<void> => {
    try {
      await act();
    } catch (error) {
      await discard();
      throw error instanceof FemtoClawError ? error : refuse("a file that can be written whole", errnoOf(error), file);
    }
  };
  return {
    write: (text) =>
      attempt(async () => {
        const piece = Buffer.from(text);
        bytes += piece.length;
        await handle.writeFile(piece);
      }),
    finish: async () => {
      await attempt(async () => {
        await handle.sync();
        await handle.close();
        await giveName(unfinished, file);
      });
      return bytes;
    },
    discard,
  };
};
