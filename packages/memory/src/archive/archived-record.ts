// FC-UPGRADE-0001.R14: the record that a beginning of the journal was archived: how far it went and what it came to, so that whoever
// removes segments without it, or puts other ones in their place, is found. The archive goes by its name: where it is kept may change.
//
//   {archive, earlier, from, hash, root, segments, seq, version, who, why}
import type { JournalHead, JournalRecord, RecordDraft } from "@femtoclaw/core";
import { isJsonObject } from "@femtoclaw/gate";
import type { JsonValue } from "@femtoclaw/protocol";

export interface ArchivedSegment {
  readonly name: string;
  readonly bytes: number;
  /** `sha256:…` of the file in the archive. */
  readonly digest: string;
}

/** An archive by its name, and the last record in it. */
export interface EarlierArchive {
  readonly archive: string;
  readonly seq: number;
}

export interface RecordedArchival {
  /** The version that did it. */
  readonly version: string;
  readonly who: string;
  readonly why: string;
  /** The name of the archive's directory. */
  readonly archive: string;
  /** The record before the first that is in it; 0 for the first archive. */
  readonly from: number;
  /** The last record in it, and its hash. */
  readonly head: JournalHead;
  /** Of the RFC 6962 tree up to `head`: whatever was signed of it stays true. */
  readonly root: string;
  readonly segments: readonly ArchivedSegment[];
  /** Oldest first. */
  readonly earlier: readonly EarlierArchive[];
}

/** Bounds of one record (G10). */
export const mostArchivedSegments = 4_096;
const mostEarlier = 1_024;

export const journalArchived = (time: number, { head: { seq, hash }, ...it }: RecordedArchival): RecordDraft => ({
  time,
  run: null,
  execution: null,
  kind: "journal.archived",
  body: { ...it, seq, hash, segments: it.segments.map((segment) => ({ ...segment })), earlier: it.earlier.slice(-mostEarlier).map((archive) => ({ ...archive })) },
});

const hash = /^[0-9a-f]{64}$/;
const text = (value: JsonValue | undefined): string | null => (typeof value === "string" ? value : null);
const count = (value: JsonValue | undefined): number | null => (typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : null);
const hashed = (value: JsonValue | undefined): string | null => (typeof value === "string" && hash.test(value) ? value : null);

export const readArchivedSegments = (value: JsonValue | undefined): readonly ArchivedSegment[] | null => {
  if (!Array.isArray(value) || value.length > mostArchivedSegments) return null;
  const read = value.flatMap((it): readonly ArchivedSegment[] => {
    if (!isJsonObject(it)) return [];
    const [name, bytes, digest] = [text(it["name"]), count(it["bytes"]), text(it["digest"])];
    return name === null || bytes === null || digest === null ? [] : [{ name, bytes, digest }];
  });
  return read.length === value.length ? read : null;
};

const readEarlier = (value: JsonValue | undefined): readonly EarlierArchive[] =>
  (Array.isArray(value) ? value : []).flatMap((it): readonly EarlierArchive[] => {
    if (!isJsonObject(it)) return [];
    const [archive, seq] = [text(it["archive"]), count(it["seq"])];
    return archive === null || seq === null ? [] : [{ archive, seq }];
  });

/** Null when the record is not one, or does not say all of it. */
export const readJournalArchived = ({ kind, body }: Pick<JournalRecord, "kind" | "body">): RecordedArchival | null => {
  if (kind !== "journal.archived") return null;
  const [version, who, why, archive] = [text(body["version"]), text(body["who"]), text(body["why"]), text(body["archive"])];
  const [from, seq, leaf, root] = [count(body["from"]), count(body["seq"]), hashed(body["hash"]), hashed(body["root"])];
  const segments = readArchivedSegments(body["segments"]);
  if (version === null || who === null || why === null || archive === null || from === null || seq === null || leaf === null || root === null || segments === null) return null;
  return { version, who, why, archive, from, head: { seq, hash: leaf }, root, segments, earlier: readEarlier(body["earlier"]) };
};

/** The name of the archive that holds the record; null where none is known to. */
export const archiveOf = ({ archive, from, head, earlier }: RecordedArchival, seq: number): string | null => {
  if (seq > head.seq) return null;
  return seq > from ? archive : (earlier.find((it) => seq <= it.seq)?.archive ?? null);
};
