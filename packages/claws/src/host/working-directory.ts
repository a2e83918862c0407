// FC-SEC-0001.R7 (G2): the granted working directory itself, not what stands under its name by the time the program starts.
import { realpath } from "node:fs/promises";
import { fail, fault, ok, type Fault, type Result } from "@femtoclaw/protocol";
import { componentsOf, walkTo, type Confinement } from "./directory-walk.ts";
import { attempt, escapes } from "./system-call.ts";

export interface WorkingDirectory {
  /** What to hand to the operating system in place of the path. The program sees the real one. */
  readonly path: string;
  close(): Promise<void>;
}

/** The handle must stay open until the program has started. */
export const openWorkingDirectory = async (cwd: string, confinement: Confinement): Promise<Result<WorkingDirectory, Fault>> => {
  const components = componentsOf(cwd);
  if (components === null) return fail(fault("FC_CLAW_GRANT_MISMATCH", "a canonical working directory", "another path"));
  if (confinement === "realpath") {
    const real = await attempt(() => realpath(cwd));
    if (!real.ok) return fail(unusable(real.fault));
    return real.value === cwd ? ok({ path: cwd, close: () => Promise.resolve() }) : fail(escapes());
  }
  const walked = await walkTo(components);
  if (!walked.ok) return fail(unusable(walked.fault));
  const handle = walked.value;
  return ok({ path: `/proc/self/fd/${handle.fd}`, close: () => handle.close() });
};

const unusable = (it: Fault): Fault =>
  it.code === "FC_CLAW_PATH_ESCAPES" ? it : fault("FC_CLAW_SPAWN_FAILED", "the granted working directory", it.found);
