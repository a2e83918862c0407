import { expect, test } from "vitest";
import { nextTry, type FailedTry } from "../src/retry.ts";
import { parseRetryAfter } from "../src/retry-after.ts";

const schedule = { retries: 4, baseDelayMs: 100, maxDelayMs: 500 };
const failed: FailedTry = { attempt: 1, retryAfterMs: null, remainingMs: 60_000, random: 0 };
const delays = (random: number) =>
  [1, 2, 3, 4, 5].map((attempt) => {
    const next = nextTry(schedule, { ...failed, attempt, random });
    return next.again ? next.delayMs : null;
  });

test("pauses double up to their bound, half of each at random, and end after the allowed retries", () => {
  expect(delays(0)).toEqual([50, 100, 200, 250, null]);
  expect(delays(0.999)).toEqual([99, 199, 399, 499, null]);
});

test("a server that names its time is waited for that long and a little longer", () => {
  expect(nextTry(schedule, { ...failed, retryAfterMs: 3_000 })).toEqual({ again: true, delayMs: 3_000 });
  expect(nextTry(schedule, { ...failed, retryAfterMs: 3_000, random: 0.5 })).toEqual({ again: true, delayMs: 3_050 });
});

test("a pause that would outlast the deadline is not begun", () => {
  expect(nextTry(schedule, { ...failed, retryAfterMs: 3_000, remainingMs: 3_000 })).toEqual({ again: false });
  expect(nextTry(schedule, { ...failed, remainingMs: 50 })).toEqual({ again: false });
  expect(nextTry(schedule, { ...failed, remainingMs: 51 })).toEqual({ again: true, delayMs: 50 });
});

test("retry-after is read as seconds or as an HTTP date, and not at all otherwise", () => {
  const nowMs = Date.UTC(2026, 10, 6, 8, 49, 30);
  expect(parseRetryAfter("0", nowMs)).toBe(0);
  expect(parseRetryAfter(" 120 ", nowMs)).toBe(120_000);
  expect(parseRetryAfter("Fri, 06 Nov 2026 08:49:37 GMT", nowMs)).toBe(7_000);
  expect(parseRetryAfter("Fri, 06 Nov 2026 08:49:00 GMT", nowMs)).toBe(0);
  for (const header of ["", "-1", "1.5", "soon", "9999999999", "Fri, 06 Nov 2026 08:49:37 CET", "Fri, 06 Xxx 2026 08:49:37 GMT"]) {
    expect(parseRetryAfter(header, nowMs)).toBeNull();
  }
});
