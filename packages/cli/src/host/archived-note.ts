// What a reader is told of records that are in archives which are not at hand: an answer without them is not the whole one (FC-UPGRADE-0001.R18).
import { archiveOf } from "@femtoclaw/memory";
import { openSource, readArchivalState, sha256, type JournalSource } from "@femtoclaw/memory/host";
import type { JsonObject } from "@femtoclaw/protocol";
import { printable } from "../printable.ts";
import { dim } from "../styled-line.ts";
import type { Session } from "./session.ts";

export interface ArchivedRecords {
  /** The last one that is not at hand. */
  readonly upTo: number;
  /** The archive that it is in, and those before, by their names; oldest first. */
  readonly archives: readonly string[];
}

/** Null where every record is at hand, and where that cannot be told: the reading then says why. */
export const archivedRecords = async (source: JournalSource): Promise<ArchivedRecords | null> => {
  const opened = await openSource(source, sha256).catch(() => null);
  if (opened?.ok !== true || opened.value.point.head.seq === 0) return null;
  const { archived, point } = opened.value;
  const upTo = point.head.seq;
  if (archived === null) return { upTo, archives: [] };
  const { recorded } = archived;
  const all = [...recorded.earlier, { archive: recorded.archive, seq: recorded.head.seq }];
  const last = archiveOf(recorded, upTo);
  return { upTo, archives: all.filter(({ seq, archive }) => seq < upTo || archive === last).map(({ archive }) => archive) };
};

export const archivedText = ({ upTo, archives }: ArchivedRecords): string =>
  `records 1 to ${upTo} are in ${archives.length === 0 ? "an earlier archive" : `the ${archives.length === 1 ? "archive" : "archives"} ${archives.map(printable).join(", ")}`}`;

/** Also printed, beside the answer. */
export const noteArchived = async ({ aside }: Session, source: JournalSource): Promise<JsonObject | null> => {
  const found = await archivedRecords(source);
  if (found === null) return null;
  aside.print([[dim(`${archivedText(found)}, and are not in this answer; --archive DIR reads them too`)]]);
  return { upTo: found.upTo, archives: [...found.archives] };
};

/** Whether an archival was cut short: it harms nothing, and `archive --settle` ends it. */
export const isArchivalOpen = async (journal: string): Promise<boolean> =>
  readArchivalState(journal, sha256).then((it) => it !== null, () => true);
