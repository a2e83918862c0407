// femtoclaw audit list: the last records, one a line, oldest first.
import { recordKinds, type JournalRecord } from "@femtoclaw/core";
import { runOfRecord } from "@femtoclaw/memory";
import { readJournal, type PlacedRecord } from "@femtoclaw/memory/host";
import { fault, FemtoClawError } from "@femtoclaw/protocol";
import { fit } from "../../display-width.ts";
import { exitCode } from "../../exit-code.ts";
import { plural } from "../../quantity.ts";
import { recordListLine } from "../../record-line.ts";
import { dim, textOfLine, type Line } from "../../styled-line.ts";
import { resolveRun } from "../resolve-run.ts";
import type { CommandAction } from "../session.ts";
import { journalDirectory } from "../settings.ts";

/** More than this is not kept in memory, whatever the limit says: the rest is what `--limit` and `--run` are for. */
const mostKept = 1_000_000;

const cut = (line: Line, columns: number): Line => {
  let room = columns;
  return line.map((it) => {
    const text = fit(it.text, Math.max(0, room));
    room -= it.text.length;
    return room <= 0 && text === "…" ? { ...it, text: "" } : { ...it, text };
  });
};

/** `run 01k…` says nothing that its last characters do not say; those differ from one run to the next. */
const runLabel = (record: JournalRecord): string => runOfRecord(record)?.slice(-8) ?? "runtime";

export const auditList: CommandAction = async (session) => {
  const { options, screen, io } = session;
  const journal = await journalDirectory(session);
  const kind = options.text("--kind");
  if (kind !== null && !recordKinds.some((it) => it === kind)) {
    throw new FemtoClawError(fault("FC_USAGE", `a kind of record: ${recordKinds.join(", ")}`, kind.slice(0, 64)));
  }
  const named = options.text("--run");
  const run = named === null ? null : await resolveRun(journal, named);
  const limit = options.count("--limit") ?? 50;
  const most = limit === 0 ? mostKept : Math.min(limit, mostKept);
  let kept: PlacedRecord[] = [];
  let matching = 0;
  for await (const placed of readJournal(journal)) {
    if (run !== null && runOfRecord(placed.record) !== run) continue;
    if (kind !== null && placed.record.kind !== kind) continue;
    matching += 1;
    kept.push(placed);
    // Dropping many at a time keeps a long journal from being shifted once a record.
    if (kept.length >= 2 * most + 1_024) kept = kept.slice(-most);
  }
  kept = kept.slice(-most);
  if (run !== null && matching === 0 && kind === null) throw new FemtoClawError(fault("FC_USAGE_RUN", "a run of this journal", run));
  const lines = kept.map(({ record }) => recordListLine(record, run === null ? runLabel(record) : ""));
  screen.print(io.stdout.isTerminal ? lines.map((line) => cut(line, io.stdout.columns())) : lines.filter((line) => textOfLine(line) !== ""));
  if (kept.length < matching) session.aside.print([[dim(`the last ${kept.length} of ${plural(matching, "record")}; --limit 0 shows all`)]]);
  return { exitCode: exitCode.success, document: { journal, matching, records: kept.map(({ record, hash }) => ({ ...record, hash })) } };
};
