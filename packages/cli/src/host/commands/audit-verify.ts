// femtoclaw audit verify: every record and link, without a lock and without a change (G6).
import type { JournalHead } from "@femtoclaw/core";
import { verifyArchive, verifyJournal, type JournalVerification } from "@femtoclaw/memory/host";
import { fault, FemtoClawError, type JsonObject } from "@femtoclaw/protocol";
import { exitCode } from "../../exit-code.ts";
import { faultDocument } from "../../fault-text.ts";
import { printable } from "../../printable.ts";
import { plural } from "../../quantity.ts";
import { dim, plain, span, type Line } from "../../styled-line.ts";
import { archivedRecords, archivedText, type ArchivedRecords } from "../archived-note.ts";
import { holdAgainst, namedCheckpoint, type FoundCheckpoint } from "../evidence.ts";
import { findJournalWriter, type JournalWriter } from "../journal-writer.ts";
import { programName, shortenPath, type CommandAction, type Session } from "../session.ts";
import { journalDirectory, withArchives } from "../settings.ts";

const readHead = (text: string): JournalHead => {
  const match = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text);
  if (match === null) throw new FemtoClawError(fault("FC_USAGE", "a head as SEQ:HASH, with 64 hexadecimal digits", printable(text.slice(0, 40))));
  return { seq: Number(match[1]), hash: match[2] ?? "" };
};

const row = (label: string, text: string): Line => [span("label", `  ${label.padEnd(8)}`), plain(text)];

const verdictLines = (it: JournalVerification, writer: JournalWriter, shorten: (file: string) => string): readonly Line[] => {
  const { damage, torn, records, head } = it;
  if (damage !== null) {
    return [
      [span("bad", "journal damaged"), plain(`  at record ${damage.seq}; the ${plural(records, "record")} before it ${records === 1 ? "is" : "are"} whole and linked`)],
      row("file", `${printable(shorten(damage.file))}, byte ${damage.offset}`),
      row("record", `#${damage.seq}`),
      row("cause", printable(damage.cause)),
      row("next", "Nothing was altered. Keep a copy as evidence, and restore a backup."),
    ];
  }
  const tail: readonly Line[] =
    torn === null
      ? []
      : [
          [
            span("warn", "  after it"),
            plain(`  ${plural(torn.bytes, "byte")} that are no record in ${printable(shorten(torn.file))} at byte ${torn.offset}: `),
            plain(writer.state === "active" ? "a batch that is being written" : "a batch that was never acknowledged; the next start cuts it and records that"),
          ],
        ];
  return [[span("good", "journal verified"), plain(`  ${plural(records, "record")}, every link whole`), dim(`  head ${head.seq}:${head.hash}`)], ...tail];
};

const verificationDocument = (journal: string, it: JournalVerification): JsonObject => {
  const { damage, torn } = it;
  const found =
    damage === null
      ? null
      : faultDocument(fault("FC_JOURNAL_DAMAGED", `record ${damage.seq}, whole and linked`, damage.cause, { file: damage.file, offset: damage.offset }));
  return {
    verified: it.ok && it.outlines.length === 0,
    journal,
    records: it.records,
    head: { ...it.head },
    archived: it.archived,
    damage: damage === null ? null : { ...damage },
    torn: torn === null ? null : { ...torn },
    outlines: [...it.outlines],
    fault: found,
  };
};

const archivedLines = ({ archived }: JournalVerification, known: ArchivedRecords | null): readonly Line[] =>
  known === null || archived === 0 ? [] : [row("archived", `${archivedText(known)}: not read, but for their number, last hash and root; --archive DIR reads them too`)];

const mostOutlines = 10;

/** Records are whole; what would have kept a query from some of them is not. */
const outlineLines = ({ outlines }: JournalVerification, session: Session): readonly Line[] =>
  outlines.length === 0
    ? []
    : [
        [span("bad", "outlines differ"), plain("  they say something else than their records, and hid some of them from queries")],
        ...outlines.slice(0, mostOutlines).map((file) => row("file", printable(shortenPath(session.io)(file)))),
        ...(outlines.length > mostOutlines ? [row("", `and ${outlines.length - mostOutlines} more`)] : []),
        row("next", `Find out who could write there; \`${programName(session.io)} audit reindex\` makes them anew.`),
      ];

const checkpointLines = ({ checkpoint, signers }: FoundCheckpoint): readonly Line[] => [
  row("signed", `${plural(checkpoint.size, "record")} of ${printable(checkpoint.origin)}, by ${signers.length === 0 ? "nobody that was looked for: no --trust" : printable(signers.join(", "))}`),
];

export const auditVerify: CommandAction = async (session) => {
  const { screen, options } = session;
  const expect = options.text("--expect");
  const expected = expect === null ? {} : { expected: readHead(expect) };
  const journal = await journalDirectory(session);
  const source = withArchives(session, journal);
  const signed = await namedCheckpoint(session);
  screen.status("verifying");
  const verification = await verifyJournal(source, { ...expected, onProgress: (records) => screen.status(`verifying, ${records} records so far`) });
  // By itself as well: files that the manifest names, and the checkpoint in it.
  for (const it of typeof source === "string" ? [] : source.archives) await verifyArchive(it);
  if (signed !== null && verification.ok) await holdAgainst(source, signed);
  screen.status(null);
  screen.print([
    ...verdictLines(verification, await findJournalWriter(journal), shortenPath(session.io)),
    ...(verification.ok ? archivedLines(verification, await archivedRecords(source)) : []),
    ...(signed === null || !verification.ok ? [] : checkpointLines(signed)),
    ...outlineLines(verification, session),
  ]);
  const document = verificationDocument(journal, verification);
  return { exitCode: verification.ok && verification.outlines.length === 0 ? exitCode.success : exitCode.integrity, document: signed === null ? document : { ...document, checkpoint: { ...signed.checkpoint }, signers: [...signed.signers] } };
};
