// FC-MEM-0001.R12: verification as a fold. It stops at the first record that is not what it should be, and names it.
import type { JournalHead } from "@femtoclaw/core";
import type { Sha256 } from "@femtoclaw/protocol";
import { emptyHead } from "./record-link.ts";
import { checkRecord } from "./stored-record.ts";

/** One record's bytes and where they lie. */
export interface StoredPayload {
  readonly file: string;
  /** Of its frame, in the file. */
  readonly offset: number;
  readonly payload: Uint8Array;
}

export interface JournalDamage {
  /** Of the first record that is missing, changed or out of place. */
  readonly seq: number;
  readonly file: string;
  readonly offset: number;
  readonly cause: string;
}

export interface LinkVerification {
  readonly ok: boolean;
  /** How many records are whole and linked. */
  readonly records: number;
  /** The last of them. */
  readonly head: JournalHead;
  readonly damage: JournalDamage | null;
}

/** Takes records one by one and keeps none of them. */
export const verifyLinks = (stored: Iterable<StoredPayload>, sha256: Sha256, from: JournalHead = emptyHead): LinkVerification => {
  let head = from;
  let records = 0;
  for (const { file, offset, payload } of stored) {
    const checked = checkRecord(head, payload, sha256);
    if (!checked.ok) {
      return { ok: false, records, head, damage: { seq: head.seq + 1, file, offset, cause: checked.fault } };
    }
    ({ head } = checked.value);
    records += 1;
  }
  return { ok: true, records, head, damage: null };
};
