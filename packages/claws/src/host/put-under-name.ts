// FC-CLAW-0003: the one step by which a written file comes to be, and what is left to do after it. Once the name stands, the
// effect has happened, and a record that said otherwise would lead to a second one; so what fails later is measured, not a failure.
import { link, rename, unlink } from "node:fs/promises";
import { ok, type Fault, type Result } from "@femtoclaw/protocol";
import type { ConfinedPlace } from "./confined-place.ts";
import { attempt } from "./system-call.ts";

export type Naming = {
  /** False where the directory could not be flushed: the file is in place, but a crash may still take its name away. */
  readonly directoryFlushed: boolean;
  /** False where the file still has its temporary name `.femtoclaw-….tmp` beside its own. */
  readonly temporaryRemoved: boolean;
};

/** Fails only where nothing was put under the name; then the temporary file is removed as well as it can be. */
export const putUnderName = async (place: ConfinedPlace, temporary: string, mode: "create" | "replace"): Promise<Result<Naming, Fault>> => {
  const target = place.entry(place.name);
  const named = await attempt(() => (mode === "replace" ? rename(temporary, target) : link(temporary, target)));
  if (!named.ok) {
    await attempt(() => unlink(temporary));
    return named;
  }
  const removed = mode === "replace" || (await attempt(() => unlink(temporary))).ok;
  const flushed = await attempt(() => place.syncParent());
  return ok({ directoryFlushed: flushed.ok, temporaryRemoved: removed });
};
