/** Numbers as people read them: at most four digits, a unit, and no more precision than there is. */
export const formatBytes = (bytes: number): string => {
  if (bytes < 1_000) return `${bytes} B`;
  const units = ["kB", "MB", "GB", "TB"];
  let value = bytes / 1_000;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit] ?? ""}`;
};

export const formatDuration = (ms: number): string => {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  const minutes = Math.floor(ms / 60_000);
  const seconds = Math.floor((ms % 60_000) / 1_000);
  return minutes < 60 ? `${minutes} min ${seconds} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
};

/** 2026-11-21 07:38:05Z. UTC, so that two people who look at one journal see one time. */
export const formatTime = (ms: number): string => {
  // A record's time is any safe integer; a date is not.
  if (Math.abs(ms) > 8.64e15) return `${ms} ms`;
  return new Date(ms).toISOString().replace("T", " ").replace(/\.\d+Z$/, "Z");
};

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
