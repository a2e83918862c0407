// A place in a journal from which its records and its tree go on, and how files say it.
import type { JournalHead } from "@femtoclaw/core";
import { isJsonObject } from "@femtoclaw/gate";
import type { JsonObject, JsonValue } from "@femtoclaw/protocol";
import { readFrontier, type Frontier } from "./tree/frontier.ts";

/** Where a journal, or a part of one, stands: its last record, and what the tree grows on from. */
export interface JournalPoint {
  readonly head: JournalHead;
  readonly frontier: Frontier;
}

export const pointValue = ({ head: { seq, hash }, frontier: { peaks } }: JournalPoint): JsonObject => ({ hash, peaks: [...peaks], seq });

/** Null for what cannot be one. */
export const readPoint = (value: JsonValue | undefined): JournalPoint | null => {
  if (value === undefined || !isJsonObject(value)) return null;
  const { hash, peaks, seq } = value;
  if (typeof seq !== "number" || typeof hash !== "string" || !/^[0-9a-f]{64}$/.test(hash) || !Array.isArray(peaks)) return null;
  const frontier = readFrontier(seq, peaks.map(String));
  return frontier === null ? null : { head: { seq, hash }, frontier };
};
