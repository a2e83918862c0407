import { expect, it } from "vitest";
import { sinceMs } from "../src/since.ts";

const now = Date.parse("2026-11-25T12:00:00Z");

it.each([
  ["2026-11-01", "2026-11-01T00:00:00Z"],
  ["2026-11-01T08:30Z", "2026-11-01T08:30:00Z"],
  ["2026-11-01T08:30:15+02:00", "2026-11-01T06:30:15Z"],
  ["7d", "2026-11-18T12:00:00Z"],
  ["12h", "2026-11-25T00:00:00Z"],
  ["90m", "2026-11-25T10:30:00Z"],
  ["2w", "2026-11-11T12:00:00Z"],
])("sinceMs() reads %s", (text, expected) => {
  expect(sinceMs(text, now)).toBe(Date.parse(expected));
});

it.each(["", "yesterday", "7", "0d", "-1d", "7y", "2026-13-01", "2026-02-30", "2026-11-01 08:30", "2026-11-01T25:00Z", "26-11-01"])("sinceMs() does not guess what %j means", (text) => {
  expect(sinceMs(text, now)).toBeNull();
});
