// FC-UPGRADE-0001.R4: the formats that a journal can lie in, and each read as what it is: records in order, as canonical text, whole and
// linked. Their bytes are the same in every format: a checkpoint that was signed over them holds whatever they lie in.
import { open } from "node:fs/promises";
import { fault, FemtoClawError, type Sha256 } from "@femtoclaw/protocol";
import type { JournalHead } from "@femtoclaw/core";
import type { JournalPoint } from "../journal-point.ts";
import { formatNamedBy, formatVersion } from "../frame.ts";
import { emptyHead } from "../record-link.ts";
import { checkText } from "../stored-record.ts";
import { emptyFrontier, growFrontier, rootOf } from "../tree/frontier.ts";
import { headFile, readHeadFile } from "./head-file.ts";
import { damageError, fileError } from "./journal-fault.ts";
import { openSource } from "./journal-source.ts";
import { readRecords } from "./read-journal.ts";
import { listSegments } from "./segment-directory.ts";

/** A journal as it is read: each record's canonical text; at the end, how many bytes of a batch that was never acknowledged follow. */
export type JournalTexts = AsyncGenerator<string, number, undefined>;

export interface JournalFormat {
  /** The number in each segment's header. */
  readonly version: number;
  /** For people: what is different there. */
  readonly what: string;
  /** Throws FC_JOURNAL_DAMAGED where the journal is, by all that the format has to tell it. */
  readonly read: (directory: string, sha256: Sha256) => JournalTexts;
}

async function* readCurrent(directory: string, sha256: Sha256): JournalTexts {
  const kept = await readHeadFile(directory, sha256);
  if (!kept.ok) throw damageError(kept.fault);
  const { value: known } = kept;
  let met = known === null;
  const reading = readRecords(directory, { sha256 });
  for (;;) {
    const next = await reading.next();
    if (next.done === true) {
      if (next.value.damage !== null) throw damageError(next.value.damage);
      if (!met) throw damageError({ seq: known?.seq ?? 1, file: headFile(directory), offset: 0, cause: "head.json has seen this record on disk, and it is not there any more" });
      return next.value.torn?.bytes ?? 0;
    }
    const { record, bytes, hash } = next.value;
    if (record.seq === known?.seq) met = hash === known.hash;
    yield bytes;
  }
}

export const currentFormat: JournalFormat = { version: formatVersion, what: "what this version writes", read: readCurrent };

/** Formats of journals that earlier versions left, each with its reader. There is none: the first format is the current one. */
export const earlierFormats: readonly JournalFormat[] = [];

const firstBytes = async (file: string): Promise<Uint8Array> => {
  try {
    const handle = await open(file, "r");
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(12), 0, 12, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw fileError("read", error, file);
  }
};

/** The format that the journal lies in. Throws FC_JOURNAL_NOT_FOUND, FC_JOURNAL_DAMAGED, and FC_JOURNAL_FORMAT for one that is not among `earlier`. */
export const formatOf = async (directory: string, earlier: readonly JournalFormat[]): Promise<JournalFormat> => {
  const [first] = await listSegments(directory).catch((error: unknown) => {
    if (error instanceof FemtoClawError && error.fault.found === "ENOENT") return [];
    throw error;
  });
  if (first === undefined) throw new FemtoClawError(fault("FC_JOURNAL_NOT_FOUND", "a journal", "no segments", { file: directory }));
  const version = formatNamedBy(await firstBytes(first.file));
  if (version === null) throw damageError({ seq: first.firstSeq, file: first.file, offset: 0, cause: "the file does not begin as a segment" });
  const found = [currentFormat, ...earlier].find((it) => it.version === version);
  if (found === undefined) throw new FemtoClawError(fault("FC_JOURNAL_FORMAT", `a format up to ${formatVersion}`, `format version ${version}`, { file: first.file }));
  return found;
};

export interface JournalCheck {
  readonly format: number;
  /** The format that this version writes. */
  readonly current: number;
  readonly records: number;
  readonly head: JournalHead;
  /** RFC 6962's, as 64 hexadecimal digits: what a checkpoint over these records signs. */
  readonly root: string;
  /** Of a batch that was never acknowledged. */
  readonly tornBytes: number;
  readonly bytes: number;
}

const genesis: JournalPoint = { head: emptyHead, frontier: emptyFrontier };

const archivedPoint = async (directory: string, sha256: Sha256): Promise<JournalPoint> => {
  const opened = await openSource(directory, sha256);
  if (!opened.ok) throw damageError(opened.fault);
  return opened.value.point;
};

/** Every record held against the one before, whatever the format's own reader has looked at. Each is also given to `take`. */
export const walkJournal = async (
  { version, read }: JournalFormat,
  directory: string,
  sha256: Sha256,
  take: (text: string, head: JournalHead) => Promise<void> | void = () => {},
): Promise<JournalCheck> => {
  // An archive is of the format that the journal had then; what is kept goes on from it.
  let { head, frontier } = version === formatVersion ? await archivedPoint(directory, sha256) : genesis;
  let bytes = 0;
  const texts = read(directory, sha256);
  for (;;) {
    const next = await texts.next();
    if (next.done === true) return { format: version, current: formatVersion, records: head.seq, head, root: rootOf(frontier, sha256), tornBytes: next.value, bytes };
    const checked = checkText(head, next.value, sha256);
    if (!checked.ok) throw damageError({ seq: head.seq + 1, file: directory, offset: 0, cause: checked.fault });
    await take(next.value, head);
    ({ head } = checked.value);
    frontier = growFrontier(frontier, head.hash, sha256);
    bytes += Buffer.byteLength(next.value);
  }
};
