// FC-MEM-0001.R1, R3: a record's bytes, its hash, and its place after the record before.
//
//   bytes(record) = RFC 8785 canonical JSON of {body, execution, kind, prev, run, seq, time}, as UTF-8
//   hash(record)  = SHA-256(0x00 || bytes), the leaf hash of RFC 6962 §2.1, as 64 lower-case hexadecimal digits
//   prev(1)       = 64 zeros;  prev(n + 1) = hash(n)
import type { JournalHead, JournalRecord, RecordDraft } from "@femtoclaw/core";
import { canonicalise, type Sha256 } from "@femtoclaw/protocol";

export const genesisHash = "0".repeat(64);

/** Where an empty journal stands. */
export const emptyHead: JournalHead = { seq: 0, hash: genesisHash };

/** Throws FC_PROTO_NOT_CANONICALISABLE where the body is not JSON after all. */
export const recordBytes = (record: JournalRecord): string => canonicalise({ ...record });

/** U+0000 is the one byte 0x00 in UTF-8, so the prefixed text hashes as the prefixed bytes. */
export const recordHash = (bytes: string, sha256: Sha256): string => sha256(`\u0000${bytes}`);

export interface LinkedRecords {
  readonly records: readonly JournalRecord[];
  /** Canonical bytes of each record, as text. */
  readonly encoded: readonly string[];
  readonly head: JournalHead;
}

/** Gives drafts their places after `head`. All of them or, when one throws, none. */
export const linkRecords = (head: JournalHead, drafts: readonly RecordDraft[], sha256: Sha256): LinkedRecords => {
  const records: JournalRecord[] = [];
  const encoded: string[] = [];
  let { seq, hash } = head;
  for (const { time, run, execution, kind, body } of drafts) {
    seq += 1;
    const record: JournalRecord = { body, execution, kind, prev: hash, run, seq, time };
    const bytes = recordBytes(record);
    hash = recordHash(bytes, sha256);
    records.push(record);
    encoded.push(bytes);
  }
  return { records, encoded, head: { seq, hash } };
};
