// femtoclaw archive: the beginning of the journal, moved into an archive that keeps every proof (FC-UPGRADE-0001.R12 to R16).
import { userInfo } from "node:os";
import { basename, resolve } from "node:path";
import type { ArchivalPlan } from "@femtoclaw/memory";
import type { JournalArchival } from "@femtoclaw/memory/host";
import { fault, FemtoClawError, type JsonObject } from "@femtoclaw/protocol";
import { archive as archiveBeginning, heldText, planArchive, scrubberOf, settleArchive, type ArchivalRequest } from "@femtoclaw/runtime";
import { exitCode } from "../../exit-code.ts";
import { printable } from "../../printable.ts";
import { formatBytes, plural } from "../../quantity.ts";
import { sinceMs } from "../../since.ts";
import { dim, plain, span, type Line } from "../../styled-line.ts";
import { programName, shortenPath, type CommandAction, type CommandResult, type Session } from "../session.ts";
import { loadSettings } from "../settings.ts";

const row = (label: string, ...spans: Line): Line => [span("label", `  ${label.padEnd(8)}`), ...spans];
const usage = (expected: string, found: string): FemtoClawError => new FemtoClawError(fault("FC_USAGE", expected, found));

const beforeOf = (text: string): ArchivalRequest["before"] => {
  if (/^#?[1-9]\d{0,14}$/.test(text)) return { seq: Number(text.replace("#", "")) };
  const ms = sinceMs(text, Date.now());
  if (ms === null) throw usage("--before with a record's number, a date such as 2026-11-01, or a time back such as 90d", printable(text.slice(0, 64)));
  return { ms };
};

const settledLines = (settled: JournalArchival["settled"]): readonly Line[] => (settled === "none" ? [] : [[span("warn", "cut short"), plain(`  an archival that had been cut short was ${settled}`)]]);

const bytesOf = ({ segments }: ArchivalPlan): number => segments.reduce((sum, { bytes }) => sum + bytes, 0);

/** Of what is archived, and of what stays. */
const planLines = (plan: ArchivalPlan): readonly Line[] => {
  const [first, last] = [plan.segments[0], plan.segments.at(-1)];
  return [
    ...(first === undefined || last === undefined ? [] : [row("records", plain(`#${first.firstSeq} to #${last.head.seq}, ${plural(plan.segments.length, "segment")}, ${formatBytes(bytesOf(plan))}`))]),
    row("stays", plain(`from #${last === undefined ? plan.heldAt : last.head.seq + 1} on: `), dim(`${heldText[plan.held]}${plan.held === "open run" ? `, from #${plan.heldAt} on` : ""}`)),
  ];
};

const planDocument = (plan: ArchivalPlan | null): JsonObject | null => {
  if (plan === null) return null;
  const last = plan.segments.at(-1);
  return { segments: plan.segments.length, bytes: bytesOf(plan), from: plan.segments[0]?.firstSeq ?? null, upTo: last === undefined ? null : { ...last.head }, held: plan.held, heldAt: plan.heldAt };
};

const settle = async (session: Session): Promise<CommandResult> => {
  const settled = await settleArchive({ config: await loadSettings(session), onStage: (stage) => session.screen.status(stage) });
  session.screen.status(null);
  session.screen.print(settled === "none" ? [[span("good", "nothing was cut short")]] : settledLines(settled));
  return { exitCode: exitCode.success, document: { dryRun: false, settled, plan: null, archive: null } };
};

export const archive: CommandAction = async (session) => {
  const { io, options, screen } = session;
  if (options.has("--settle")) return settle(session);
  const [before, to, said] = [options.text("--before"), options.text("--to"), options.text("--why")];
  const dryRun = options.has("--dry-run");
  if (before === null) throw usage("--before, up to where it should go", "none");
  if (to === null && !dryRun) throw usage("--to, a new directory for the archive", "none");
  if (said === null && !dryRun) throw usage("--why, which is recorded with it", "none");
  const config = await loadSettings(session);
  const place = resolve(io.directory, to ?? "archive");
  const order: ArchivalRequest = {
    config,
    before: beforeOf(before),
    to: place,
    who: userInfo().username,
    why: (await scrubberOf(config, io.environment))(said ?? "a dry run"),
    onStage: (stage) => screen.status(stage),
    onProgress: (records) => screen.status(`verifying, ${records} records so far`),
  };
  if (dryRun) {
    const plan = await planArchive(order);
    screen.status(null);
    screen.print([[span("good", plan.segments.length === 0 ? "nothing to archive" : "would be archived"), dim("  dry run: nothing was written")], ...planLines(plan)]);
    return { exitCode: exitCode.success, document: { dryRun, settled: "none", plan: planDocument(plan), archive: null } };
  }
  const { settled, plan, archived } = await archiveBeginning(order);
  screen.status(null);
  const shown = printable(shortenPath(io)(place));
  screen.print([
    ...settledLines(settled),
    ...(settled === "finished" ? [[span("good", "nothing else was begun")]] : archived === null ? [[span("good", "nothing to archive")]] : [[span("good", "archived"), plain(`  in ${shown}, verified`), dim(`  by ${printable(order.who)}: ${printable(order.why)}`)]]),
    ...(plan === null ? [] : planLines(plan)),
    ...(archived === null ? [] : [row("next", dim(`keep a copy of it elsewhere; ${programName(io)} audit verify --archive ${shown}  reads both as one`))]),
  ]);
  return {
    exitCode: exitCode.success,
    document: {
      dryRun,
      settled,
      plan: planDocument(plan),
      archive: archived === null ? null : { directory: place, name: basename(place), from: archived.from.head.seq + 1, upTo: { ...archived.to.head }, note: archived.note, segments: archived.segments.map((it) => ({ ...it })) },
    },
  };
};
