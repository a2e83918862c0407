// FC-UPGRADE-0001.R15: where a journal begins of which a beginning was archived, beside its segments.
//
//   archive.json = canonical JSON of {digest, hash, peaks, record, seq}, newline;  digest = SHA-256 of the canonical JSON of the others
//   record       = {offset, segment, seq}: where the record `journal.archived` lies that says the same
//
// It is believed only where that record bears it out: a digest stops rot, and the record is linked to all that came after it.
import { isJsonObject } from "@femtoclaw/gate";
import type { JsonValue, Sha256 } from "@femtoclaw/protocol";
import { pointValue, readPoint, type JournalPoint } from "../journal-point.ts";
import { readSealed, seal } from "../sealed-text.ts";

export interface RecordSpot {
  readonly seq: number;
  /** First seq of its segment. */
  readonly segment: number;
  /** Of its frame. */
  readonly offset: number;
}

export interface ArchivePlace extends JournalPoint {
  readonly record: RecordSpot;
}

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
