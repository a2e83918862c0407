// FC-SEC-0001.R7 (G2): the granted place, reached by the walk of directory-walk.ts.
//
// Outside Linux there is no path to a handle: the parent's real path is compared with the granted one and links are refused at
// the last component only, which leaves a moment between check and use. `confinement` in the record tells which of the two held.
import { constants, open, realpath } from "node:fs/promises";
import type { PathGrant } from "@femtoclaw/gate";
import { fail, fault, ok, type Fault, type Result } from "@femtoclaw/protocol";
import { componentsOf, walkTo, type Confinement } from "./directory-walk.ts";
import { attempt, escapes } from "./system-call.ts";

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

const walk = async (parents: readonly string[], name: string): Promise<Result<ConfinedPlace, Fault>> => {
  const walked = await walkTo(parents);
  if (!walked.ok) return walked;
  const parent = walked.value;
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
