// G10: how many executions of one capability go on at once in a runtime, however many runs ask for it. A further one waits for its
// turn, and its time limit runs: whoever is ended while it waits has not begun, and says so.
import type { Claw, ClawResult, StopSignal } from "@femtoclaw/core";
import { fault } from "@femtoclaw/protocol";

const notBegun: ClawResult = {
  outcome: "cancelled",
  output: null,
  error: fault("FC_CLAW_CANCELLED", "a turn among those that go on at once", "an end before it came"),
  measures: { started: false },
};

export const queueClaw = (claw: Claw, most: number): Claw => {
  let going = 0;
  const waiting = new Set<() => void>();

  /** Resolves to whether the turn came. */
  const turn = (signal: StopSignal): Promise<boolean> =>
    new Promise((resolve) => {
      const begin = (): void => {
        waiting.delete(begin);
        going += 1;
        resolve(true);
      };
      const giveUp = (): void => {
        if (waiting.delete(begin)) resolve(false);
      };
      if (going < most && !signal.aborted) return begin();
      waiting.add(begin);
      if (signal.aborted) return giveUp();
      signal.addEventListener("abort", giveUp, { once: true });
    });

  const leave = (): void => {
    going -= 1;
    const [next] = waiting;
    if (going < most) next?.();
  };

  return {
    descriptor: claw.descriptor,
    validateArgs: claw.validateArgs,
    execute: async (grant, context) => {
      if (!(await turn(context.signal))) return notBegun;
      try {
        return await claw.execute(grant, context);
      } finally {
        leave();
      }
    },
  };
};
