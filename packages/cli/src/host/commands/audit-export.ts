// femtoclaw audit export: records as JSON Lines or CSV, to a file that appears whole or to a reader that is waited for.
import { resolve } from "node:path";
import { exportFormats, exportJournal, exportProven, type ExportEnd, type ExportFormat } from "@femtoclaw/memory/host";
import { fault, FemtoClawError, type JsonObject } from "@femtoclaw/protocol";
import { exitCode, exitCodeOfSignal } from "../../exit-code.ts";
import { printable } from "../../printable.ts";
import { formatBytes, plural } from "../../quantity.ts";
import { dim, plain, span, type Line } from "../../styled-line.ts";
import { noteArchived } from "../archived-note.ts";
import { namedCheckpoint, type FoundCheckpoint } from "../evidence.ts";
import { createOutputFile, type OutputFile } from "../output-file.ts";
import { selectorOf } from "../selector-of.ts";
import { programName, shortenPath, type CommandAction, type CommandResult, type Session } from "../session.ts";
import { journalDirectory, withArchives } from "../settings.ts";
import { watchStopSignals, type StopSignals } from "../stop-signals.ts";

type Pieces = AsyncGenerator<string, ExportEnd, undefined>;

const usage = (expected: string, found: string): FemtoClawError => new FemtoClawError(fault("FC_USAGE", expected, found));

/** Null without proofs. */
const leadsTo = async (session: Session, format: ExportFormat): Promise<FoundCheckpoint | null> => {
  const wanted = session.options.has("--proofs");
  if (wanted && format === "csv") throw usage("--format jsonl beside --proofs: the cells of a table prove nothing", "--format csv");
  const found = await namedCheckpoint(session);
  if (wanted && found === null) throw usage("--checkpoint beside --proofs, the signed note that they lead to", "no --checkpoint");
  if (!wanted && found !== null) throw usage("--proofs beside --checkpoint", "no --proofs");
  if (found?.checkpoint.size === 0) throw usage("a checkpoint of at least one record", "one of none");
  return found;
};

const endDocument = (journal: string, format: ExportFormat, end: ExportEnd, proof: FoundCheckpoint | null): JsonObject => ({
  journal,
  format,
  ...end,
  proven: proof === null ? null : { checkpoint: { ...proof.checkpoint }, signers: [...proof.signers] },
});

const endText = ({ records, firstSeq, lastSeq }: ExportEnd, proof: FoundCheckpoint | null): string => {
  const range = firstSeq === null || firstSeq === lastSeq ? (firstSeq === null ? "" : `, #${firstSeq}`) : `, #${firstSeq} to #${lastSeq}`;
  return `${plural(records, "record")}${range}${proof === null ? "" : `, proven to the ${proof.checkpoint.size} of ${printable(proof.checkpoint.origin)}`}`;
};

/** Null where the reader went, or a signal came, before the end. */
const pass = async (pieces: Pieces, goesOn: () => boolean, take: (piece: string) => Promise<void>): Promise<ExportEnd | null> => {
  while (goesOn()) {
    const next = await pieces.next();
    if (next.done === true) return next.value;
    await take(next.value);
  }
  await pieces.return({ records: 0, firstSeq: null, lastSeq: null });
  return null;
};

const toFile = async (output: OutputFile, pieces: Pieces, signals: StopSignals): Promise<(ExportEnd & { readonly bytes: number }) | null> => {
  try {
    const end = await pass(pieces, () => signals.received() === null, (piece) => output.write(piece));
    if (end !== null) return { ...end, bytes: await output.finish() };
    await output.discard();
    return null;
  } catch (error) {
    await output.discard();
    throw error;
  }
};

const exportToFile = async (session: Session, file: string, pieces: Pieces, document: (end: ExportEnd) => JsonObject, proof: FoundCheckpoint | null): Promise<CommandResult> => {
  const { io, screen } = session;
  const signals = watchStopSignals(io);
  try {
    const end = await toFile(await createOutputFile(file), pieces, signals);
    const signal = signals.received();
    if (end === null) return { exitCode: signal === null ? exitCode.interrupted : exitCodeOfSignal(signal), document: { file: null, stopped: signal } };
    const { bytes, ...taken } = end;
    const shown = printable(shortenPath(io)(file));
    const check: Line = [dim(`  ${programName(io)} audit check ${shown}${proof === null ? "" : " --trust FILE"}  checks it`)];
    screen.status(null);
    screen.print([[span("good", "exported"), plain(`  ${endText(taken, proof)}, ${formatBytes(bytes)}, in ${shown}`)], ...(file.endsWith(".csv") ? [] : [check])]);
    return { exitCode: exitCode.success, document: { ...document(taken), file, bytes } };
  } finally {
    signals.release();
  }
};

export const auditExport: CommandAction = async (session) => {
  const { io, json, options, screen, aside } = session;
  const format = exportFormats.find((it) => it === options.text("--format")) ?? "jsonl";
  const out = options.text("--out");
  if (out === null && json) throw usage("--out beside --json, which says on stdout what became of it", "no --out");
  if (out === null && io.stdout.isTerminal) throw usage("--out, or a pipe: an export is bytes, and what is recorded may steer a terminal", "a terminal");
  const proof = await leadsTo(session, format);
  const journal = await journalDirectory(session);
  const source = withArchives(session, journal);
  const selector = await selectorOf(session, source);
  const progress = { onProgress: (seq: number) => (out === null ? aside : screen).status(`reading, ${seq} records so far`) };
  const pieces = proof === null ? exportJournal(source, format, selector, progress) : exportProven(source, selector, proof, progress);
  const archived = selector.afterSeq === undefined ? await noteArchived(session, source) : null;
  const document = (end: ExportEnd): JsonObject => ({ ...endDocument(journal, format, end, proof), archived });
  if (out !== null) return exportToFile(session, resolve(io.directory, out), pieces, document, proof);
  const end = await pass(pieces, () => !io.stdout.closed(), async (piece) => {
    io.stdout.write(piece);
    await io.stdout.drained?.();
  });
  aside.status(null);
  if (end === null) return { exitCode: exitCode.success, document: {} };
  aside.print([[dim(`exported ${endText(end, proof)}`)]]);
  return { exitCode: exitCode.success, document: document(end) };
};
