import type { Clock } from "@femtoclaw/core";

/**
 * The wall clock as it stood when the process began, carried on by a clock that nobody sets: a correction of the time, or a
 * machine that slept, neither runs a budget out nor runs the record back.
 */
export const systemClock: Clock = {
  nowMs: () => Math.floor(performance.timeOrigin + performance.now()),
  after: (delayMs, callback) => {
    // Longer than a signed 32-bit delay would fire at once.
    const timer = setTimeout(callback, Math.min(delayMs, 2_147_483_647));
    return () => clearTimeout(timer);
  },
};
