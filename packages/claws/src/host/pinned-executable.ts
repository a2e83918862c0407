// FC-SEC-0001.R10: a pinned program is hashed right before it starts. On Linux it is then started through the handle that was
// hashed, so that a file put in its place in between is not what runs. A script is started by its path, since its interpreter
// opens it by name; there the check is as late as it can be, and no more.
import { createHash } from "node:crypto";
import { constants, open, type FileHandle } from "node:fs/promises";
import { fail, fault, ok, type Fault, type Result } from "@femtoclaw/protocol";
import type { Deadline } from "./deadline.ts";

export interface PinnedExecutable {
  /** What to hand to the operating system in place of the path. */
  readonly file: string;
  close(): Promise<void>;
}

/** `digest` is `sha256:…`. The handle must stay open until the program has started. */
export const openPinned = async (path: string, digest: string, deadline: Deadline): Promise<Result<PinnedExecutable, Fault>> => {
  let handle: FileHandle;
  try {
    handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return fail(changed("no readable file"));
  }
  const refuse = async (found: string): Promise<Result<PinnedExecutable, Fault>> => {
    await handle.close();
    return fail(changed(found));
  };
  try {
    if (!(await handle.stat()).isFile()) return await refuse("no regular file");
    const hash = createHash("sha256");
    let head = Buffer.alloc(0);
    for await (const chunk of handle.createReadStream({ autoClose: false, start: 0, signal: deadline.signal })) {
      if (!Buffer.isBuffer(chunk)) continue;
      if (head.length < 2) head = Buffer.concat([head, chunk.subarray(0, 2)]);
      hash.update(chunk);
    }
    if (`sha256:${hash.digest("hex")}` !== digest) return await refuse("another digest");
    const isScript = head.toString("latin1", 0, 2) === "#!";
    const file = process.platform === "linux" && !isScript ? `/proc/self/fd/${handle.fd}` : path;
    return ok({ file, close: () => handle.close() });
  } catch {
    return await refuse("a file that could not be read to its end");
  }
};

const changed = (found: string): Fault => fault("FC_CLAW_EXECUTABLE_CHANGED", "the program with the pinned digest", found);
