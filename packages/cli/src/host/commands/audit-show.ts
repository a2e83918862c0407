// femtoclaw audit show: one record in full with its place, or a run as it went. `--context` adds what the brain was shown.
import { digestOfContext, type ContextEntry, type JournalRecord } from "@femtoclaw/core";
import { runOfRecord } from "@femtoclaw/memory";
import { readJournal, requireKept, requireKeptRun, sha256, type JournalSource, type PlacedRecord } from "@femtoclaw/memory/host";
import { canonicalise, fault, FemtoClawError, type JsonObject } from "@femtoclaw/protocol";
import { replayRun } from "@femtoclaw/runtime";
import { exitCode } from "../../exit-code.ts";
import { printable, printableLines } from "../../printable.ts";
import { plural } from "../../quantity.ts";
import { blankLine, continued, dim, labelled, plain, plainLine, span, type Line } from "../../styled-line.ts";
import { timelineStart, timelineStep } from "../../timeline.ts";
import { archivedRecords, archivedText } from "../archived-note.ts";
import { resolveRun } from "../resolve-run.ts";
import { shortenPath, type CommandAction, type CommandResult, type Session } from "../session.ts";
import { journalSource } from "../settings.ts";

type Contexts = ReadonlyMap<number, readonly ContextEntry[]>;

/** What a brain was shown at one step, and what its record says of that. */
interface ShownStep {
  readonly seq: number;
  readonly context: readonly ContextEntry[];
  readonly digest: string;
  /** Null for a record from before there were any. */
  readonly recorded: string | null;
}

/** What the brain had before it when it said what record `seq` holds: a replay knows, since the window is a fold of the records. */
const contextsOf = async (journal: JournalSource, run: string): Promise<Contexts> => {
  const contexts = new Map<number, readonly ContextEntry[]>();
  const replayed = await replayRun(journal, run, {
    onState: (state, record) => {
      if (record.kind === "brain.replied" || record.kind === "brain.failed") contexts.set(record.seq, state.context);
    },
  });
  if (!replayed.identical) throw new FemtoClawError(fault("FC_REPLAY_DIVERGED", "a run that replays", `a difference in record ${replayed.divergence.seq}`));
  return contexts;
};

/** FC-MEM-0001.R22: made again from the records, and held against the digest that the step's record has. */
const shownAt = async (journal: JournalSource, run: string, step: number): Promise<ShownStep> => {
  let found: ShownStep | null = null;
  let last = 0;
  const replayed = await replayRun(journal, run, {
    onState: ({ context }, { kind, seq, body }) => {
      if (kind !== "brain.replied" && kind !== "brain.failed") return;
      last = typeof body["step"] === "number" ? body["step"] : last;
      const recorded = body["context"];
      if (last === step) found = { seq, context, digest: digestOfContext(context, sha256), recorded: typeof recorded === "string" ? recorded : null };
    },
  });
  const shown: ShownStep | null = found;
  if (!replayed.identical) throw new FemtoClawError(fault("FC_REPLAY_DIVERGED", "a run that replays", `a difference in record ${replayed.divergence.seq}`));
  if (shown === null) throw new FemtoClawError(fault("FC_USAGE", `a step of this run, from 1 to ${last}`, String(step)));
  return shown;
};

const digestWord = ({ digest, recorded }: ShownStep): Line =>
  recorded === null ? [span("warn", "not recorded"), plain("  the run is from before digests of contexts were")] : digest === recorded ? [span("good", "as recorded")] : [span("bad", "another than recorded"), plain(`  ${printable(recorded)}`)];

const showStep = async (session: Session, journal: JournalSource, named: string, step: number): Promise<CommandResult> => {
  const run = await resolveRun(journal, named);
  const shown = await shownAt(journal, run, step);
  const { seq, context, digest, recorded } = shown;
  session.screen.print([
    [span("label", "step   "), plain(`${step} of ${printable(run)}, answered in record #${seq}`)],
    [span("label", "digest "), plain(`${digest}  `), ...digestWord(shown)],
    blankLine,
    ...context.flatMap((entry) => [
      [span(entry.trust === "trusted" ? "note" : "dim", `${entry.role}${entry.trust === "trusted" ? "  trusted" : ""}${"pinned" in entry ? "  pinned" : ""}`)],
      ...entryText(entry).split("\n").map((line) => plainLine(`  ${line}`)),
    ]),
  ]);
  const matches = recorded === null ? null : recorded === digest;
  return {
    exitCode: matches === false ? exitCode.integrity : exitCode.success,
    document: { run, step, seq, context: context.map((entry): JsonObject => ({ ...entry })), digest, recorded, matches },
  };
};

const entryText = (entry: ContextEntry): string => {
  if (entry.role !== "result") return printable(entry.content);
  const output = entry.output === null ? "" : `  ${printable(canonicalise(entry.output))}`;
  return `${entry.outcome}${entry.capability === null ? "" : ` ${printable(entry.capability)}`}${output}`;
};

const contextLines = (context: readonly ContextEntry[]): readonly Line[] => [
  labelled("context", [dim(plural(context.length, "entry").replace("entrys", "entries"))]),
  ...context.map((entry) => continued([span(entry.trust === "trusted" ? "note" : "dim", `${entry.role.padEnd(7)}${entry.trust === "trusted" ? "trusted  " : ""}`), dim(entryText(entry))])),
];

const contextDocument = (contexts: Contexts): JsonObject =>
  Object.fromEntries([...contexts].map(([seq, context]) => [String(seq), context.map((entry): JsonObject => ({ ...entry }))]));

const findRecord = async (journal: JournalSource, seq: number): Promise<PlacedRecord> => {
  await requireKept(journal, seq, sha256);
  for await (const placed of readJournal(journal, { fromSeq: seq })) if (placed.record.seq === seq) return placed;
  throw new FemtoClawError(fault("FC_USAGE", "the number of a record in this journal", `#${seq}`));
};

const showRecord = async (session: Session, journal: JournalSource, seq: number): Promise<CommandResult> => {
  const { record, hash, file, offset } = await findRecord(journal, seq);
  const withContext = session.options.has("--context") && record.run !== null;
  const contexts: Contexts = withContext && record.run !== null ? await contextsOf(journal, record.run) : new Map();
  const context = contexts.get(seq);
  session.screen.print([
    [span("label", "hash  "), plain(hash)],
    [span("label", "place "), plain(`${printable(shortenPath(session.io)(file))}, byte ${offset}`)],
    ...JSON.stringify(record, null, 2).split("\n").flatMap(printableLines).map(plainLine),
    ...(context === undefined ? [] : [blankLine, ...contextLines(context)]),
  ]);
  const shown = context === undefined ? {} : { context: context.map((entry): JsonObject => ({ ...entry })) };
  return { exitCode: exitCode.success, document: { record: { ...record }, hash, file, offset, ...shown } };
};

const showRun = async (session: Session, journal: JournalSource, named: string): Promise<CommandResult> => {
  const { io, screen } = session;
  const run = await resolveRun(journal, named);
  const contexts: Contexts = session.options.has("--context") ? await contextsOf(journal, run) : new Map();
  const records: JournalRecord[] = [];
  let state = timelineStart;
  for await (const { record } of readJournal(journal)) {
    if (runOfRecord(record) !== run) continue;
    records.push(record);
    const step = timelineStep(state, record, { columns: io.stdout.isTerminal ? io.stdout.columns() : 400, shorten: shortenPath(io) });
    ({ state } = step);
    const context = contexts.get(record.seq);
    screen.print(context === undefined ? step.lines : [...step.lines.slice(0, 1), ...contextLines(context), ...step.lines.slice(1)]);
    if (io.stdout.closed()) break;
  }
  if (records.length === 0) await requireKeptRun(journal, run, sha256);
  if (records.length === 0) throw new FemtoClawError(fault("FC_USAGE_RUN", "a run of this journal", run));
  const archived = records[0]?.kind === "run.started" ? null : await archivedRecords(journal);
  if (archived !== null) session.aside.print([[dim(`the run began before: ${archivedText(archived)}; --archive DIR reads them too`)]]);
  const { authorized, denied, rejected, inDoubt } = state.tally;
  const settled = records.filter(({ kind }) => kind === "execution.settled").length;
  screen.print([
    blankLine,
    plainLine(`${authorized} authorised  ${denied} denied  ${rejected} rejected${inDoubt > 0 ? `  ${inDoubt} in doubt${settled > 0 ? `, ${settled} settled` : ""}` : ""}  ${plural(records.length, "record")}`),
  ]);
  const shown = contexts.size === 0 ? {} : { contexts: contextDocument(contexts) };
  return { exitCode: exitCode.success, document: { run, records: records.map((record) => ({ ...record })), ...shown } };
};

export const auditShow: CommandAction = async (session) => {
  const [what = "", step] = session.arguments;
  const journal = await journalSource(session);
  if (step !== undefined) {
    if (!session.options.has("--context") || !/^[1-9]\d{0,14}$/.test(step)) throw new FemtoClawError(fault("FC_USAGE", "--context and the number of a step, such as 3", step.slice(0, 32)));
    return showStep(session, journal, what, Number(step));
  }
  const number = /^#?(\d{1,15})$/.exec(what)?.[1];
  return number === undefined ? showRun(session, journal, what) : showRecord(session, journal, Number(number));
};
