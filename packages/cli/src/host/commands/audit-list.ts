// femtoclaw audit list: the last records, one a line, oldest first.
import { recordKinds } from "@femtoclaw/core";
import { runOfRecord } from "@femtoclaw/memory";
import { readJournal, requireKeptRun, sha256, type PlacedRecord } from "@femtoclaw/memory/host";
import { fault, FemtoClawError } from "@femtoclaw/protocol";
import { cutLine } from "../../cut-line.ts";
import { exitCode } from "../../exit-code.ts";
import { plural } from "../../quantity.ts";
import { recordListLine, runLabel } from "../../record-line.ts";
import { dim, textOfLine } from "../../styled-line.ts";
import { resolveRun } from "../resolve-run.ts";
import type { CommandAction } from "../session.ts";
import { journalDirectory, withArchives } from "../settings.ts";

/** More than this is not kept in memory, whatever the limit says: the rest is what `--limit` and `--run` are for. */
const mostKept = 1_000_000;

export const auditList: CommandAction = async (session) => {
  const { options, screen, io } = session;
  const journal = await journalDirectory(session);
  const source = withArchives(session, journal);
  const kind = options.text("--kind");
  if (kind !== null && !recordKinds.some((it) => it === kind)) {
    throw new FemtoClawError(fault("FC_USAGE", `a kind of record: ${recordKinds.join(", ")}`, kind.slice(0, 64)));
  }
  const named = options.text("--run");
  const run = named === null ? null : await resolveRun(source, named);
  const limit = options.count("--limit") ?? 50;
  const most = limit === 0 ? mostKept : Math.min(limit, mostKept);
  let kept: PlacedRecord[] = [];
  let matching = 0;
  for await (const placed of readJournal(source)) {
    if (run !== null && runOfRecord(placed.record) !== run) continue;
    if (kind !== null && placed.record.kind !== kind) continue;
    matching += 1;
    kept.push(placed);
    // Dropping many at a time keeps a long journal from being shifted once a record.
    if (kept.length >= 2 * most + 1_024) kept = kept.slice(-most);
  }
  kept = kept.slice(-most);
  if (run !== null && matching === 0) await requireKeptRun(source, run, sha256);
  if (run !== null && matching === 0 && kind === null) throw new FemtoClawError(fault("FC_USAGE_RUN", "a run of this journal", run));
  const lines = kept.map(({ record }) => recordListLine(record, run === null ? runLabel(record) : ""));
  screen.print(io.stdout.isTerminal ? lines.map((line) => cutLine(line, io.stdout.columns())) : lines.filter((line) => textOfLine(line) !== ""));
  if (kept.length < matching) session.aside.print([[dim(`the last ${kept.length} of ${plural(matching, "record")}; --limit 0 shows all`)]]);
  return { exitCode: exitCode.success, document: { journal, matching, records: kept.map(({ record, hash }) => ({ ...record, hash })) } };
};
