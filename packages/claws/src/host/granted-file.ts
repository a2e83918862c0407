// FC-SEC-0001.R7: the granted thing itself, never what its name may lead to.
import { constants, lstat, open, type FileHandle } from "node:fs/promises";
import { fail, fault, type Fault, type Result } from "@femtoclaw/protocol";
import type { ConfinedPlace } from "./confined-place.ts";
import { O_PATH } from "./directory-walk.ts";
import { attempt, escapes } from "./system-call.ts";

const { O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants;

/**
 * Opens the granted thing itself and nothing that its name may lead to. On Linux it is looked at through a handle that does not
 * touch it, and only then opened for reading, so that no FIFO is waited for and no device is set going.
 */
export const openGranted = async (place: ConfinedPlace, kind: "file" | "directory"): Promise<Result<FileHandle, Fault>> => {
  const path = place.entry(place.name);
  const looked = place.confinement === "handles" ? await attempt(() => open(path, O_PATH | O_NOFOLLOW)) : await attempt(() => lstat(path));
  if (!looked.ok) return looked;
  const look = looked.value;
  const stat = "fd" in look ? await look.stat() : look;
  const fitting = kind === "file" ? stat.isFile() : stat.isDirectory();
  try {
    if (stat.isSymbolicLink()) return fail(escapes());
    if (!fitting) return fail(fault("FC_CLAW_PATH_KIND", kind === "file" ? "a regular file" : "a directory", "something else"));
    const flags = O_RDONLY | O_NONBLOCK | (kind === "directory" ? O_DIRECTORY : 0);
    const opened = await attempt(() => ("fd" in look ? open(`/proc/self/fd/${look.fd}`, flags) : open(path, flags | O_NOFOLLOW)));
    if (!opened.ok) return opened;
    const now = await opened.value.stat();
    if (now.ino === stat.ino && now.dev === stat.dev) return opened;
    await opened.value.close();
    return fail(escapes());
  } finally {
    if ("fd" in look) await look.close();
  }
};
