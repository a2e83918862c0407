// FC-AUDIT-0001: records taken out of a journal as text, piece by piece, in the memory of one segment. Each record that is met is checked,
// and outlines are not asked: what is taken out is to be shown to somebody.
import { fault, FemtoClawError, type Sha256 } from "@femtoclaw/protocol";
import { csvHeader, csvRow } from "../export/csv.ts";
import { foldProvenLines } from "../export/proven-lines.ts";
import { selects, type RecordSelector } from "../query/record-selector.ts";
import type { Checkpoint } from "../verifier.ts";
import { damageError } from "./journal-fault.ts";
import { archivedError, directoryOf, openSource, type JournalSource } from "./journal-source.ts";
import { queryJournal } from "./query-journal.ts";
import { readRecords } from "./read-journal.ts";
import { sha256 as hostSha256 } from "./sha256.ts";

export const exportFormats = ["jsonl", "csv"] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface ExportOptions {
  readonly onProgress?: (seq: number) => void;
  readonly sha256?: Sha256;
}

export interface ExportEnd {
  /** That were taken out. */
  readonly records: number;
  /** Of the first and the last of them; null without any. */
  readonly firstSeq: number | null;
  readonly lastSeq: number | null;
}

/** As much is gathered before it is handed out. */
const pieceLength = 65_536;
const progressEvery = 10_000;

/** Throws as `queryJournal` does. */
export async function* exportJournal(source: JournalSource, format: ExportFormat, selector: RecordSelector, { onProgress, sha256 = hostSha256 }: ExportOptions = {}): AsyncGenerator<string, ExportEnd, undefined> {
  let piece = format === "csv" ? csvHeader : "";
  let end: ExportEnd = { records: 0, firstSeq: null, lastSeq: null };
  for await (const { record, bytes, hash } of queryJournal(source, selector, { whole: true, sha256, ...(onProgress === undefined ? {} : { onProgress }) })) {
    piece += format === "csv" ? csvRow(record, hash) : `${bytes}\n`;
    end = { records: end.records + 1, firstSeq: end.firstSeq ?? record.seq, lastSeq: record.seq };
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = "";
  }
  if (piece !== "") yield piece;
  return end;
}

/**
 * JSON Lines with the proof that each record is, at its place, in the history that the note signs; of no record after it. The last piece
 * is withheld and FC_CHECKPOINT_CONTRADICTED thrown where the journal does not begin with that history. Also throws as `readJournal` does.
 */
export async function* exportProven(
  source: JournalSource,
  selector: RecordSelector,
  { note, checkpoint: { size, root } }: { readonly note: string; readonly checkpoint: Checkpoint },
  { onProgress, sha256 = hostSha256 }: ExportOptions = {},
): AsyncGenerator<string, ExportEnd, undefined> {
  const contradicted = (found: string): FemtoClawError => new FemtoClawError(fault("FC_CHECKPOINT_CONTRADICTED", `the history of ${size} records that was signed`, found, { file: directoryOf(source) }));
  const opened = await openSource(source, sha256);
  if (!opened.ok) throw damageError(opened.fault);
  const { frontier } = opened.value.point;
  if (size < frontier.size) throw archivedError(opened.value, size, directoryOf(source));
  const proven = foldProvenLines(sha256, frontier);
  const reading = readRecords(source, { sha256 });
  let piece = "";
  let end: ExportEnd = { records: 0, firstSeq: null, lastSeq: null };
  for (let seq = frontier.size + 1; seq <= size; seq += 1) {
    const next = await reading.next();
    if (next.done === true) {
      if (next.value.damage !== null) throw damageError(next.value.damage);
      throw contradicted(`${seq - 1} records`);
    }
    const { record, bytes, hash } = next.value;
    const shown = selects(selector, record);
    for (const line of proven.add(bytes, hash, shown)) piece += `${line}\n`;
    if (shown) end = { records: end.records + 1, firstSeq: end.firstSeq ?? seq, lastSeq: seq };
    if (seq % progressEvery === 0) onProgress?.(seq);
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = "";
  }
  const { lines, root: found } = proven.end(note);
  if (found !== root) throw contradicted("another history");
  yield `${piece}${lines.map((line) => `${line}\n`).join("")}`;
  return end;
}
