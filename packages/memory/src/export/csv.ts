/**
 * FC-AUDIT-0001.R10: records as rows of RFC 4180, for people with a spreadsheet: every cell quoted, quotes doubled, lines ended by CRLF.
 *
 * The adversary is whoever wrote what is recorded: a brain, a page, a file. A spreadsheet runs a cell that begins with = + - @ as a formula,
 * also behind a tab or a line break, also as a full-width sign; and one that takes ; for its separator sees cells within a cell. So a
 * cell that begins so gets an apostrophe before it, also after whatever another program could take for a separator; and in the body,
 * which is JSON, each ; is spelt \u003b: the same JSON, without a separator in it.
 */
import { canonicalise } from "@femtoclaw/protocol";
import type { JournalRecord } from "@femtoclaw/core";
import { topicsOf } from "../query/record-topics.ts";

const columns = ["seq", "hash", "time", "run", "execution", "kind", "capability", "decision", "rule", "labels", "body"] as const;

/** The beginning of a cell, or of what could be taken for one, with a sign that makes a formula of it. */
const formula = /^(?=[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])|([;\t\r\n|])(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

const cell = (text: string): string => `"${text.replace(formula, "$1'").replaceAll('"', '""')}"`;

const row = (cells: readonly string[]): string => `${cells.map(cell).join(",")}\r\n`;

/** A record's time is any safe integer; a date is not. */
const timeText = (ms: number): string => (Math.abs(ms) > 8.64e15 ? `${ms}` : new Date(ms).toISOString());

export const csvHeader: string = row(columns);

export const csvRow = (record: JournalRecord, hash: string): string => {
  const { run, execution, kind, capability, verdict, rule, labels } = topicsOf(record);
  const body = canonicalise(record.body).replaceAll(";", "\\u003b");
  return row([`${record.seq}`, hash, timeText(record.time), run ?? "", execution ?? "", kind, capability ?? "", verdict ?? "", rule ?? "", labels.join(" "), body]);
};
