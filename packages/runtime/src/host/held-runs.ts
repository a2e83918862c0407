// FC-POL-0004.R2: the runs that this runtime carries on. A person's word goes on with a run that nobody carries on any more, and with
// that alone: two words at once, or one behind the back of whoever is being asked here, would start the same effect twice.
import type { Run } from "@femtoclaw/core";
import { fault, FemtoClawError, type RunId } from "@femtoclaw/protocol";

export interface HeldRuns {
  hold(run: Run): void;
  /** Lets go of a run that has ended, or that was left waiting; `thrown` is what its input came to instead of an answer. */
  settle(run: Run, thrown?: unknown): void;
  release(run: Run): void;
  all(): readonly Run[];
  /** Rejects with FC_APPROVAL_NOT_PENDING, and begins nothing, for a run that goes on here or is about to. */
  takeUp<T extends { readonly run: Run }>(id: RunId, begin: () => Promise<T>): Promise<T>;
}

const wasLeftWaiting = (thrown: unknown): boolean => thrown instanceof FemtoClawError && thrown.code === "FC_RUN_SUSPENDED";

export const createHeldRuns = (): HeldRuns => {
  const held = new Set<Run>();
  const beginning = new Set<RunId>();
  return {
    hold: (run) => void held.add(run),
    settle: (run, thrown) => {
      if (run.state().name === "TERMINATED" || wasLeftWaiting(thrown)) held.delete(run);
    },
    release: (run) => void held.delete(run),
    all: () => [...held],
    takeUp: async (id, begin) => {
      if (beginning.has(id) || [...held].some((it) => it.id === id)) {
        throw new FemtoClawError(fault("FC_APPROVAL_NOT_PENDING", "an execution that waits for a person", "a run that goes on here already"));
      }
      beginning.add(id);
      try {
        const begun = await begin();
        held.add(begun.run);
        return begun;
      } finally {
        beginning.delete(id);
      }
    },
  };
};
