// A moment as people write it: a date, a date with a time, or how long ago.

const unitsMs: { readonly [unit: string]: number } = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Milliseconds since 1970; null for a text that is none of these. A date without a time is its beginning, UTC. */
export const sinceMs = (text: string, nowMs: number): number | null => {
  const back = /^([1-9][0-9]{0,5})([mhdw])$/.exec(text);
  if (back !== null) return nowMs - Number(back[1]) * (unitsMs[back[2] ?? ""] ?? 0);
  const match = /^(\d{4})-(\d{2})-(\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/.exec(text);
  const ms = match === null ? Number.NaN : Date.parse(text);
  if (match === null || Number.isNaN(ms)) return null;
  // No 30th of February that turns into the 2nd of March.
  const days = new Date(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])));
  return days.getUTCMonth() === Number(match[2]) - 1 && days.getUTCDate() === Number(match[3]) ? ms : null;
};
