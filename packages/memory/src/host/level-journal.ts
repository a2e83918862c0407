// FC-MEM-0001.R18: the journal in a `level` database, for hosts that keep all they have in one. It makes every promise of the journal in
// files, and costs more: LevelDB writes each record twice, into its log and later into its tables. A key is a record's seq as sixteen
// hexadecimal digits, so that the order of keys is the order of records; a value is the record's canonical JSON. A batch is one write that
// LevelDB keeps whole or not at all, flushed before anything in it is acknowledged (G5).
import type { Journal, JournalHead, JournalRecord } from "@femtoclaw/core";
import { fault, FemtoClawError, type Sha256 } from "@femtoclaw/protocol";
import { defaultMaxFrameBytes, maxSegmentBytes } from "../frame.ts";
import { emptyHead } from "../record-link.ts";
import { checkText, readRecord } from "../stored-record.ts";
import { createAppender, type Appended } from "./appender.ts";
import { claimRecordStore, type IndexStore, type StoreClaim } from "./index-store.ts";
import { damageError, fileError } from "./journal-fault.ts";
import { makeDirectory, realDirectory } from "./make-directory.ts";
import { sha256 as hostSha256 } from "./sha256.ts";

export interface LevelJournalOptions {
  readonly directory: string;
  /** Most bytes of one record's canonical JSON; 16 MiB, and never more than 128 MiB. */
  readonly maxRecordBytes?: number;
  /** Most appends that wait for the disk at a time; 16,384. */
  readonly maxWaiting?: number;
  /** Beyond this many waiting bytes no further append is taken; 64 MiB. */
  readonly maxWaitingBytes?: number;
  readonly sha256?: Sha256;
}

const maxBatchBytes = 4_194_304;

const keyOf = (seq: number): string => seq.toString(16).padStart(16, "0");

const seqOf = (key: string): number | null => {
  const seq = /^[0-9a-f]{16}$/.test(key) ? Number.parseInt(key, 16) : 0;
  return Number.isSafeInteger(seq) && seq > 0 ? seq : null;
};

interface Place {
  readonly store: IndexStore;
  readonly directory: string;
  readonly sha256: Sha256;
}

const damaged = ({ directory }: Place, seq: number, cause: string): FemtoClawError => damageError({ seq, file: directory, offset: 0, cause });

/** The head after the stored record `seq`, which must be whole; what it links to is for the reading of the one before to check. */
const headAt = async (place: Place, seq: number): Promise<JournalHead> => {
  const text = await place.store.get(keyOf(seq)).catch((error: unknown) => {
    throw fileError("read", error, place.directory);
  });
  if (text === undefined) throw damaged(place, seq, "the record is missing");
  // Its own link, out of the whole of it: a body may hold what looks like one.
  const read = readRecord(text);
  const checked = checkText({ seq: seq - 1, hash: read.ok ? read.value.prev : "" }, text, place.sha256);
  if (!checked.ok) throw damaged(place, seq, checked.fault);
  return checked.value.head;
};

/** Where the journal stands: at its last key. Whether all before it are there, reading tells. */
const lastHead = async (place: Place): Promise<JournalHead> => {
  const [last] = await place.store.keys({ reverse: true, limit: 1 }).all();
  if (last === undefined) return emptyHead;
  const seq = seqOf(last);
  if (seq === null) throw damaged(place, 0, "a key names no record");
  return headAt(place, seq);
};

async function* readFrom(place: Place, fromSeq: number, last: number): AsyncGenerator<JournalRecord, void, undefined> {
  if (fromSeq > last) return;
  let head = fromSeq <= 1 ? emptyHead : await headAt(place, fromSeq - 1);
  for await (const [key, text] of place.store.iterator({ gte: keyOf(head.seq + 1), lte: keyOf(last) })) {
    const checked = seqOf(key) === head.seq + 1 ? checkText(head, text, place.sha256) : null;
    if (checked === null || !checked.ok) throw damaged(place, head.seq + 1, checked === null ? "the record is missing" : checked.fault);
    ({ head } = checked.value);
    yield checked.value.record;
  }
  if (head.seq !== last) throw damaged(place, head.seq + 1, "the record is missing");
}

/**
 * Opens or creates a journal and becomes its one writer until it is closed or the process ends. Throws FC_JOURNAL_LOCKED,
 * FC_JOURNAL_DAMAGED, FC_JOURNAL_READ_ONLY, FC_JOURNAL_OPEN_FAILED. Appends reject with FC_JOURNAL_WRITE_FAILED, FC_JOURNAL_DISPLACED,
 * FC_JOURNAL_OVERLOADED, FC_JOURNAL_RECORD_TOO_LONG and FC_JOURNAL_CLOSED.
 */
export const openLevelJournal = async (options: LevelJournalOptions): Promise<Journal> => {
  const { maxWaiting = 16_384, maxWaitingBytes = 67_108_864, sha256 = hostSha256 } = options;
  const maxRecordBytes = Math.min(options.maxRecordBytes ?? defaultMaxFrameBytes, maxSegmentBytes / 2);
  await makeDirectory(options.directory);
  const directory = await realDirectory(options.directory);
  const claim: StoreClaim = await claimRecordStore(directory);
  const place: Place = { store: claim.store, directory, sha256 };
  let durable = await lastHead(place).catch(async (error: unknown) => {
    await claim.release();
    throw fileError("read", error, directory);
  });
  let closing: Promise<void> | null = null;

  const stillOurs = (): void => {
    const found = claim.displaced();
    if (found !== null) throw new FemtoClawError(fault("FC_JOURNAL_DISPLACED", "the journal's own lock", found, { file: directory }));
  };

  const commit = async (batch: readonly Appended[]): Promise<void> => {
    stillOurs();
    const rows = batch.flatMap(({ encoded, before }) => encoded.map((value, index) => ({ type: "put" as const, key: keyOf(before.seq + 1 + index), value })));
    await place.store.batch(rows, { sync: true }).catch((error: unknown) => {
      throw fileError("write", error, directory);
    });
    stillOurs();
    durable = batch.at(-1)?.head ?? durable;
  };
  const appender = createAppender({ from: durable, commit, storedBytes: (bytes) => bytes, maxRecordBytes, maxAppendBytes: maxSegmentBytes, maxBatchBytes, maxWaiting, maxWaitingBytes, sha256 });

  return {
    append: appender.append,
    // Up to what is durable now, in one view of the database whatever is written meanwhile.
    read: (fromSeq = 1) => readFrom(place, fromSeq, durable.seq),
    head: () => durable,
    close: () => {
      closing ??= appender.close().then(() => claim.release());
      return closing;
    },
  };
};
