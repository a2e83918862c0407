import type { Clock } from "@femtoclaw/core";

/** Beyond this a timer of the host would fire at once. */
const maxDelayMs = 0x7fff_ffff;

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, Math.min(delayMs, maxDelayMs));
    return () => clearTimeout(timer);
  },
};
