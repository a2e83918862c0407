// femtoclaw approvals: what waits for a person, each with exactly what would be done. Reads the journal; takes no lock.
import { readJournal } from "@femtoclaw/memory/host";
import type { JsonObject } from "@femtoclaw/protocol";
import { ruleText } from "../../decision-lines.ts";
import { exitCode } from "../../exit-code.ts";
import { foldPending, type PendingApproval, type PendingApprovals } from "../../pending-approval.ts";
import { printable } from "../../printable.ts";
import { formatDuration, formatTime, plural } from "../../quantity.ts";
import { blankLine, continued, dim, labelled, plain, span, type Line } from "../../styled-line.ts";
import { grantLines } from "../../timeline.ts";
import { repeatedFlags } from "../repeated-flags.ts";
import { programName, shortenPath, type CommandAction } from "../session.ts";
import { journalDirectory, withArchives } from "../settings.ts";

const whenText = (it: PendingApproval, nowMs: number): Line =>
  it.expiresAtMs > nowMs ? [plain(`expires in ${formatDuration(it.expiresAtMs - nowMs)}`)] : [span("warn", `expired ${formatTime(it.expiresAtMs)}: an approval comes too late`)];

const pendingLines = (it: PendingApproval, nowMs: number, shorten: (file: string) => string): readonly Line[] => [
  labelled("waits", [span("strong", printable(it.execution))]),
  continued([dim(`asked ${formatTime(it.askedMs)} in #${it.seq}  `), ...whenText(it, nowMs)]),
  ...(it.rule === null ? [] : [continued([dim(`wants approval by ${printable(ruleText(it.rule, shorten))}`)])]),
  ...grantLines(it.grant, it.grantDigest),
  blankLine,
];

export const approvals: CommandAction = async (session) => {
  const journal = await journalDirectory(session);
  const fold: PendingApprovals = new Map();
  for await (const { record } of readJournal(withArchives(session, journal))) foldPending(fold, record);
  const pending = [...fold.values()];
  const nowMs = Date.now();
  const [first] = pending;
  const flags = repeatedFlags(session);
  session.screen.print([
    ...pending.flatMap((it) => pendingLines(it, nowMs, shortenPath(session.io))),
    ...(first === undefined
      ? [[span("good", "nothing waits for a person")]]
      : [[plain(plural(pending.length, "question"))], [dim(`next  ${programName(session.io)} approve ${first.execution} --why "..."${flags}`)], [dim(`      ${programName(session.io)} refuse ${first.execution} --why "..."${flags}`)]]),
  ]);
  return { exitCode: exitCode.success, document: { journal, pending: pending.map((it): JsonObject => ({ ...it })) } };
};
