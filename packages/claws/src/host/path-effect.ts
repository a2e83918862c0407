// What the file claws have in common: the right access, a confined place, an end in time, and handles that are always closed.
import type { ClawContext, ClawResult } from "@femtoclaw/core";
import type { PathGrant } from "@femtoclaw/gate";
import { fault, type Fault, type FaultCode, type JsonObject, type JsonValue } from "@femtoclaw/protocol";
import { openPlace, type ConfinedPlace } from "./confined-place.ts";
import type { Confinement } from "./directory-walk.ts";
import { endingFault, startDeadline, type Deadline } from "./deadline.ts";

export interface PathEffect {
  readonly place: ConfinedPlace;
  readonly deadline: Deadline;
  /** From here on the effect is waited for, since it can no longer be said not to happen. */
  commit(): void;
}

export type PathOutcome =
  | { readonly error: Fault }
  | { readonly output: JsonValue; readonly measures: JsonObject };

/** A system call cannot be called back, so at the deadline a hanging one is left behind: it may read, but not yet commit. */
export const pathEffect = async (
  grant: PathGrant,
  access: PathGrant["access"],
  context: ClawContext,
  confinement: Confinement,
  work: (effect: PathEffect) => Promise<PathOutcome>,
): Promise<ClawResult> => {
  const deadline = startDeadline(grant.limits.timeoutMs, context.signal);
  const result = (it: PathOutcome): ClawResult => {
    const durationMs = deadline.elapsedMs();
    if (!("error" in it)) return { outcome: "ok", output: it.output, error: null, measures: { ...it.measures, confinement, durationMs } };
    return { outcome: outcomeOf(it.error.code), output: null, error: it.error, measures: { confinement, durationMs } };
  };
  let committed = false;
  const run = async (): Promise<PathOutcome> => {
    if (grant.access !== access) return { error: fault("FC_CLAW_GRANT_MISMATCH", `a grant to ${access}`, `a grant to ${grant.access}`) };
    const place = await openPlace(grant, confinement);
    if (!place.ok) return { error: place.fault };
    try {
      return await work({ place: place.value, deadline, commit: () => (committed = true) });
    } finally {
      await place.value.close();
    }
  };
  try {
    const running = run();
    const stopped = deadline.ended.then((why) => (committed ? running : { error: endingFault(why, grant.limits.timeoutMs) }));
    return result(await Promise.race([stopped, running]));
  } finally {
    deadline.release();
  }
};

const outcomeOf = (code: FaultCode): ClawResult["outcome"] => {
  switch (code) {
    case "FC_CLAW_TIMED_OUT":
      return "timed_out";
    case "FC_CLAW_CANCELLED":
      return "cancelled";
    case "FC_CLAW_GRANT_MISMATCH":
    case "FC_CLAW_PATH_ESCAPES":
    case "FC_CLAW_WRITE_TOO_LARGE":
      return "denied";
    default:
      return "failed";
  }
};
