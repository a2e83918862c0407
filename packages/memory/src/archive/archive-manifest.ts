// FC-UPGRADE-0001.R13: what an archive holds, beside its segments, so that it can be verified by itself and joined to the journal that it
// was taken out of.
//
//   manifest.json = canonical JSON of {digest, from, note, segments, to, version}, newline;  digest = SHA-256 of the canonical JSON of the others
//   from, to      = {hash, peaks, seq}: the record before the first one and the last one, each with what the tree grows on from
//   note          = a checkpoint of exactly the history up to `to`, signed by the journal's key
import type { JsonObject, Sha256 } from "@femtoclaw/protocol";
import { readSealed, seal } from "../sealed-text.ts";
import { pointValue, readPoint, type JournalPoint } from "../journal-point.ts";
import { readArchivedSegments, type ArchivedSegment } from "./archived-record.ts";

export interface ArchiveManifest {
  /** Where the journal stood before the first record of the archive. */
  readonly from: JournalPoint;
  /** Where it stood after the last. */
  readonly to: JournalPoint;
  readonly segments: readonly ArchivedSegment[];
  readonly note: string;
}

const version = 1;

export const encodeArchiveManifest = ({ from, to, segments, note }: ArchiveManifest, sha256: Sha256): string =>
  seal({ version, from: pointValue(from), to: pointValue(to), segments: segments.map((it) => ({ ...it })), note }, sha256);

const read = (value: JsonObject): ArchiveManifest | null => {
  const [from, to, segments, note] = [readPoint(value["from"]), readPoint(value["to"]), readArchivedSegments(value["segments"]), value["note"]];
  return from === null || to === null || segments === null || typeof note !== "string" || to.head.seq <= from.head.seq ? null : { from, to, segments, note };
};

/** Null for anything but what `encodeArchiveManifest` of this very version wrote. */
export const decodeArchiveManifest = (text: string, sha256: Sha256): ArchiveManifest | null => readSealed(text, read, (it) => encodeArchiveManifest(it, sha256));
