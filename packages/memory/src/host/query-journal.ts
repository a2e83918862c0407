// FC-AUDIT-0001: the records that a question is about, in their order, in the memory of one segment, without a lock.
import type { Sha256 } from "@femtoclaw/protocol";
import { selects, type RecordSelector } from "../query/record-selector.ts";
import { damageError } from "./journal-fault.ts";
import { directoryOf, type JournalSource } from "./journal-source.ts";
import { passUnless } from "./outline-files.ts";
import { readRecords, type PlacedRecord } from "./read-journal.ts";
import { sha256 as hostSha256 } from "./sha256.ts";

export interface QueryOptions {
  /** After this many it ends; without it at the end of the journal. */
  readonly limit?: number;
  /** Reads every record, whatever the outlines say: they are as changeable as what lies beside them. */
  readonly whole?: boolean;
  /** Hears now and then how far it has come. */
  readonly onProgress?: (seq: number) => void;
  readonly maxFrameBytes?: number;
  readonly sha256?: Sha256;
}

export interface QueryEnd {
  /** Records that were read and checked. */
  readonly read: number;
  /** The `afterSeq` with which the question goes on after its limit, whether or not more follows; null where the journal ended. */
  readonly next: number | null;
}

const progressEvery = 10_000;

/** Throws FC_JOURNAL_NOT_FOUND, FC_JOURNAL_READ_FAILED, FC_JOURNAL_FORMAT, and FC_JOURNAL_DAMAGED at the damage. */
export async function* queryJournal(source: JournalSource, selector: RecordSelector, options: QueryOptions = {}): AsyncGenerator<PlacedRecord, QueryEnd, undefined> {
  const { limit = Number.POSITIVE_INFINITY, whole = false, onProgress, sha256 = hostSha256, ...reading } = options;
  const { afterSeq = 0, toSeq = Number.POSITIVE_INFINITY } = selector;
  const records = readRecords(source, { ...reading, sha256, fromSeq: afterSeq + 1, ...(whole ? {} : { passBy: passUnless(directoryOf(source), selector, sha256) }) });
  let [read, given, last] = [0, 0, afterSeq];
  while (given < limit) {
    const next = await records.next();
    if (next.done === true) {
      if (next.value.damage !== null) throw damageError(next.value.damage);
      return { read, next: null };
    }
    const { record } = next.value;
    if (record.seq > toSeq) return { read, next: null };
    read += 1;
    if (read % progressEvery === 0) onProgress?.(record.seq);
    if (!selects(selector, record)) continue;
    given += 1;
    last = record.seq;
    yield next.value;
  }
  return { read, next: last };
}
