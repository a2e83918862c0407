/**
 * When to ask a server again, and when to stop:
 *
 *   delay(n) = half of min(maxDelay, baseDelay · 2^(n-1)), plus a random part of the other half      n = 1 after the first try
 *   a server that says retry-after is waited for that long, plus a random part of baseDelay
 *   stop     = n > retries, or the delay would not leave any of the remaining time
 *
 * The random part keeps many clients that failed together from coming back together.
 */
export interface RetrySchedule {
  /** Tries after the first one. */
  readonly retries: number;
  readonly baseDelayMs: number;
  readonly maxDelayMs: number;
}

export const defaultRetrySchedule: RetrySchedule = Object.freeze({ retries: 3, baseDelayMs: 500, maxDelayMs: 8_000 });

export interface FailedTry {
  /** Counts from 1: how many tries have failed so far. */
  readonly attempt: number;
  /** What the server asked for, or null. */
  readonly retryAfterMs: number | null;
  /** Until the deadline of the whole call. */
  readonly remainingMs: number;
  /** From 0 up to, not including, 1. */
  readonly random: number;
}

export type NextTry = { readonly again: true; readonly delayMs: number } | { readonly again: false };

export const nextTry = (schedule: RetrySchedule, failed: FailedTry): NextTry => {
  const { attempt, retryAfterMs, remainingMs, random } = failed;
  if (attempt > schedule.retries) return { again: false };
  const ceiling = Math.min(schedule.maxDelayMs, schedule.baseDelayMs * 2 ** (attempt - 1));
  const delayMs =
    retryAfterMs === null
      ? Math.floor(ceiling / 2 + (ceiling / 2) * random)
      : retryAfterMs + Math.floor(schedule.baseDelayMs * random);
  return delayMs < remainingMs ? { again: true, delayMs } : { again: false };
};
