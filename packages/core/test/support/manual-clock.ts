import type { Clock } from "../../src/index.ts";

interface Timer {
  readonly dueMs: number;
  readonly callback: () => void;
}

export interface ManualClock extends Clock {
  /** Lets time pass; timers that fall due call back in order. */
  advance(ms: number): void;
  /** What the wall says, without any timer noticing. */
  jump(ms: number): void;
  /** Milliseconds until the next timer; null when there is none. */
  nextMs(): number | null;
  timers(): number;
}

export const createManualClock = (startMs = 1_700_000_000_000): ManualClock => {
  let passedMs = 0;
  let wallMs = startMs;
  let timers: Timer[] = [];
  const earliest = (): Timer | undefined => timers.toSorted((a, b) => a.dueMs - b.dueMs)[0];
  return {
    nowMs: () => wallMs,
    after: (delayMs, callback) => {
      const timer = { dueMs: passedMs + delayMs, callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((it) => it !== timer);
      };
    },
    advance(ms) {
      const endMs = passedMs + ms;
      for (let next = earliest(); next !== undefined && next.dueMs <= endMs; next = earliest()) {
        const timer = next;
        timers = timers.filter((it) => it !== timer);
        wallMs += timer.dueMs - passedMs;
        passedMs = timer.dueMs;
        timer.callback();
      }
      wallMs += endMs - passedMs;
      passedMs = endMs;
    },
    jump(ms) {
      wallMs += ms;
    },
    nextMs: () => {
      const next = earliest();
      return next === undefined ? null : next.dueMs - passedMs;
    },
    timers: () => timers.length,
  };
};
