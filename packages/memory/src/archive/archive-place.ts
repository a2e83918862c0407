// FC-UPGRADE-0001.R15: where a journal begins of which a beginning was archived, beside its segments.
//
//   archive.json = canonical JSON of {digest, hash, peaks, record, seq}, newline;  digest = SHA-256 of the canonical JSON of the others
//   record       = {offset, segment, seq}: where the record `journal.archived` lies that says the same
//
// It is believed only where that record bears it out: a digest stops rot, and the record is linked to all that came after it.
import type { JournalHead } from "@femtoclaw/core";
import { isJsonObject } from "@femtoclaw/gate";
import { canonicalise, type JsonObject, type JsonValue, type Sha256 } from "@femtoclaw/protocol";
import { readFrontier, type Frontier } from "../tree/frontier.ts";

export interface RecordSpot {
  readonly seq: number;
  /** First seq of its segment. */
  readonly segment: number;
  /** Of its frame. */
  readonly offset: number;
}

/** Where a journal, or a part of one, stands: its last record, and what the tree grows on from. */
export interface JournalPoint {
  readonly head: JournalHead;
  readonly frontier: Frontier;
}

export interface ArchivePlace extends JournalPoint {
  readonly record: RecordSpot;
}

const parse = (text: string): JsonValue => {
  try {
    const value: JsonValue = JSON.parse(text);
    return value;
  } catch {
    return null;
  }
};

/** The members of a file that begins with its digest, where written again it is the same text: so nothing was missing, of another type, or beside it. */
export const readSealed = <T>(text: string, read: (value: JsonObject) => T | null, encode: (it: T) => string): T | null => {
  const value = parse(text);
  const found = isJsonObject(value) ? read(value) : null;
  try {
    return found !== null && encode(found) === text ? found : null;
  } catch {
    return null;
  }
};

export const seal = (value: JsonObject, sha256: Sha256): string => `${canonicalise({ ...value, digest: sha256(canonicalise(value)) })}\n`;

export const pointValue = ({ head: { seq, hash }, frontier: { peaks } }: JournalPoint): JsonObject => ({ hash, peaks: [...peaks], seq });

/** Null for what cannot be one. */
export const readPoint = (value: JsonValue | undefined): JournalPoint | null => {
  if (value === undefined || !isJsonObject(value)) return null;
  const { hash, peaks, seq } = value;
  if (typeof seq !== "number" || typeof hash !== "string" || !/^[0-9a-f]{64}$/.test(hash) || !Array.isArray(peaks)) return null;
  const frontier = readFrontier(seq, peaks.map(String));
  return frontier === null ? null : { head: { seq, hash }, frontier };
};

const isPlace = (value: JsonValue | undefined): value is number => typeof value === "number" && Number.isSafeInteger(value) && value > 0;

export const encodeArchivePlace = ({ record, ...point }: ArchivePlace, sha256: Sha256): string => seal({ ...pointValue(point), record: { ...record } }, sha256);

/** Null for anything but what `encodeArchivePlace` wrote. */
export const decodeArchivePlace = (text: string, sha256: Sha256): ArchivePlace | null =>
  readSealed(
    text,
    (value) => {
      const point = readPoint(value);
      const record = value["record"];
      if (point === null || point.head.seq === 0 || record === undefined || !isJsonObject(record)) return null;
      const { seq, segment, offset } = record;
      return isPlace(seq) && isPlace(segment) && isPlace(offset) ? { ...point, record: { seq, segment, offset } } : null;
    },
    (it) => encodeArchivePlace(it, sha256),
  );
