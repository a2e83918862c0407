// femtoclaw audit prove: that a record is in the history that a checkpoint signs, or that one checkpoint's history goes on from
// another's, as a document that anybody can check without the journal.
import { consistencyParts, inclusionParts, type Checkpoint, type LeafRange, type ProofDocument } from "@femtoclaw/memory";
import { readJournalTree, type JournalTree } from "@femtoclaw/memory/host";
import { FemtoClawError, fault, type JsonObject } from "@femtoclaw/protocol";
import { exitCode } from "../../exit-code.ts";
import { printableLines } from "../../printable.ts";
import { plainLine } from "../../styled-line.ts";
import { checkpointIn, namedCheckpoint, requireRoot } from "../evidence.ts";
import type { CommandAction, Session } from "../session.ts";
import { journalSource } from "../settings.ts";

/** The tree of the checkpoint, which begins with that of the older one. */
const treeFor = async (session: Session, signed: readonly Checkpoint[], parts: readonly LeafRange[], seq?: number): Promise<JournalTree> => {
  const journal = await journalSource(session);
  const sizes = signed.map(({ size }) => size);
  const tree = await readJournalTree(journal, { size: Math.max(...sizes), sizes, parts, ...(seq === undefined ? {} : { seq }) });
  for (const it of signed) requireRoot(journal, it, tree.size, tree.roots.get(it.size));
  return tree;
};

export const auditProve: CommandAction = async (session) => {
  const { screen } = session;
  const [what = ""] = session.arguments;
  const found = await namedCheckpoint(session);
  if (found === null) throw new FemtoClawError(fault("FC_USAGE", "--checkpoint, the signed note that the proof leads to", "no --checkpoint"));
  const { size } = found.checkpoint;
  let document: ProofDocument;
  if (/^#?[0-9]{1,15}$/.test(what)) {
    const seq = Number(what.replace("#", ""));
    if (seq < 1 || seq > size) throw new FemtoClawError(fault("FC_USAGE", `a record's number from 1 to ${size}, which the checkpoint signs`, what));
    const { proof, record } = await treeFor(session, [found.checkpoint], inclusionParts(seq - 1, size), seq);
    document = { kind: "record", seq, record: record ?? "", proof, checkpoint: found.note };
  } else {
    const older = await checkpointIn(session, what);
    if (older.checkpoint.size > size) throw new FemtoClawError(fault("FC_USAGE", `an older checkpoint, of at most ${size} records`, `${older.checkpoint.size}`, { file: what }));
    const { proof } = await treeFor(session, [older.checkpoint, found.checkpoint], consistencyParts(older.checkpoint.size, size));
    document = { kind: "continuation", older: older.note, newer: found.note, proof };
  }
  const json: JsonObject = { ...document };
  screen.print(JSON.stringify(json, null, 2).split("\n").flatMap(printableLines).map(plainLine));
  return { exitCode: exitCode.success, document: json };
};
