// femtoclaw audit config: under which versions, configurations and policies the journal was written (FC-UPGRADE-0001.R11).
import { readJournal } from "@femtoclaw/memory/host";
import { canonicalise, type JsonObject, type JsonValue } from "@femtoclaw/protocol";
import { beginHistory, foldHistory, type HistoryEntry } from "../../configuration-history.ts";
import { fit } from "../../display-width.ts";
import { exitCode } from "../../exit-code.ts";
import { printable } from "../../printable.ts";
import { formatTime, plural } from "../../quantity.ts";
import { continued, dim, labelled, plain, span, type Line } from "../../styled-line.ts";
import { noteArchived } from "../archived-note.ts";
import { shortenPath, type CommandAction } from "../session.ts";
import { journalDirectory, withArchives } from "../settings.ts";

/** As much of a value as tells it from another; the whole is in the record. */
const shownLength = 60;

const valueText = (value: JsonValue): string => fit(printable(typeof value === "string" ? value : canonicalise(value)), shownLength);

const entryLines = (entry: HistoryEntry, shorten: (file: string) => string): readonly Line[] => {
  const when = plain(formatTime(entry.time));
  if (entry.kind === "migrated") {
    return [labelled(`#${entry.seq}`, [when, span("note", entry.back ? "  migration undone" : "  migrated"), dim(`  by ${printable(entry.who)}: ${printable(entry.why)}`)])];
  }
  const { seq, starts, changes, governing } = entry;
  const { version, operator, policy, configuration } = governing;
  return [
    labelled(`#${seq}`, [when, plain(`  version ${printable(version)}, by ${printable(operator)}`), dim(`  ${plural(starts, "start")}`)]),
    continued([plain(`policy ${printable(shorten(policy.file))}  ${printable(policy.profile)}`), dim(`  ${printable(policy.digest.slice(0, 19))}…`)]),
    continued([configuration === null ? dim("configuration not recorded") : plain("configuration"), ...(configuration === null ? [] : [dim(`  ${printable(configuration.digest.slice(0, 19))}…`)])]),
    ...(changes ?? []).map(({ pointer, before, after }) => continued([span("warn", printable(pointer)), plain(`  ${valueText(before)} → ${valueText(after)}`)])),
  ];
};

const entryDocument = (entry: HistoryEntry): JsonObject => {
  if (entry.kind === "migrated") return { ...entry };
  const { governing, changes, ...it } = entry;
  const { configuration, policy } = governing;
  return { ...it, ...governing, policy: { ...policy }, configuration: configuration === null ? null : { ...configuration }, changes: (changes ?? []).map((change) => ({ ...change })) };
};

export const auditConfig: CommandAction = async (session) => {
  const { options, screen, io, aside } = session;
  const journal = await journalDirectory(session);
  const source = withArchives(session, journal);
  const fold = beginHistory();
  for await (const { record } of readJournal(source)) foldHistory(fold, record);
  const limit = options.count("--limit") ?? 50;
  const shown = limit === 0 ? fold.entries : fold.entries.slice(-limit);
  screen.print(shown.flatMap((entry) => entryLines(entry, shortenPath(io))));
  const hidden = fold.forgotten + fold.entries.length - shown.length;
  if (hidden > 0) aside.print([[dim(`${hidden} before; --limit 0 shows ${fold.forgotten > 0 ? `the last ${fold.entries.length}` : "all"}`)]]);
  return { exitCode: exitCode.success, document: { journal, hidden, history: shown.map(entryDocument), archived: await noteArchived(session, source) } };
};
