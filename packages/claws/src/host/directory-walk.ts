// FC-SEC-0001.R7 (G2): from a canonical path to a handle, with nobody able to lead the way out.
//
// The adversary can write on the way, and exchanges a directory for a symbolic link after the decision. A path is text, and the
// kernel would follow whatever stands there at the moment; a handle is the thing itself. So on Linux the way is walked from
// "/" in single steps: each component is opened below the handle of the one before (`/proc/self/fd/N/name`), as a directory
// and without following a link. The granted path is canonical, hence any link on the way was put there later, and ends the walk.
import { constants, lstat, open, type FileHandle } from "node:fs/promises";
import { fail, type Fault, type Result } from "@femtoclaw/protocol";
import { attempt, escapes } from "./system-call.ts";

/** `handles` is the walk; `realpath` a comparison of real paths, which leaves a moment between check and use. */
export type Confinement = "handles" | "realpath";
export const strongestConfinement: Confinement = process.platform === "linux" ? "handles" : "realpath";

/** `O_PATH` of Linux: a handle to a place that needs no permission to read it and has no effect on it. Not in node:constants. */
export const O_PATH = 0o10000000;
const { O_DIRECTORY, O_NOFOLLOW } = constants;

/** The names on the way from "/"; null for a path that is not canonical. */
export const componentsOf = (path: string): readonly string[] | null => {
  if (!path.startsWith("/") || path.includes("\0")) return null;
  if (path === "/") return [];
  const components = path.slice(1).split("/");
  return components.every((it) => it !== "" && it !== "." && it !== "..") ? components : null;
};

/** An `O_PATH` handle to the directory, on Linux only. The caller closes it. */
export const walkTo = async (components: readonly string[]): Promise<Result<FileHandle, Fault>> => {
  const top = await attempt(() => open("/", O_PATH | O_DIRECTORY));
  if (!top.ok) return top;
  let here = top.value;
  for (const component of components) {
    const below = await attempt(() => open(`/proc/self/fd/${here.fd}/${component}`, O_PATH | O_DIRECTORY | O_NOFOLLOW));
    if (!below.ok) {
      const isLink = await isSymbolicLink(`/proc/self/fd/${here.fd}/${component}`);
      await here.close();
      return fail(isLink ? escapes() : below.fault);
    }
    await here.close();
    here = below.value;
  }
  return { ok: true, value: here };
};

const isSymbolicLink = async (path: string): Promise<boolean> => {
  const stat = await attempt(() => lstat(path));
  return stat.ok && stat.value.isSymbolicLink();
};
