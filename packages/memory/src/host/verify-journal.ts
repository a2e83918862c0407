// FC-MEM-0001.R12, FC-CRYPTO-0001.R13: the whole journal, from record 1 to its head, without a lock and without a change.
import type { JournalHead } from "@femtoclaw/core";
import { ok, type Sha256 } from "@femtoclaw/protocol";
import type { JournalDamage } from "../verify.ts";
import { readCheckpoints } from "./checkpoint-files.ts";
import { readHeadFile } from "./head-file.ts";
import { holdCheckpoints } from "./held-checkpoints.ts";
import { compareOutlines } from "./outline-files.ts";
import { readRecords, type TornTail } from "./read-journal.ts";
import { sha256 as hostSha256 } from "./sha256.ts";

export interface JournalVerification {
  readonly ok: boolean;
  /** How many records are whole and linked. */
  readonly records: number;
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

export const verifyJournal = async (directory: string, options: VerifyOptions = {}): Promise<JournalVerification> => {
  const { onProgress, maxFrameBytes, sha256 = hostSha256 } = options;
  // Read before the records: beside a busy writer a later head would name records that this reading does not reach.
  const kept = options.expected === undefined ? await readHeadFile(directory, sha256) : ok(null);
  const expected = options.expected ?? (kept.ok ? kept.value : null);
  const stored = await readCheckpoints(directory);
  const held = holdCheckpoints(stored.ok ? stored.value : [], sha256);
  const [known, missing] =
    options.expected === undefined
      ? ["head.json names", "head.json names record"]
      : ["is known", "known to have followed is record"];
  const reading = readRecords(directory, { ...(maxFrameBytes === undefined ? {} : { maxFrameBytes }), sha256 });
  let records = 0;
  let last = { file: directory, offset: 0 };
  let contradicted: JournalDamage | null = null;
  let segment = 1;
  const outlines: string[] = [];
  const outlined = compareOutlines(directory, (file) => void outlines.push(file), sha256);
  for (;;) {
    const next = await reading.next();
    if (next.done === true) {
      const { head, torn } = next.value;
      let damage = next.value.damage ?? contradicted;
      if (damage === null && !kept.ok) damage = { ...kept.fault, seq: head.seq + 1 };
      if (damage === null && expected !== null && head.seq < expected.seq) {
        damage = { seq: head.seq + 1, ...last, cause: `the journal ends here, and ${missing} ${expected.seq}` };
      }
      damage ??= stored.ok ? held.contradiction() : stored.fault;
      await outlined.flush();
      return { ok: damage === null, records, head, damage, torn, outlines };
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
