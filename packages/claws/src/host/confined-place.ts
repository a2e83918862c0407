// FC-SEC-0001.R7 (G2): from a granted path to a handle, with nobody able to lead the way out.
//
// The adversary can write inside the root, and exchanges a directory for a symbolic link after the decision. A path is text, and
// the kernel would follow whatever stands there at the moment; a handle is the thing itself. So on Linux the way is walked from
// "/" in single steps: each component is opened below the handle of the one before (`/proc/self/fd/N/name`), as a directory
// and without following a link. The granted path is canonical, hence any link on the way was put there later, and ends the walk.
//
// Elsewhere there is no such path to a handle: the parent's real path is compared with the granted one and links are refused at
// the last component only, which leaves a moment between check and use. `confinement` in the record tells which of the two held.
import { constants, lstat, open, realpath } from "node:fs/promises";
import type { PathGrant } from "@femtoclaw/gate";
import { fail, fault, ok, type Fault, type Result } from "@femtoclaw/protocol";
import { attempt, escapes } from "./system-call.ts";

export type Confinement = "handles" | "realpath";
export const strongestConfinement: Confinement = process.platform === "linux" ? "handles" : "realpath";

/** The granted place: a parent directory that can no longer be exchanged, and a name in it. */
export interface ConfinedPlace {
  readonly confinement: Confinement;
  readonly name: string;
  /** A path for system calls that means an entry of the parent directory, whatever becomes of the tree. */
  entry(name: string): string;
  /** Flushes the parent directory, so that a new name in it survives a crash. */
  syncParent(): Promise<void>;
  close(): Promise<void>;
}

/** `O_PATH` of Linux: a handle to a place that needs no permission to read it and has no effect on it. Not in node:constants. */
export const O_PATH = 0o10000000;
const { O_DIRECTORY, O_NOFOLLOW, O_RDONLY } = constants;

/** The walk to the parent of the granted path. The caller closes what it gets. */
export const openPlace = async (grant: PathGrant, confinement: Confinement): Promise<Result<ConfinedPlace, Fault>> => {
  const components = componentsOf(grant.path);
  const root = componentsOf(grant.root);
  if (components === null || root === null || !root.every((it, index) => it === components[index])) {
    return fail(fault("FC_CLAW_GRANT_MISMATCH", "a canonical path under its root", "another path"));
  }
  // The root directory is its own entry.
  const name = components.at(-1) ?? ".";
  const parents = components.slice(0, -1);
  return confinement === "handles" ? await walk(parents, name) : await compare(`/${parents.join("/")}`, name);
};

const componentsOf = (path: string): readonly string[] | null => {
  if (!path.startsWith("/") || path.includes("\0")) return null;
  if (path === "/") return [];
  const components = path.slice(1).split("/");
  return components.every((it) => it !== "" && it !== "." && it !== "..") ? components : null;
};

const walk = async (parents: readonly string[], name: string): Promise<Result<ConfinedPlace, Fault>> => {
  const top = await attempt(() => open("/", O_PATH | O_DIRECTORY));
  if (!top.ok) return top;
  let here = top.value;
  for (const component of parents) {
    const below = await attempt(() => open(`/proc/self/fd/${here.fd}/${component}`, O_PATH | O_DIRECTORY | O_NOFOLLOW));
    if (!below.ok) {
      const isLink = await isSymbolicLink(`/proc/self/fd/${here.fd}/${component}`);
      await here.close();
      return fail(isLink ? escapes() : below.fault);
    }
    await here.close();
    here = below.value;
  }
  const parent = here;
  return ok({
    confinement: "handles",
    name,
    entry: (it) => `/proc/self/fd/${parent.fd}/${it}`,
    syncParent: async () => {
      // An O_PATH handle cannot be flushed; "." below it is the same directory.
      const directory = await open(`/proc/self/fd/${parent.fd}/.`, O_RDONLY | O_DIRECTORY);
      await directory.sync().finally(() => directory.close());
    },
    close: () => parent.close(),
  });
};

const compare = async (parent: string, name: string): Promise<Result<ConfinedPlace, Fault>> => {
  const real = await attempt(() => realpath(parent));
  if (!real.ok) return real;
  if (real.value !== parent) return fail(escapes());
  const entry = (it: string): string => `${parent === "/" ? "" : parent}/${it}`;
  return ok({
    confinement: "realpath",
    name,
    entry,
    syncParent: async () => {
      const directory = await open(parent, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
      await directory.sync().finally(() => directory.close());
    },
    close: () => Promise.resolve(),
  });
};

const isSymbolicLink = async (path: string): Promise<boolean> => {
  const stat = await attempt(() => lstat(path));
  return stat.ok && stat.value.isSymbolicLink();
};
