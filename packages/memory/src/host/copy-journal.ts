/**
 * FC-UPGRADE-0001: a journal copied whole, also while it is being written: how a backup is made, and how it is brought back. Bytes of
 * acknowledged records never change, so the records that a first walk checked can be copied as they lie; what is appended meanwhile is
 * left to the next backup.
 *
 *   walk     every record and link checked, up to the last; where each segment's last one ends
 *   copy     header and frames, byte by byte, into NAME.unfinished; each file flushed; and the checkpoints that were stored beside them
 *   verify   the copy is walked as well, and must come to the same root
 *   rename   only now it has its name: a copy that was cut short is never taken for one
 */
import { readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fault, FemtoClawError, type Sha256 } from "@femtoclaw/protocol";
import { frameBytes } from "../frame.ts";
import type { JournalPoint } from "../journal-point.ts";
import { growFrontier, rootOf } from "../tree/frontier.ts";
import { copyArchivePlace, refuseArchive } from "./archive-files.ts";
import { copyCheckpoints, readCheckpoints } from "./checkpoint-files.ts";
import { copyFile } from "./copy-segment.ts";
import { headFile, readHeadFile, writeHeadFile } from "./head-file.ts";
import { holdCheckpoints } from "./held-checkpoints.ts";
import { damageError, errnoOf } from "./journal-fault.ts";
import { openSource } from "./journal-source.ts";
import { readJournalTree } from "./journal-tree.ts";
import { makeDirectory } from "./make-directory.ts";
import { readRecords } from "./read-journal.ts";
import { syncDirectory } from "./sync-directory.ts";
import { sha256 as hostSha256 } from "./sha256.ts";

export interface CopyOptions {
  readonly onProgress?: (records: number) => void;
  readonly sha256?: Sha256;
}

export interface JournalCopy {
  /** Records. */
  readonly size: number;
  readonly root: string;
  readonly bytes: number;
}

const progressEvery = 10_000;

const refuse = (expected: string, found: string, file: string): FemtoClawError => new FemtoClawError(fault("FC_BACKUP_PLACE", expected, found, { file }));

export const isFreePlace = async (directory: string): Promise<boolean> => {
  try {
    return (await readdir(directory)).length === 0;
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return true;
    throw refuse("a new or empty directory", errnoOf(error), directory);
  }
};

/** Throws FC_BACKUP_PLACE, FC_JOURNAL_DAMAGED, FC_JOURNAL_NOT_FOUND, FC_JOURNAL_FULL and others of the journal; then `to` is as it was. */
export const copyJournal = async (from: string, to: string, { onProgress, sha256 = hostSha256 }: CopyOptions = {}): Promise<JournalCopy> => {
  if (!(await isFreePlace(to))) throw refuse("a new or empty directory", "one with something in it", to);
  await refuseArchive(from);
  const unfinished = `${to}.unfinished`;
  if (!(await isFreePlace(unfinished))) throw refuse("no copy that was cut short", "one; look at it, and remove it", unfinished);

  // Read before the records, as it may lag: a journal that has lost what it names is not backed up as if it were whole.
  const kept = await readHeadFile(from, sha256);
  if (!kept.ok) throw damageError(kept.fault);
  const { value: known } = kept;
  const stored = await readCheckpoints(from);
  if (!stored.ok) throw damageError(stored.fault);
  const opened = await openSource(from, sha256);
  if (!opened.ok) throw damageError(opened.fault);
  const { point, archived } = opened.value;
  const held = holdCheckpoints(stored.value, sha256, point.frontier);
  let met = known === null;
  const ends = new Map<string, number>();
  let { frontier, head }: JournalPoint = point;
  const reading = readRecords(from, { sha256 });
  for (let next = await reading.next(); ; next = await reading.next()) {
    if (next.done === true) {
      if (next.value.damage !== null) throw damageError(next.value.damage);
      break;
    }
    const { record, bytes, hash, file, offset } = next.value;
    ends.set(file, offset + frameBytes(Buffer.byteLength(bytes)));
    frontier = growFrontier(frontier, hash, sha256);
    held.add(hash);
    head = { seq: record.seq, hash };
    if (record.seq === known?.seq) met = hash === known.hash;
    if (record.seq % progressEvery === 0) onProgress?.(record.seq);
  }
  if (!met) throw damageError({ seq: known?.seq ?? 1, file: headFile(from), offset: 0, cause: "head.json has seen this record on disk, and it is not there any more" });
  const contradicted = held.contradiction();
  if (contradicted !== null) throw damageError(contradicted);
  const root = rootOf(frontier, sha256);

  await makeDirectory(unfinished);
  try {
    // Where it begins, it says as the journal does: the archive is no part of either.
    if (archived !== null) await copyArchivePlace(from, unfinished, sha256);
    for (const [file, end] of ends) await copyFile(file, join(unfinished, basename(file)), end);
    if (head.seq > 0) await writeHeadFile(unfinished, head, sha256);
    await copyCheckpoints(stored.value, unfinished);
    await syncDirectory(unfinished);
    const copied = head.seq === 0 ? root : (await readJournalTree(unfinished, { sha256 })).root;
    if (copied !== root) throw refuse("a copy with the same history", "another", unfinished);
    await rename(unfinished, to).catch((error: unknown) => {
      throw refuse("a new or empty directory", errnoOf(error), to);
    });
    await syncDirectory(dirname(to));
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
  return { size: head.seq, root, bytes: [...ends.values()].reduce((sum, it) => sum + it, 0) };
};
