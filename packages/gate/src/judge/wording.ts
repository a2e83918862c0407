// Values and bounds as they may stand in a reason: short, on one line, and harmless to a terminal.
import { truncateText } from "@femtoclaw/protocol";
import type { IntegerRange } from "../policy/policy-document.ts";

const mostShown = 120;

/** Written by a brain and read by an operator: controls of eight bits, line separators and signs that turn the line around are escaped too. */
const invisible = /[\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

export const shown = (value: unknown): string => {
  const short = typeof value === "string" ? truncateText(value, mostShown) : value;
  const text = (JSON.stringify(short) ?? "nothing").replaceAll(invisible, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return text.length <= mostShown ? text : `${truncateText(text, mostShown - 1)}…`;
};

export const describeRange = (range: IntegerRange): string => {
  if (range.min !== undefined && range.max !== undefined) return `from ${range.min} to ${range.max}`;
  if (range.min !== undefined) return `of at least ${range.min}`;
  return range.max === undefined ? "of any size" : `of at most ${range.max}`;
};
