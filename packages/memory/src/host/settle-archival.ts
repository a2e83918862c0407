// FC-UPGRADE-0001.R16: what an archival has recorded is carried out, by itself or by the next call; what it has not recorded is taken back.
import { rm, unlink } from "node:fs/promises";
import { basename, join } from "node:path";
import { FemtoClawError, type Sha256 } from "@femtoclaw/protocol";
import { readJournalArchived, type RecordedArchival } from "../archive/archived-record.ts";
import type { ArchiveManifest } from "../archive/archive-manifest.ts";
import type { RecordSpot } from "../archive/archive-place.ts";
import { parseSegmentName } from "../segment-name.ts";
import { rootOf } from "../tree/frontier.ts";
import { verifierKeyOf, type NoteSigner } from "../tree/signed-note.ts";
import { makeArchive, removeArchive, unfinishedName } from "./archive-copy.ts";
import { invalidArchive, readArchivePlace, readManifest, writeArchivePlace } from "./archive-files.ts";
import { readArchivalState, removeArchivalState, type ArchivalState } from "./archival-state.ts";
import { digestOfFile } from "./copy-segment.ts";
import { headKey } from "./index-entry.ts";
import { claimIndexStore, type StoreClaim } from "./index-store.ts";
import { damageError } from "./journal-fault.ts";
import { openSource } from "./journal-source.ts";
import { readJournalTree } from "./journal-tree.ts";
import { realDirectory } from "./make-directory.ts";
import { outlineFile } from "./outline-files.ts";
import { readRecords } from "./read-journal.ts";
import { listSegments } from "./segment-directory.ts";
import { syncDirectory } from "./sync-directory.ts";
import { sha256 as hostSha256 } from "./sha256.ts";
import { verifyArchive } from "./verify-archive.ts";

/** What was reached: after each of these the process may end, and the next call knows how to go on. */
export type ArchivalStage = "claimed" | "planned" | "begun" | "copied" | "named" | "recorded" | "placed" | "removed" | "done";

export interface ArchivalCommon {
  readonly directory: string;
  /** The journal's key: what signs the history up to where the archive ends. */
  readonly signer: NoteSigner;
  readonly onStage?: (stage: ArchivalStage) => void;
  readonly sha256?: Sha256;
}

interface DecidedArchival {
  readonly recorded: RecordedArchival;
  readonly spot: RecordSpot;
}

/** The record that says that it was decided; null where there is none. Throws FC_JOURNAL_DAMAGED. */
const findRecord = async (directory: string, { head, after }: ArchivalState, sha256: Sha256): Promise<DecidedArchival | null> => {
  const reading = readRecords(directory, { fromSeq: after + 1, sha256 });
  for (;;) {
    const next = await reading.next();
    if (next.done === true) {
      if (next.value.damage !== null) throw damageError(next.value.damage);
      return null;
    }
    const { record, file, offset } = next.value;
    const recorded = record.seq > after ? readJournalArchived(record) : null;
    const segment = parseSegmentName(basename(file));
    if (recorded?.head.seq === head.seq && recorded.head.hash === head.hash && segment !== null) return { recorded, spot: { seq: record.seq, segment, offset } };
  }
};

/** The archive as it was recorded. One that is not there any more is made again: until archive.json is written every segment still is. */
const archiveAsRecorded = async (directory: string, { to }: ArchivalState, { recorded }: DecidedArchival, { signer, sha256 = hostSha256 }: ArchivalCommon): Promise<ArchiveManifest> => {
  const there = await readManifest(to, sha256);
  const manifest = there === null ? await makeAgain(directory, to, recorded, signer, sha256) : await verifyArchive(to, { key: verifierKeyOf(signer, sha256), sha256 });
  const isSame = JSON.stringify(manifest.segments) === JSON.stringify(recorded.segments) && rootOf(manifest.to.frontier, sha256) === recorded.root;
  if (!isSame) throw invalidArchive(`the archive of records ${recorded.from + 1} to ${recorded.head.seq} as it was recorded`, "another one", to);
  return manifest;
};

const makeAgain = async (directory: string, to: string, { head, segments }: RecordedArchival, signer: NoteSigner, sha256: Sha256): Promise<ArchiveManifest> => {
  const opened = await openSource(directory, sha256);
  if (!opened.ok) throw damageError(opened.fault);
  const { frontier } = await readJournalTree(directory, { size: head.seq, sha256 });
  const files = segments.map(({ name, bytes }) => ({ file: join(directory, name), bytes }));
  await removeArchive(unfinishedName(to));
  return makeArchive(to, { from: opened.value.point, to: { head, frontier }, files }, signer, sha256, () => {});
};

/** Oldest first, so that what is left is never a journal with a hole. Nothing is removed that is not, byte by byte, in the archive. */
const removeSegments = async (directory: string, { head, segments }: RecordedArchival): Promise<void> => {
  for (const { file, firstSeq } of await listSegments(directory)) {
    if (firstSeq > head.seq) break;
    const said = segments.find(({ name }) => parseSegmentName(name) === firstSeq);
    const found = said === undefined ? null : await digestOfFile(file, said.bytes);
    if (said === undefined || found?.digest !== said.digest) throw damageError({ seq: firstSeq, file, offset: 0, cause: "the segment is not the one that was archived, and was not removed" });
    await unlink(file);
    await rm(outlineFile(directory, firstSeq), { force: true });
  }
  await syncDirectory(directory);
};

const carryOut = async (directory: string, state: ArchivalState, decided: DecidedArchival, claim: StoreClaim, options: ArchivalCommon): Promise<void> => {
  const { onStage = () => {}, sha256 = hostSha256 } = options;
  const place = await readArchivePlace(directory, sha256);
  const isPlaced = place !== null && place !== "changed" && place.head.seq === state.head.seq && place.head.hash === state.head.hash;
  if (!isPlaced) {
    const { to } = await archiveAsRecorded(directory, state, decided, options);
    // What is folded of archived records goes with them (FC-MEM-0001.R13): the next opening folds what is kept.
    await claim.store.del(headKey, { sync: true });
    await writeArchivePlace(directory, { ...to, record: decided.spot }, sha256);
  }
  onStage("placed");
  await removeSegments(directory, decided.recorded);
  onStage("removed");
  await removeArchivalState(directory);
  onStage("done");
};

const takeBack = async (directory: string, { to, head }: ArchivalState, sha256: Sha256): Promise<void> => {
  await removeArchive(unfinishedName(to));
  const made = await readManifest(to, sha256).catch((error: unknown) => {
    if (error instanceof FemtoClawError) return null;
    throw error;
  });
  if (made?.to.head.seq === head.seq && made.to.head.hash === head.hash) await removeArchive(to);
  await removeArchivalState(directory);
};

/**
 * What an archival that was cut short left: carried out where it was recorded, else taken back. Throws FC_JOURNAL_LOCKED while somebody
 * writes, and FC_ARCHIVE_INVALID where the archive is not what was recorded: then nothing is removed.
 */
export const settleArchival = async (options: ArchivalCommon): Promise<"none" | "taken back" | "finished"> => {
  const { sha256 = hostSha256 } = options;
  const directory = await realDirectory(options.directory);
  if ((await readArchivalState(directory, sha256)) === null) return "none";
  const claim = await claimIndexStore(directory);
  try {
    const state = await readArchivalState(directory, sha256);
    if (state === null) return "none";
    const decided = await findRecord(directory, state, sha256);
    if (decided === null) await takeBack(directory, state, sha256);
    else await carryOut(directory, state, decided, claim, options);
    return decided === null ? "taken back" : "finished";
  } finally {
    await claim.release();
  }
};
