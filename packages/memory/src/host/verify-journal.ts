// FC-MEM-0001.R12, FC-CRYPTO-0001.R13: the whole journal, from its first record to its head, without a lock and without a change.
import type { JournalHead } from "@femtoclaw/core";
import { ok, type Sha256 } from "@femtoclaw/protocol";
import { emptyHead } from "../record-link.ts";
import { emptyFrontier } from "../tree/frontier.ts";
import type { JournalDamage } from "../verify.ts";
import { archivePlaceFile } from "./archive-files.ts";
import { readCheckpoints, type StoredCheckpoint } from "./checkpoint-files.ts";
import { readHeadFile } from "./head-file.ts";
import { holdCheckpoints } from "./held-checkpoints.ts";
import { archivedError, directoryOf, openSource, type JournalBeginning, type JournalSource } from "./journal-source.ts";
import { compareOutlines } from "./outline-files.ts";
import { readRecords, type TornTail } from "./read-journal.ts";
import { sha256 as hostSha256 } from "./sha256.ts";

export interface JournalVerification {
  readonly ok: boolean;
  /** How many records are whole and linked, of those that were read. */
  readonly records: number;
  /** How many before them were archived, and are not at hand: what is known of them is their number, their last hash and their root. */
  readonly archived: number;
  /** The last of them. */
  readonly head: JournalHead;
  readonly damage: JournalDamage | null;
  /**
   * What follows the last record without being one: a batch that was never acknowledged, or is being written just now. After an
   * orderly close there is none, so on a journal that nobody writes it is worth a question.
   */
  readonly torn: TornTail | null;
  /** Files of outlines that say something else than their records: what a reader would pass by because of them was hidden (FC-AUDIT-0001.R8). */
  readonly outlines: readonly string[];
}

export interface VerifyOptions {
  /**
   * A head that is known from elsewhere. Links alone cannot show that the end of a journal is missing, or that all of it was
   * written anew; held against a known head they do. Without it the head that the writer kept in head.json is the known one.
   */
  readonly expected?: JournalHead;
  readonly onProgress?: (records: number) => void;
  readonly maxFrameBytes?: number;
  readonly sha256?: Sha256;
}

const progressEvery = 10_000;
/** What cannot be opened is told as damage by the reading. */
const nowhere: JournalBeginning = { point: { head: emptyHead, frontier: emptyFrontier }, archived: null };

export const verifyJournal = async (source: JournalSource, options: VerifyOptions = {}): Promise<JournalVerification> => {
  const { onProgress, maxFrameBytes, sha256 = hostSha256 } = options;
  const directory = directoryOf(source);
  // Read before the records: beside a busy writer a later head would name records that this reading does not reach.
  const kept = options.expected === undefined ? await readHeadFile(directory, sha256) : ok(null);
  const expected = options.expected ?? (kept.ok ? kept.value : null);
  const stored = await readCheckpoints(directory);
  const opened = await openSource(source, sha256);
  const { point, archived } = opened.ok ? opened.value : nowhere;
  // What the archived records came to is recorded: held like a checkpoint where they are read again.
  const joined: readonly StoredCheckpoint[] = archived === null ? [] : [{ file: archivePlaceFile(directory), note: "", checkpoint: { origin: "", size: archived.head.seq, root: archived.recorded.root } }];
  const held = holdCheckpoints([...(stored.ok ? stored.value : []), ...joined].toSorted((a, b) => a.checkpoint.size - b.checkpoint.size), sha256, point.frontier);
  const [known, missing] =
    options.expected === undefined
      ? ["head.json names", "head.json names record"]
      : ["is known", "known to have followed is record"];
  const reading = readRecords(source, { ...(maxFrameBytes === undefined ? {} : { maxFrameBytes }), sha256 });
  let records = 0;
  let last = { file: directory, offset: 0 };
  let contradicted: JournalDamage | null =
    expected !== null && expected.seq > 0 && expected.seq === point.head.seq && expected.hash !== point.head.hash
      ? { seq: expected.seq, ...last, cause: `the last archived record is not the one that ${known} under its number: history was rewritten` }
      : null;
  let segment = 1;
  const outlines: string[] = [];
  const outlined = compareOutlines(directory, (file) => void outlines.push(file), sha256);
  for (;;) {
    const next = await reading.next();
    if (next.done === true) {
      const { head, torn } = next.value;
      let damage = next.value.damage ?? contradicted;
      if (damage === null && !kept.ok) damage = { ...kept.fault, seq: head.seq + 1 };
      // Of an archived one nothing can be said without the archive.
      if (damage === null && expected !== null && expected.seq < point.head.seq && opened.ok) throw archivedError(opened.value, expected.seq, directory);
      if (damage === null && expected !== null && head.seq < expected.seq) {
        damage = { seq: head.seq + 1, ...last, cause: `the journal ends here, and ${missing} ${expected.seq}` };
      }
      damage ??= stored.ok ? held.contradiction() : stored.fault;
      await outlined.flush();
      return { ok: damage === null, records, archived: point.head.seq, head, damage, torn, outlines };
    }
    const { record, hash, file, offset } = next.value;
    if (file !== last.file) segment = record.seq;
    outlined.add(record, segment, hash);
    records += 1;
    last = { file, offset };
    held.add(hash);
    if (record.seq === expected?.seq && hash !== expected.hash) {
      contradicted = { seq: record.seq, file, offset, cause: `this record is not the one that ${known} under its number: history was rewritten` };
    }
    if (records % progressEvery === 0) onProgress?.(records);
  }
};
