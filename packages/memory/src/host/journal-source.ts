/**
 * FC-UPGRADE-0001.R15, R17: where a journal begins, and what it is read from: its own segments, and before them those of the archives at
 * hand that lead up to it, joined by the hash of the record between them.
 *
 *   record 1                  nothing was archived
 *   after archive.json        it names the last archived record, a record `journal.archived` says the same, and what lies up to there is
 *                             the rest of an archival that was cut short
 *   after manifest.json       this is an archive, read as the journal that it was
 *   anything else             damage: the beginning is missing
 */
import { stat } from "node:fs/promises";
import { fail, fault, FemtoClawError, ok, type Result, type Sha256 } from "@femtoclaw/protocol";
import { archiveOf, readJournalArchived, type RecordedArchival } from "../archive/archived-record.ts";
import type { JournalPoint } from "../journal-point.ts";
import { emptyHead } from "../record-link.ts";
import { emptyFrontier, rootOf } from "../tree/frontier.ts";
import type { JournalDamage } from "../verify.ts";
import { archivePlaceFile, invalidArchive, readArchivePlace, readManifest } from "./archive-files.ts";
import { errnoOf, fileError } from "./journal-fault.ts";
import { readPlacedRecord } from "./placed-frame.ts";
import { listSegments, type SegmentPlace } from "./segment-directory.ts";

/** A journal's directory; with archives that were taken out of it, in any order. */
export type JournalSource = string | { readonly directory: string; readonly archives: readonly string[] };

export const directoryOf = (source: JournalSource): string => (typeof source === "string" ? source : source.directory);
const archivesOf = (source: JournalSource): readonly string[] => (typeof source === "string" ? [] : source.archives);

/** What the journal says of its last archival, where it stands, and where the journal goes on. */
export interface ArchivedBeginning extends JournalPoint {
  readonly seq: number;
  readonly recorded: RecordedArchival;
}

export interface JournalBeginning {
  /** Where reading begins: after this record. */
  readonly point: JournalPoint;
  /** Null where nothing was archived. */
  readonly archived: ArchivedBeginning | null;
}

export interface OpenedSource extends JournalBeginning {
  /** In the order of their records. */
  readonly segments: readonly SegmentPlace[];
}

const genesis: JournalPoint = { head: emptyHead, frontier: emptyFrontier };

const missing = (segments: readonly SegmentPlace[], directory: string): JournalDamage => ({
  seq: 1,
  file: segments[0]?.file ?? directory,
  offset: 0,
  cause: "the first segment is missing",
});

/** Where the journal's own segments begin. Throws FC_ARCHIVE_INVALID for an archive whose manifest was changed. */
export const readBeginning = async (directory: string, segments: readonly SegmentPlace[], sha256: Sha256): Promise<Result<JournalBeginning, JournalDamage>> => {
  const place = await readArchivePlace(directory, sha256);
  if (place === null) {
    const first = segments[0]?.firstSeq ?? 1;
    const manifest = await readManifest(directory, sha256);
    if (manifest !== null) return first === manifest.from.head.seq + 1 ? ok({ point: manifest.from, archived: null }) : fail(missing(segments, directory));
    return first === 1 ? ok({ point: genesis, archived: null }) : fail(missing(segments, directory));
  }
  const damage = (cause: string, seq = 1): Result<JournalBeginning, JournalDamage> => fail({ seq, file: archivePlaceFile(directory), offset: 0, cause });
  if (place === "changed") return damage("archive.json does not match its digest: it was changed");
  const { head, frontier, record: spot } = place;
  const record = await readPlacedRecord(directory, spot.segment, spot.offset);
  const recorded = record?.seq === spot.seq ? readJournalArchived(record) : null;
  if (recorded === null || spot.seq <= head.seq) return damage(`archive.json says that the records up to ${head.seq} were archived, and record ${spot.seq} does not say so`, head.seq);
  const isSame = recorded.head.seq === head.seq && recorded.head.hash === head.hash && recorded.root === rootOf(frontier, sha256);
  if (!isSame) return damage(`archive.json names record ${head.seq} as the last that was archived, and record ${spot.seq} says something else`, head.seq);
  return ok({ point: { head, frontier }, archived: { head, frontier, seq: spot.seq, recorded } });
};

/** The journal's own segments without those that were archived: what an archival that was cut short has not removed yet. */
export const keptSegments = (segments: readonly SegmentPlace[], { archived }: JournalBeginning): readonly SegmentPlace[] =>
  archived === null ? segments : segments.filter(({ firstSeq }) => firstSeq > archived.head.seq);

interface OpenedArchive {
  readonly directory: string;
  readonly from: JournalPoint;
  readonly to: JournalPoint;
}

const openArchive = async (directory: string, sha256: Sha256): Promise<OpenedArchive> => {
  const manifest = await readManifest(directory, sha256);
  if (manifest === null) throw invalidArchive("an archive of this journal", "a directory without a manifest.json, or none", directory);
  return { directory, from: manifest.from, to: manifest.to };
};

/** The archives in front of `point`, the last first; where each ends is where the one after it begins. Throws FC_ARCHIVE_INVALID for any that does not fit. */
const joinArchives = async (directories: readonly string[], point: JournalPoint, sha256: Sha256): Promise<readonly OpenedArchive[]> => {
  const opened = await Promise.all([...new Set(directories)].map((it) => openArchive(it, sha256)));
  const joined = opened.toSorted((a, b) => b.to.head.seq - a.to.head.seq);
  let next = point;
  for (const { directory, from, to } of joined) {
    const fits = to.head.seq === next.head.seq && to.head.hash === next.head.hash && rootOf(to.frontier, sha256) === rootOf(next.frontier, sha256);
    if (!fits) throw invalidArchive(`an archive that ends with record ${next.head.seq}, ${next.head.hash}`, `one that ends with record ${to.head.seq}, ${to.head.hash}`, directory);
    next = from;
  }
  return joined;
};

/** As they lie in the archive: what its manifest does not name is not of it. */
const archivedSegments = async ({ directory, from, to }: OpenedArchive): Promise<readonly SegmentPlace[]> =>
  (await listSegments(directory)).filter(({ firstSeq }) => firstSeq > from.head.seq && firstSeq <= to.head.seq);

const requireDirectory = async (directory: string): Promise<void> => {
  try {
    await stat(directory);
  } catch (error) {
    if (errnoOf(error) !== "ENOENT") throw fileError("read", error, directory);
    throw new FemtoClawError(fault("FC_JOURNAL_NOT_FOUND", "a journal", "no such directory", { file: directory }));
  }
};

/** Throws FC_JOURNAL_NOT_FOUND, FC_JOURNAL_READ_FAILED and FC_ARCHIVE_INVALID. */
export const openSource = async (source: JournalSource, sha256: Sha256): Promise<Result<OpenedSource, JournalDamage>> => {
  const directory = directoryOf(source);
  await requireDirectory(directory);
  const own = await listSegments(directory);
  if (own.length === 0) throw new FemtoClawError(fault("FC_JOURNAL_NOT_FOUND", "a journal", "no segments", { file: directory }));
  const beginning = await readBeginning(directory, own, sha256);
  if (!beginning.ok) return beginning;
  const archives = await joinArchives(archivesOf(source), beginning.value.point, sha256);
  const kept = keptSegments(own, beginning.value);
  if (kept.length === 0) return fail(missing(own, directory));
  const before = await Promise.all(archives.toReversed().map(archivedSegments));
  return ok({
    segments: [...before.flat(), ...kept],
    point: archives.at(-1)?.from ?? beginning.value.point,
    archived: beginning.value.archived,
  });
};

/** For what lies before the first record that is read. */
export const archivedError = ({ archived, point }: JournalBeginning, seq: number, directory: string): FemtoClawError => {
  const name = archived === null ? null : archiveOf(archived.recorded, seq);
  const where = name === null ? "which is in an archive" : `which is in the archive ${name}`;
  return new FemtoClawError(fault("FC_JOURNAL_ARCHIVED", `a record after ${point.head.seq}`, `record ${seq}, ${where}`, { file: directory }));
};

/** For a run that the records which are read do not have, or not from its beginning: it may have been archived. Throws FC_JOURNAL_ARCHIVED, and nothing where nothing was. */
export const requireKeptRun = async (source: JournalSource, run: string, sha256: Sha256): Promise<void> => {
  const opened = await openSource(source, sha256);
  if (!opened.ok || opened.value.point.head.seq === 0) return;
  const { point, archived } = opened.value;
  const where = archived === null ? "an earlier archive" : [...archived.recorded.earlier.map((it) => it.archive), archived.recorded.archive].join(", ");
  throw new FemtoClawError(fault("FC_JOURNAL_ARCHIVED", `a run with all its records after ${point.head.seq}`, `${run}; the records up to there are in ${where}`, { file: directoryOf(source) }));
};

/** Throws FC_JOURNAL_ARCHIVED where the record was archived and its archive is not at hand. Damage is for the reading to find. */
export const requireKept = async (source: JournalSource, seq: number, sha256: Sha256): Promise<void> => {
  const opened = await openSource(source, sha256);
  if (opened.ok && seq >= 1 && seq <= opened.value.point.head.seq) throw archivedError(opened.value, seq, directoryOf(source));
};
