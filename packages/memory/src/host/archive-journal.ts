/**
 * FC-UPGRADE-0001.R12 to R16: a beginning of a journal, in whole segments, moved into an archive that can be verified by itself.
 *
 *   plan      every record and link read, and held against all that was signed; how far it may go
 *   begin     archiving.json says what is about to be made
 *   copy      the segments into NAME.unfinished, flushed, with a manifest and a checkpoint of exactly them; verified; then the name
 *   record    `journal.archived`, durable: from here on it is carried out, before that it is taken back, whenever it is cut short
 *   place     archive.json says where the journal begins now
 *   remove    segments that are byte by byte in the archive, the oldest first
 *
 * At every moment the journal is whole, either with its beginning or from where archive.json says.
 */
import { webcrypto } from "node:crypto";
import { basename, dirname, join } from "node:path";
import type { RecordDraft } from "@femtoclaw/core";
import { fault, FemtoClawError, type Sha256 } from "@femtoclaw/protocol";
import { mostArchivedSegments, type RecordedArchival } from "../archive/archived-record.ts";
import type { ArchiveManifest } from "../archive/archive-manifest.ts";
import type { JournalPoint } from "../journal-point.ts";
import { beginNeeds, foldNeeds, neededFrom, planArchival, type ArchivalBounds, type ArchivalPlan, type SegmentEnd } from "../archive/plan-archival.ts";
import { frameBytes } from "../frame.ts";
import { growFrontier, rootOf } from "../tree/frontier.ts";
import { verifierKeyOf, type NoteSigner } from "../tree/signed-note.ts";
import { createVerifier } from "../verifier.ts";
import { makeArchive, requireArchivePlace } from "./archive-copy.ts";
import { readArchivalState, writeArchivalState, type ArchivalState } from "./archival-state.ts";
import { readCheckpoints, type StoredCheckpoint } from "./checkpoint-files.ts";
import type { CheckpointOptions } from "./checkpointer.ts";
import { openFileJournal } from "./open-file-journal.ts";
import { headFile, readHeadFile } from "./head-file.ts";
import { holdCheckpoints } from "./held-checkpoints.ts";
import { claimIndexStore } from "./index-store.ts";
import { damageError } from "./journal-fault.ts";
import { openSource, type ArchivedBeginning } from "./journal-source.ts";
import { makeDirectory, realDirectory } from "./make-directory.ts";
import { refuseUnderMigration } from "./migration-state.ts";
import { readRecords } from "./read-journal.ts";
import type { Recovery } from "./recovery.ts";
import { parseSegmentName } from "../segment-name.ts";
import { settleArchival, type ArchivalCommon } from "./settle-archival.ts";
import { sha256 as hostSha256 } from "./sha256.ts";

export interface ArchivalOptions extends Omit<ArchivalCommon, "signer"> {
  /** Where the archive is put: a new directory. Absolute. */
  readonly to: string;
  readonly bounds: Pick<ArchivalBounds, "beforeSeq" | "beforeMs" | "keepFromMs">;
  /** The journal's, as its writer has them. */
  readonly checkpoints: CheckpointOptions;
  /** What is recorded of it, after what opening the journal found. */
  readonly record: (archival: Omit<RecordedArchival, "version" | "who" | "why">) => RecordDraft;
  readonly recovered: (recovery: Recovery) => readonly RecordDraft[];
  readonly onProgress?: (records: number) => void;
}

export interface JournalArchival {
  /** What an archival that was cut short had left, and what became of it. Where it was finished, nothing else is begun. */
  readonly settled: "none" | "taken back" | "finished";
  readonly plan: ArchivalPlan | null;
  /** Null where nothing was archived. */
  readonly archived: ArchiveManifest | null;
}

interface PlannedArchival {
  readonly plan: ArchivalPlan;
  readonly from: JournalPoint;
  readonly before: ArchivedBeginning | null;
  readonly lastSeq: number;
}

const progressEvery = 10_000;
const verifier = createVerifier(webcrypto.subtle);

/** How many records the journal's key has signed, by a note that is stored; 0 for none. */
const signedBy = async (signer: NoteSigner, stored: readonly StoredCheckpoint[], sha256: Sha256): Promise<number> => {
  const key = verifierKeyOf(signer, sha256);
  for (const { note, checkpoint } of stored.toReversed()) if ((await verifier.open(note, [key])) !== null) return checkpoint.size;
  return 0;
};

/** One walk over the whole journal. Throws FC_JOURNAL_DAMAGED for whatever contradicts what was known of it. */
const planned = async (directory: string, signer: NoteSigner, bounds: ArchivalOptions["bounds"], sha256: Sha256, onProgress: (records: number) => void): Promise<PlannedArchival> => {
  const kept = await readHeadFile(directory, sha256);
  const stored = await readCheckpoints(directory);
  const opened = await openSource(directory, sha256);
  for (const it of [kept, stored, opened]) if (!it.ok) throw damageError(it.fault);
  if (!kept.ok || !stored.ok || !opened.ok) throw new FemtoClawError(fault("FC_INTERNAL", "what was read", "nothing"));
  const { point, archived } = opened.value;
  const held = holdCheckpoints(stored.value, sha256, point.frontier);
  const needs = beginNeeds();
  const ends: SegmentEnd[] = [];
  let met = kept.value === null;
  let { head, frontier } = point;
  let latestMs = 0;
  const reading = readRecords(directory, { sha256 });
  for (;;) {
    const next = await reading.next();
    if (next.done === true) {
      if (next.value.damage !== null) throw damageError(next.value.damage);
      break;
    }
    const { record, bytes, hash, file, offset } = next.value;
    head = { seq: record.seq, hash };
    frontier = growFrontier(frontier, hash, sha256);
    held.add(hash);
    foldNeeds(needs, record);
    latestMs = Math.max(latestMs, record.time);
    met ||= record.seq === kept.value?.seq && hash === kept.value.hash;
    const end: SegmentEnd = { firstSeq: parseSegmentName(basename(file)) ?? 0, file, bytes: offset + frameBytes(Buffer.byteLength(bytes)), head, frontier, latestMs };
    if (ends.at(-1)?.file === file) ends.pop();
    ends.push(end);
    if (record.seq % progressEvery === 0) onProgress(record.seq);
  }
  if (!met) throw damageError({ seq: kept.value?.seq ?? 1, file: headFile(directory), offset: 0, cause: "head.json has seen this record on disk, and it is not there any more" });
  const contradicted = held.contradiction();
  if (contradicted !== null) throw damageError(contradicted);
  const plan = planArchival(ends, { ...bounds, signed: await signedBy(signer, stored.value, sha256), needed: neededFrom(needs), mostSegments: mostArchivedSegments });
  return { plan, from: point, before: archived, lastSeq: head.seq };
};

/** Who opened the journal since may have settled what was begun; then nothing is recorded. */
const isStillOurs = async (directory: string, { to, head }: ArchivalState, sha256: Sha256): Promise<boolean> => {
  const state = await readArchivalState(directory, sha256);
  return state?.to === to && state.head.seq === head.seq && state.head.hash === head.hash;
};

const recordIt = async (directory: string, state: ArchivalState, manifest: ArchiveManifest, before: ArchivedBeginning | null, options: ArchivalOptions): Promise<void> => {
  const { checkpoints, record, recovered, sha256 = hostSha256 } = options;
  const { journal, recovery } = await openFileJournal({ directory, checkpoints, sha256 });
  try {
    const found = recovered(recovery);
    if (found.length > 0) await journal.append(found);
    if (!(await isStillOurs(directory, state, sha256))) throw new FemtoClawError(fault("FC_JOURNAL_LOCKED", "no other archival", "one that settled this one", { file: directory }));
    const earlier = before === null ? [] : [...before.recorded.earlier, { archive: before.recorded.archive, seq: before.head.seq }];
    await journal.append([
      record({ archive: basename(state.to), from: manifest.from.head.seq, head: manifest.to.head, root: rootOf(manifest.to.frontier, sha256), segments: manifest.segments, earlier }),
    ]);
  } finally {
    await journal.close();
  }
};

/** How far it could go, and not one byte written. */
export const planJournalArchival = async ({ directory, checkpoints: { signer }, bounds, sha256 = hostSha256, onProgress = () => {} }: Pick<ArchivalOptions, "directory" | "checkpoints" | "bounds" | "sha256" | "onProgress">): Promise<ArchivalPlan> =>
  (await planned(directory, signer, bounds, sha256, onProgress)).plan;

/**
 * Whatever was cut short is settled first. Throws FC_ARCHIVE_PLACE, FC_ARCHIVE_INVALID, FC_JOURNAL_DAMAGED, FC_JOURNAL_LOCKED and others of
 * the journal: then everything is as it was, or the next call makes it so.
 */
export const archiveJournal = async (options: ArchivalOptions): Promise<JournalArchival> => {
  const { checkpoints: { signer }, bounds, onStage = () => {}, onProgress = () => {}, sha256 = hostSha256 } = options;
  const directory = await realDirectory(options.directory);
  const common: ArchivalCommon = { directory, signer, onStage, sha256 };
  const settled = await settleArchival(common);
  if (settled === "finished") return { settled, plan: null, archived: null };
  const claim = await claimIndexStore(directory);
  let made: { readonly state: ArchivalState; readonly manifest: ArchiveManifest; readonly before: ArchivedBeginning | null; readonly plan: ArchivalPlan };
  try {
    onStage("claimed");
    await refuseUnderMigration(directory);
    const { plan, from, before, lastSeq } = await planned(directory, signer, bounds, sha256, onProgress);
    const last = plan.segments.at(-1);
    if (last === undefined) return { settled, plan, archived: null };
    await makeDirectory(dirname(options.to));
    const to = join(await realDirectory(dirname(options.to)), basename(options.to));
    await requireArchivePlace(directory, to);
    onStage("planned");
    const state: ArchivalState = { to, head: last.head, after: lastSeq };
    await writeArchivalState(directory, state, sha256);
    onStage("begun");
    const manifest = await makeArchive(to, { from, to: { head: last.head, frontier: last.frontier }, files: plan.segments }, signer, sha256, () => onStage("copied"));
    onStage("named");
    made = { state, manifest, before, plan };
  } finally {
    await claim.release();
  }
  await recordIt(directory, made.state, made.manifest, made.before, options);
  onStage("recorded");
  await settleArchival(common);
  return { settled, plan: made.plan, archived: made.manifest };
};
