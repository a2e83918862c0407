// femtoclaw backup, femtoclaw restore: a journal copied whole and verified, to a place that was free, or not at all (FC-UPGRADE-0001).
import { resolve } from "node:path";
import { copyJournal } from "@femtoclaw/memory/host";
import { exitCode } from "../../exit-code.ts";
import { printable } from "../../printable.ts";
import { formatBytes, plural } from "../../quantity.ts";
import { dim, plain, span } from "../../styled-line.ts";
import { holdAgainst, namedCheckpoint } from "../evidence.ts";
import { shortenPath, type CommandAction, type CommandResult, type Session } from "../session.ts";
import { journalDirectory } from "../settings.ts";

const copy = async (session: Session, verb: string, from: string, to: string): Promise<CommandResult> => {
  const { screen, io } = session;
  const signed = await namedCheckpoint(session);
  // A backup of something else would be kept as if it were good.
  if (signed !== null) await holdAgainst(from, signed);
  screen.status("verifying");
  const copied = await copyJournal(from, to, { onProgress: (records) => screen.status(`verifying, ${records} records so far`) });
  screen.status(null);
  const shorten = shortenPath(io);
  screen.print([[span("good", verb), plain(`  ${plural(copied.size, "record")}, ${formatBytes(copied.bytes)}, in ${printable(shorten(to))}`), dim("  verified")]]);
  return { exitCode: exitCode.success, document: { from, to, ...copied } };
};

const placeNamed = ({ io, arguments: [directory = ""] }: Session): string => resolve(io.directory, directory);

export const backup: CommandAction = async (session) => copy(session, "journal backed up", await journalDirectory(session), placeNamed(session));

export const restore: CommandAction = async (session) => copy(session, "journal restored", placeNamed(session), await journalDirectory(session));
