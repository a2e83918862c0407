// femtoclaw settle: an operator's word on an execution in doubt, as a record of its own (FC-CORE-0001.R19).
import { userInfo } from "node:os";
import { settlementWords } from "@femtoclaw/memory";
import { openFileJournal, readJournal } from "@femtoclaw/memory/host";
import { fault, FemtoClawError } from "@femtoclaw/protocol";
import { scrubberOf, settleExecution } from "@femtoclaw/runtime";
import { exitCode } from "../../exit-code.ts";
import { printable } from "../../printable.ts";
import { blankLine, dim, plain, span, type Line } from "../../styled-line.ts";
import { repeatedFlags } from "../repeated-flags.ts";
import { programName, type CommandAction } from "../session.ts";
import { journalDirectory, loadSettings } from "../settings.ts";

const row = (label: string, ...spans: Line): Line => [span("label", label.padEnd(10)), ...spans];

/** Opening would make a journal where there is none, and a mistyped directory is no place for one. */
const assertJournal = async (directory: string): Promise<void> => {
  for await (const _ of readJournal(directory)) return;
};

export const settle: CommandAction = async (session) => {
  const { options, screen } = session;
  const [execution = ""] = session.arguments;
  const found = settlementWords.find((it) => it === options.text("--found"));
  const said = options.text("--why");
  if (found === undefined) throw new FemtoClawError(fault("FC_USAGE", "--found done, or --found not-done", "none"));
  if (said === null) throw new FemtoClawError(fault("FC_USAGE", "--why with what you looked at", "none"));
  const directory = await journalDirectory(session);
  await assertJournal(directory);
  const scrub = await scrubberOf(await loadSettings(session), session.io.environment);
  const [who, why] = [userInfo().username, scrub(said)];
  const { seq } = await settleExecution({ journal: () => openFileJournal({ directory }), execution, found, who, why });
  screen.print([
    row("settled", plain(`${printable(execution)}  `), span("note", found)),
    row("by", plain(`${printable(who)}: ${printable(why)}`)),
    row("record", dim(`#${seq} is durable`)),
    blankLine,
    [dim(`next  ${programName(session.io)} status${repeatedFlags(session)}`)],
  ]);
  return { exitCode: exitCode.success, document: { journal: directory, execution, found, who, why, seq } };
};
