// femtoclaw status: what the journal says, read without its lock, so also while a runtime is at work.
import { FemtoClawError, type JsonObject } from "@femtoclaw/protocol";
import { readRuntimeStarted } from "@femtoclaw/runtime";
import type { RunSummary, RunStateWord } from "@femtoclaw/memory";
import { exitCode } from "../../exit-code.ts";
import { doubtDocument } from "../../journal-status.ts";
import { checkpointText, type LastCheckpoint } from "../../checkpoint-text.ts";
import { printable } from "../../printable.ts";
import { formatTime, plural } from "../../quantity.ts";
import { blankLine, dim, plain, span, type Line, type Style } from "../../styled-line.ts";
import { archivedRecords, archivedText, isArchivalOpen, type ArchivedRecords } from "../archived-note.ts";
import { writerDocument, type JournalWriter } from "../journal-writer.ts";
import { findLastCheckpoint } from "../last-checkpoint.ts";
import { readJournalStatus, type ReadStatus } from "../read-journal-status.ts";
import { repeatedFlags } from "../repeated-flags.ts";
import { programName, shortenPath, type CommandAction, type Session } from "../session.ts";
import { journalDirectory } from "../settings.ts";
import { fit } from "../../display-width.ts";

const row = (label: string, ...spans: Line): Line => [span("label", label.padEnd(10)), ...spans];

const writerText = (writer: JournalWriter): string => {
  switch (writer.state) {
    case "active":
      return `process ${writer.pid} on ${printable(writer.host)}${writer.since === null ? "" : ` since ${printable(writer.since)}`}`;
    case "elsewhere":
      return `process ${writer.pid} on ${printable(writer.host)}, if it still runs; that cannot be told from here`;
    case "none":
      return writer.left ? "nobody; the last one ended without closing the journal" : "nobody";
  }
};

const stateStyle: { readonly [state in RunStateWord]: Style } = { running: "note", waiting: "warn", completed: "good", failed: "bad", stopped: "warn", "in-doubt": "bad", settled: "note" };

const runLine = (it: RunSummary, columns: number): Line => {
  const { authorized, denied, rejected } = it.counts;
  const head = `${formatTime(it.startedMs)}  ${it.run}  `;
  const counts = `  ${authorized} authorised, ${denied} denied, ${rejected} rejected  `;
  return [
    dim(`  ${head}`),
    span(stateStyle[it.state], it.state.padEnd(9)),
    plain(counts),
    dim(fit(printable(it.input ?? ""), Math.max(16, columns - head.length - counts.length - 12))),
  ];
};

/** What was in doubt of a run and is no more. */
const settledLines = ({ doubts }: RunSummary): readonly Line[] =>
  doubts.flatMap(({ execution, settled }) =>
    settled === null
      ? []
      : [[plain("    settled  "), span("note", settled.found), plain(`  ${printable(execution)}`), dim(`  by ${printable(settled.who)} in #${settled.seq}: ${printable(settled.why)}`)]],
  );

interface ArchivalStatus {
  readonly archived: ArchivedRecords | null;
  readonly cutShort: boolean;
}

const statusLines = (session: Session, journal: string, read: ReadStatus, signed: LastCheckpoint | null, { archived, cutShort }: ArchivalStatus, shown: readonly RunSummary[]): readonly Line[] => {
  const { status, writer, head } = read;
  const shorten = shortenPath(session.io);
  const started = status.lastStart === null ? null : readRuntimeStarted(status.lastStart);
  const doubt = status.inDoubt.map((it): Line => [
    span("bad", "  IN_DOUBT  "),
    plain(`${printable(it.capability === "" ? "an effect" : it.capability)}  ${printable(it.execution)}`),
    dim(`  authorised in #${it.seq}, ${formatTime(it.time)}`),
  ]);
  const [first] = status.inDoubt;
  const flags = repeatedFlags(session);
  return [
    row("journal", plain(`${printable(shorten(journal))}  ${plural(head.seq, "record")}`), dim(`  head ${head.hash.slice(0, 16)}…`)),
    ...(archived === null ? [] : [row("archived", plain(archivedText(archived)))]),
    ...(cutShort ? [row("archive", span("warn", "cut short"), dim(`  ${programName(session.io)} archive --settle  ends it`))] : []),
    row("writer", plain(writerText(writer))),
    row("signed", plain(signed === null ? "nothing: no checkpoint is stored" : printable(checkpointText(signed, head.seq)))),
    ...(started === null
      ? []
      : [row("policy", plain(`${printable(shorten(started.policy.source.file))}  ${started.policy.profile}`), dim(`  ${printable(started.policy.digest.slice(0, 19))}…  loaded by ${printable(started.operator)}`))]),
    ...status.running.map((it): Line => row("running", plain(`${printable(it.capability)}  ${printable(it.execution)}`))),
    ...(doubt.length === 0
      ? [row("in doubt", plain("nothing"))]
      : [row("in doubt", span("bad", plural(doubt.length, "execution"))), ...doubt, [dim("  Look at what each would have changed, then say what you found; none is ever run again by itself.")]]),
    blankLine,
    row("runs", plain(status.runs.length === 0 ? "none yet" : shown.length < status.runs.length ? `the last ${shown.length} of ${status.runs.length}` : `${shown.length}`)),
    ...shown.flatMap((it) => [runLine(it, session.screen.columns()), ...settledLines(it)]),
    ...(first === undefined
      ? []
      : [
          blankLine,
          [dim(`next  ${programName(session.io)} audit show ${first.run}${flags}`)],
          [dim(`      ${programName(session.io)} settle ${first.execution} --found done|not-done --why "what you looked at"${flags}`)],
        ]),
  ];
};

const summaryDocument = (it: RunSummary): JsonObject => ({
  ...it,
  counts: { ...it.counts },
  doubts: it.doubts.map((doubt) => ({ ...doubt, settled: doubt.settled === null ? null : { ...doubt.settled } })),
  answer: it.answer === null ? null : { ...it.answer },
});

const nothingYet = (session: Session, journal: string): { readonly exitCode: number; readonly document: JsonObject } => {
  session.screen.print([row("journal", plain(`${printable(shortenPath(session.io)(journal))}  nothing has run yet`))]);
  return {
    exitCode: exitCode.success,
    document: { journal: { directory: journal, records: 0, head: null }, archived: null, archivalCutShort: false, writer: { state: "none", left: false }, checkpoint: null, policy: null, configuration: null, running: [], inDoubt: [], runs: [] },
  };
};

export const status: CommandAction = async (session) => {
  const journal = await journalDirectory(session);
  let read: ReadStatus;
  try {
    read = await readJournalStatus(journal);
  } catch (error) {
    // A configured journal that nobody has written to yet is no mistake; one that was named and is not there is.
    const isNew = error instanceof FemtoClawError && error.code === "FC_JOURNAL_NOT_FOUND" && session.options.text("--journal") === null;
    if (isNew) return nothingYet(session, journal);
    throw error;
  }
  const signed = await findLastCheckpoint(journal);
  const limit = session.options.count("--limit") ?? 10;
  const shown = limit === 0 ? read.status.runs : read.status.runs.slice(-limit);
  const archival: ArchivalStatus = { archived: await archivedRecords(journal), cutShort: await isArchivalOpen(journal) };
  session.screen.print(statusLines(session, journal, read, signed, archival, shown));
  const started = read.status.lastStart === null ? null : readRuntimeStarted(read.status.lastStart);
  return {
    exitCode: read.status.inDoubt.length > 0 ? exitCode.inDoubt : exitCode.success,
    document: {
      journal: { directory: journal, records: read.head.seq, head: { ...read.head } },
      archived: archival.archived === null ? null : { upTo: archival.archived.upTo, archives: [...archival.archived.archives] },
      archivalCutShort: archival.cutShort,
      writer: writerDocument(read.writer),
      checkpoint: signed === null ? null : { ...signed },
      policy: started === null ? null : { file: started.policy.source.file, profile: started.policy.profile, digest: started.policy.digest, operator: started.operator },
      configuration: started?.configuration?.digest ?? null,
      running: read.status.running.map((it) => ({ ...it })),
      inDoubt: read.status.inDoubt.map(doubtDocument),
      runs: shown.map(summaryDocument),
    },
  };
};
