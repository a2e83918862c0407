// femtoclaw audit query: records that are asked for, as a stream. Nothing is gathered but the document of --json, and that is bounded.
import { queryJournal, requireKeptRun, sha256, type QueryEnd } from "@femtoclaw/memory/host";
import { fault, FemtoClawError, type JsonObject } from "@femtoclaw/protocol";
import { cutLine } from "../../cut-line.ts";
import { exitCode } from "../../exit-code.ts";
import { plural } from "../../quantity.ts";
import { recordListLine, runLabel } from "../../record-line.ts";
import { dim } from "../../styled-line.ts";
import { noteArchived } from "../archived-note.ts";
import { selectorOf } from "../selector-of.ts";
import type { CommandAction } from "../session.ts";
import { journalDirectory, withArchives } from "../settings.ts";

const usualLimit = 1_000;
/** One document takes no more than this, whatever the limit says; `next` says where to go on. */
const mostInDocument = 100_000;
const mostDocumentCharacters = 67_108_864;
/** Lines that are written before their reader is waited for. */
const linesAtOnce = 64;

export const auditQuery: CommandAction = async (session) => {
  const { io, json, options, screen, aside } = session;
  const journal = await journalDirectory(session);
  const source = withArchives(session, journal);
  const selector = await selectorOf(session, source);
  const named = options.count("--limit") ?? usualLimit;
  const wanted = named === 0 ? Number.POSITIVE_INFINITY : named;
  const limit = json ? Math.min(wanted, mostInDocument) : wanted;
  const kept: JsonObject[] = [];
  let [given, characters, last] = [0, 0, 0];
  let end: QueryEnd | null = null;
  const query = queryJournal(source, selector, { limit, whole: options.has("--whole"), onProgress: (seq) => aside.status(`reading, ${seq} records so far`) });
  while (end === null && characters < mostDocumentCharacters && !io.stdout.closed()) {
    const next = await query.next();
    if (next.done === true) {
      end = next.value;
      break;
    }
    const { record, bytes, hash } = next.value;
    [given, last] = [given + 1, record.seq];
    if (json) {
      kept.push({ ...record, hash });
      characters += bytes.length;
      continue;
    }
    const line = recordListLine(record, selector.run === undefined ? runLabel(record) : "");
    screen.print([io.stdout.isTerminal ? cutLine(line, io.stdout.columns()) : line]);
    if (given % linesAtOnce === 0) await io.stdout.drained?.();
  }
  aside.status(null);
  const next = end === null ? last : end.next;
  if (given === 0 && next === null && selector.run !== undefined) await requireKeptRun(source, selector.run, sha256);
  if (given === 0 && next === null && selector.run !== undefined && Object.keys(selector).length === 1) {
    throw new FemtoClawError(fault("FC_USAGE_RUN", "a run of this journal", selector.run));
  }
  if (next !== null && !io.stdout.closed()) aside.print([[dim(`the first ${plural(given, "record")}; --after ${next} goes on, --limit 0 shows all`)]]);
  const archived = selector.afterSeq === undefined ? await noteArchived(session, source) : null;
  return { exitCode: exitCode.success, document: { journal, records: kept, read: end?.read ?? null, next, archived } };
};
