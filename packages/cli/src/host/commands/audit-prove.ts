// femtoclaw audit prove: that a record is in the history that a checkpoint signs, or that one checkpoint's history goes on from
// another's, as a document that anybody can check without the journal.
import { consistencyParts, inclusionParts, type LeafRange, type ProofDocument } from "@femtoclaw/memory";
import { readJournalTree, type JournalTree } from "@femtoclaw/memory/host";
import { FemtoClawError, fault, type JsonObject } from "@femtoclaw/protocol";
import { exitCode } from "../../exit-code.ts";
import { printableLines } from "../../printable.ts";
import { plainLine } from "../../styled-line.ts";
import { checkpointIn, type FoundCheckpoint } from "../evidence.ts";
import type { CommandAction, Session } from "../session.ts";
import { journalDirectory } from "../settings.ts";

const treeFor = async (session: Session, { checkpoint }: FoundCheckpoint, parts: readonly LeafRange[], more: { readonly seq?: number; readonly older?: FoundCheckpoint }): Promise<JournalTree> => {
  const journal = await journalDirectory(session);
  const { older, seq } = more;
  const tree = await readJournalTree(journal, { size: checkpoint.size, parts, sizes: older === undefined ? [] : [older.checkpoint.size], ...(seq === undefined ? {} : { seq }) });
  const contradicted = tree.size !== checkpoint.size || tree.root !== checkpoint.root ? checkpoint : older !== undefined && tree.roots.get(older.checkpoint.size) !== older.checkpoint.root ? older.checkpoint : null;
  if (contradicted === null) return tree;
  throw new FemtoClawError(fault("FC_CHECKPOINT_CONTRADICTED", `the history of ${contradicted.size} records that was signed`, tree.size < contradicted.size ? `${tree.size} records` : "another history", { file: journal }));
};

export const auditProve: CommandAction = async (session) => {
  const { options, screen } = session;
  const [what = ""] = session.arguments;
  const named = options.text("--checkpoint");
  if (named === null) throw new FemtoClawError(fault("FC_USAGE", "--checkpoint, the signed note that the proof leads to", "no --checkpoint"));
  const found = await checkpointIn(session, named);
  const { size } = found.checkpoint;
  let document: ProofDocument;
  if (/^#?[0-9]{1,15}$/.test(what)) {
    const seq = Number(what.replace("#", ""));
    if (seq < 1 || seq > size) throw new FemtoClawError(fault("FC_USAGE", `a record's number from 1 to ${size}, which the checkpoint signs`, what));
    const { proof, record } = await treeFor(session, found, inclusionParts(seq - 1, size), { seq });
    document = { kind: "record", seq, record: record ?? "", proof, checkpoint: found.note };
  } else {
    const older = await checkpointIn(session, what);
    if (older.checkpoint.size > size) throw new FemtoClawError(fault("FC_USAGE", `an older checkpoint, of at most ${size} records`, `${older.checkpoint.size}`, { file: what }));
    const { proof } = await treeFor(session, found, consistencyParts(older.checkpoint.size, size), { older });
    document = { kind: "continuation", older: older.note, newer: found.note, proof };
  }
  const json: JsonObject = { ...document };
  screen.print(JSON.stringify(json, null, 2).split("\n").flatMap(printableLines).map(plainLine));
  return { exitCode: exitCode.success, document: json };
};
