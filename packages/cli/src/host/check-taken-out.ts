// FC-AUDIT-0001.R12: an export held against itself, against the checkpoint in it, or against one that is kept elsewhere; and how much that says.
import { resolve } from "node:path";
import { openTrusted, type CheckedLines, type OpenedNote } from "@femtoclaw/memory";
import { checkExport } from "@femtoclaw/memory/host";
import { fault, FemtoClawError, type JsonObject } from "@femtoclaw/protocol";
import { exitCode } from "../exit-code.ts";
import { printable } from "../printable.ts";
import { plural } from "../quantity.ts";
import { dim, labelled, plain, span, type Line } from "../styled-line.ts";
import { checkpointIn, trustOf, verifier, type FoundCheckpoint } from "./evidence.ts";
import type { CommandResult, Session } from "./session.ts";

const refuse = (file: string, expected: string, found: string): FemtoClawError => new FemtoClawError(fault("FC_EXPORT_INVALID", expected, found, { file }));

/** The checkpoint that is its last line. */
const signedWithin = async (session: Session, file: string, note: string): Promise<OpenedNote> => {
  const trust = await trustOf(session);
  if (trust === null) throw new FemtoClawError(fault("FC_USAGE", "--trust, the file that says whose signatures count", "no --trust"));
  const opened = await openTrusted(verifier, note, trust);
  if (!opened.ok) throw new FemtoClawError({ ...opened.fault, at: { file } });
  return opened.value;
};

const holdElsewhere = (file: string, { root }: CheckedLines, { checkpoint }: FoundCheckpoint): OpenedNote["checkpoint"] => {
  if (root === null) throw refuse(file, `the first ${plural(checkpoint.size, "record")}, none left out, to hold against the checkpoint`, "an export without some of them");
  if (root !== checkpoint.root) throw new FemtoClawError(fault("FC_CHECKPOINT_CONTRADICTED", `the history of ${plural(checkpoint.size, "record")} that was signed`, "another history", { file }));
  return checkpoint;
};

const linkedText = ({ records, firstSeq, head, breaks }: CheckedLines): string => {
  if (records === 0) return "no record";
  const range = firstSeq === head.seq ? `#${firstSeq}` : `#${firstSeq} to #${head.seq}`;
  return `${plural(records, "record")}, ${range}, ${breaks === 0 ? "every link whole" : "whole, and linked where they are consecutive"}`;
};

/** Records that stand behind those which the checkpoint signs: anybody can link one to the last of them. */
const beyond = ({ head }: CheckedLines, signed: OpenedNote | null): number => (signed === null ? 0 : Math.max(0, head.seq - signed.checkpoint.size));

/** `within`: the checkpoint is the export's own, and not one that is kept elsewhere. */
const lines = (checked: CheckedLines, signed: OpenedNote | null, within: boolean): readonly Line[] => {
  const { records, breaks } = checked;
  if (signed !== null) {
    const { checkpoint, signers } = signed;
    const whose = `at their places among the ${plural(checkpoint.size, "record")} of ${printable(checkpoint.origin)}`;
    const more = beyond(checked, signed);
    return [
      // A note that nobody who is trusted was looked for on is taken at its word, and proves nothing.
      [span("good", signers.length === 0 ? "agrees" : "proven"), plain(`  ${within ? `${plural(records, "record")} ${whose}` : `${linkedText(checked)}; the first ${checkpoint.size} are those of ${printable(checkpoint.origin)}`}`)],
      ...(more === 0 ? [] : [labelled("beyond", [span("warn", plural(more, "record")), plain(" after those that the checkpoint signs: whoever made the file can have made them up")])]),
      labelled("signed", [plain(signers.length === 0 ? "by nobody that was looked for: no --trust" : printable(signers.join(", ")))]),
    ];
  }
  return [
    [span("good", "linked"), plain(`  ${linkedText(checked)}`)],
    ...(breaks === 0 ? [] : [labelled("missing", [span("warn", plural(breaks, "place")), plain(" where records are left out; what is around them is not linked to each other")])]),
    labelled("signed", [plain("by nobody: whoever made the file can have made it up"), dim("  --checkpoint holds an export of everything against a note; `audit export --proofs` takes the proof along")]),
  ];
};

export const checkTakenOut = async (session: Session, named: string): Promise<CommandResult> => {
  const file = resolve(session.io.directory, named);
  const { options, screen } = session;
  const note = options.text("--checkpoint");
  const elsewhere = note === null ? null : await checkpointIn(session, note);
  screen.status("checking");
  const checked = await checkExport(file, { onProgress: (count) => screen.status(`checking, ${count} lines so far`), ...(elsewhere === null ? {} : { size: elsewhere.checkpoint.size }) });
  screen.status(null);
  const { proven, records, firstSeq, head, breaks } = checked;
  let signed: OpenedNote | null = null;
  if (elsewhere !== null) signed = { checkpoint: holdElsewhere(file, checked, elsewhere), signers: elsewhere.signers };
  else if (proven !== null) signed = await signedWithin(session, file, proven.note);
  else if (options.text("--trust") !== null) throw refuse(file, "a checkpoint as its last line, for --trust to judge", "none");
  screen.print(lines(checked, signed, elsewhere === null));
  const document: JsonObject = {
    proven: signed !== null && signed.signers.length > 0,
    kind: "export",
    records,
    firstSeq: records === 0 ? null : firstSeq,
    head: records === 0 ? null : { ...head },
    breaks,
    beyond: beyond(checked, signed),
    checkpoint: signed === null ? null : { ...signed.checkpoint },
    signers: signed === null ? [] : [...signed.signers],
  };
  return { exitCode: exitCode.success, document };
};
