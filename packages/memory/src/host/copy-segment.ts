// A segment's header and frames, byte by byte into a new file, flushed; and what a file comes to.
import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { fileError } from "./journal-fault.ts";

const pieceBytes = 1_048_576;

/** Calls back with each piece, up to `length`. Rejects where the file is shorter. */
const eachPiece = async (from: FileHandle, length: number, take: (piece: Uint8Array) => Promise<void> | void): Promise<void> => {
  const buffer = Buffer.alloc(Math.min(length, pieceBytes));
  for (let at = 0; at < length; ) {
    const { bytesRead } = await from.read(buffer, 0, Math.min(buffer.length, length - at), at);
    if (bytesRead === 0) throw new Error("the segment became shorter");
    await take(buffer.subarray(0, bytesRead));
    at += bytesRead;
  }
};

const openToRead = (file: string): Promise<FileHandle> =>
  open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch((error: unknown) => {
    throw fileError("read", error, file);
  });

/** Resolves with `sha256:…` of what was copied, once it is on disk. */
export const copyFile = async (from: string, to: string, length: number): Promise<string> => {
  const digest = createHash("sha256");
  const source = await openToRead(from);
  try {
    const target = await open(to, "wx", 0o600);
    try {
      await eachPiece(source, length, async (piece) => {
        digest.update(piece);
        await target.writeFile(piece);
      });
      await target.sync();
    } finally {
      await target.close();
    }
  } catch (error) {
    throw fileError("write", error, to);
  } finally {
    await source.close();
  }
  return `sha256:${digest.digest("hex")}`;
};

/** `sha256:…` of the first `length` bytes, and how long it is; null where there are fewer, or none that can be read. */
export const digestOfFile = async (file: string, length: number): Promise<{ readonly digest: string; readonly bytes: number } | null> => {
  const digest = createHash("sha256");
  const source = await openToRead(file).catch(() => null);
  if (source === null) return null;
  try {
    const found = await source.stat();
    if (!found.isFile()) return null;
    await eachPiece(source, length, (piece) => void digest.update(piece));
    return { digest: `sha256:${digest.digest("hex")}`, bytes: found.size };
  } catch {
    return null;
  } finally {
    await source.close();
  }
};
