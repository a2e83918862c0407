// One deadline over a whole call, tries and pauses included, joined with the caller's signal and the brain's own end.
import type { Clock, StopSignal } from "@femtoclaw/core";
import { FemtoClawError, fault } from "@femtoclaw/protocol";

export interface CallDeadline {
  /** Aborts whatever the call is waiting for. */
  readonly signal: AbortSignal;
  remainingMs(): number;
  /** Why it was stopped, or null while it may go on. */
  stopped(): FemtoClawError | null;
  /** Resolves after the pause; rejects when the call is stopped first. */
  pause(delayMs: number): Promise<void>;
  /** Lets go of the timer and of every listener. */
  end(): void;
}

export const startCallDeadline = (clock: Clock, timeoutMs: number, signals: readonly StopSignal[]): CallDeadline => {
  const controller = new AbortController();
  const startMs = clock.nowMs();
  let reason: FemtoClawError | null = null;

  const stop = (why: FemtoClawError): void => {
    reason ??= why;
    controller.abort();
  };
  const cancel = (): void => stop(new FemtoClawError(fault("FC_BRAIN_CANCELLED", "an answer", "a stop before it came")));
  const cancelTimer = clock.after(timeoutMs, () =>
    stop(new FemtoClawError(fault("FC_BRAIN_TIMEOUT", `an answer within ${timeoutMs} ms`, "none"))),
  );
  for (const signal of signals) {
    if (signal.aborted) cancel();
    else signal.addEventListener("abort", cancel, { once: true });
  }

  return {
    signal: controller.signal,
    remainingMs: () => timeoutMs - (clock.nowMs() - startMs),
    stopped: () => reason,
    pause: (delayMs) =>
      new Promise((resolve, reject) => {
        if (reason !== null) return reject(reason);
        const onAbort = (): void => {
          cancelPause();
          reject(reason);
        };
        const cancelPause = clock.after(delayMs, () => {
          controller.signal.removeEventListener("abort", onAbort);
          resolve();
        });
        controller.signal.addEventListener("abort", onAbort, { once: true });
      }),
    end: () => {
      cancelTimer();
      for (const signal of signals) signal.removeEventListener("abort", cancel);
    },
  };
};
