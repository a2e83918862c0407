/**
 * FC-MEM-0001.R12: reading without a lock, also while a writer is at work, in the memory of one segment. Every record is checked
 * against the one before; what is not whole and linked is never handed out.
 *
 * A reader may be in the middle of a batch that is being written. So what looks torn or damaged at the end of the last segment
 * is read once more: a batch that was visible behind it is on disk only after what lies before it. A last segment that has a
 * successor meanwhile is read again as what it now is.
 *
 * A reader begins where the journal begins, or with the first archive that is at hand (FC-UPGRADE-0001.R15, R17).
 *
 * A reader sees records as soon as their bytes are in the file, which can be a moment before they are on disk.
 */
import type { JournalHead, JournalRecord } from "@femtoclaw/core";
import type { Sha256 } from "@femtoclaw/protocol";
import { defaultMaxFrameBytes, payloadOf, segmentHeaderBytes } from "../frame.ts";
import { emptyHead } from "../record-link.ts";
import { checkText } from "../stored-record.ts";
import type { JournalDamage } from "../verify.ts";
import { damageError } from "./journal-fault.ts";
import { directoryOf, openSource, type JournalSource } from "./journal-source.ts";
import type { PassBy } from "./outline-files.ts";
import { payloadText } from "./payload-text.ts";
import { listSegments, readSegment, type SegmentBuffer } from "./segment-directory.ts";
import { sha256 as hostSha256 } from "./sha256.ts";

/** A record with its canonical bytes, as text, and where they lie. */
export interface PlacedRecord {
  readonly record: JournalRecord;
  readonly bytes: string;
  readonly hash: string;
  readonly file: string;
  /** Of its frame. */
  readonly offset: number;
}

export interface TornTail {
  readonly file: string;
  readonly offset: number;
  readonly bytes: number;
}

/** What a whole reading came to. */
export interface ReadingEnd {
  readonly head: JournalHead;
  readonly damage: JournalDamage | null;
  /** The remains of a batch that was never acknowledged, or is being written just now. */
  readonly torn: TornTail | null;
}

export interface ReadOptions {
  /** From this seq on, counting from 1. */
  readonly fromSeq?: number;
  /** Only records of this run. */
  readonly run?: string;
  /** Full segments that need not be read. What follows one is held against where it says that it ends. */
  readonly passBy?: PassBy;
  readonly maxFrameBytes?: number;
  readonly sha256?: Sha256;
}

/** All records from the segment that holds `fromSeq` on. Throws only for what cannot be read; damage is how it ends. */
export async function* readRecords(source: JournalSource, options: ReadOptions = {}): AsyncGenerator<PlacedRecord, ReadingEnd, undefined> {
  const { fromSeq = 1, passBy, maxFrameBytes = defaultMaxFrameBytes, sha256 = hostSha256 } = options;
  const buffer: SegmentBuffer = { bytes: new Uint8Array(0) };
  const directory = directoryOf(source);
  const opened = await openSource(source, sha256);
  if (!opened.ok) return { head: emptyHead, damage: opened.fault, torn: null };
  const { point } = opened.value;
  let { segments } = opened.value;
  let position = Math.max(0, segments.findLastIndex(({ firstSeq }) => firstSeq <= fromSeq));
  let head: JournalHead | null = position === 0 ? point.head : null;
  let reached = segmentHeaderBytes;
  let readAgain = false;
  const ended = (damage: JournalDamage | null, torn: TornTail | null = null): ReadingEnd => ({ head: head ?? point.head, damage, torn });

  for (;;) {
    const place = segments[position];
    if (place === undefined) return ended(null);
    const { file } = place;
    const isLast = position === segments.length - 1;
    const following = segments[position + 1];
    const passed: JournalHead | null = following === undefined || reached !== segmentHeaderBytes ? null : ((await passBy?.(place, following, head)) ?? null);
    if (passed !== null) {
      head = passed;
      position += 1;
      continue;
    }
    const read = await readSegment(place, isLast, maxFrameBytes, buffer);
    if (!read.ok) return ended(read.fault);
    const { bytes, header, scan } = read.value;
    if (reached === segmentHeaderBytes) {
      head ??= { seq: header.firstSeq - 1, hash: header.prev };
      if (header.firstSeq !== head.seq + 1 || header.prev !== head.hash) {
        return ended({ seq: head.seq + 1, file, offset: 0, cause: `the segment does not follow record ${head.seq}` });
      }
    }
    head ??= point.head;
    for (const frame of scan.frames) {
      if (frame.offset < reached) continue;
      const checked = checkText(head, payloadText(payloadOf(bytes, frame)), sha256);
      if (!checked.ok) return ended({ seq: head.seq + 1, file, offset: frame.offset, cause: checked.fault });
      ({ head } = checked.value);
      const { record, text } = checked.value;
      yield { record, bytes: text, hash: head.hash, file, offset: frame.offset };
    }
    reached = scan.end;
    if (isLast) {
      const since = (await listSegments(directory)).filter(({ firstSeq }) => firstSeq > place.firstSeq);
      if (since.length > 0) {
        segments = [...segments, ...since];
        readAgain = false;
        continue;
      }
      if (scan.tail.kind !== "clean" && !readAgain) {
        readAgain = true;
        continue;
      }
    }
    if (scan.tail.kind === "damage") return ended({ seq: head.seq + 1, file, offset: scan.end, cause: scan.tail.cause });
    if (isLast) return ended(null, scan.tail.kind === "torn" ? { file, offset: scan.end, bytes: scan.tail.bytes } : null);
    position += 1;
    reached = segmentHeaderBytes;
    readAgain = false;
  }
}

/** Records in order. Throws FC_JOURNAL_NOT_FOUND, FC_JOURNAL_READ_FAILED, FC_JOURNAL_FORMAT, and FC_JOURNAL_DAMAGED at the damage. */
export async function* readJournal(source: JournalSource, options: ReadOptions = {}): AsyncGenerator<PlacedRecord, void, undefined> {
  const { fromSeq = 1, run } = options;
  const reading = readRecords(source, options);
  try {
    for (;;) {
      const next = await reading.next();
      if (next.done === true) {
        if (next.value.damage !== null) throw damageError(next.value.damage);
        return;
      }
      const { record } = next.value;
      if (record.seq >= fromSeq && (run === undefined || record.run === run)) yield next.value;
    }
  } finally {
    await reading.return({ head: emptyHead, damage: null, torn: null });
  }
}
