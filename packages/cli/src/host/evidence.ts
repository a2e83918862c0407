// FC-AUDIT-0001: what is read from beside the journal to hold it against: notes, trust files and proofs, each small and untrusted.
import { webcrypto } from "node:crypto";
import { resolve } from "node:path";
import { createVerifier, openTrusted, readCheckpoint, readTrust, type Checkpoint, type Trust, type Verifier } from "@femtoclaw/memory";
import { readJournalTree } from "@femtoclaw/memory/host";
import { FemtoClawError, fault } from "@femtoclaw/protocol";
import { readTextFile } from "@femtoclaw/runtime";
import { FaultsError } from "../faults-error.ts";
import { plural } from "../quantity.ts";
import type { Session } from "./session.ts";

export const verifier: Verifier = createVerifier(webcrypto.subtle);

export const readEvidence = async ({ io }: Session, file: string, what: string): Promise<string> => {
  const text = await readTextFile(resolve(io.directory, file), what);
  if (!text.ok) throw new FemtoClawError(text.fault);
  return text.value;
};

/** Null where no trust file was named. */
export const trustOf = async (session: Session): Promise<Trust | null> => {
  const file = session.options.text("--trust");
  if (file === null) return null;
  const trust = readTrust(await readEvidence(session, file, "a trust file"), file);
  if (trust.ok) return trust.value;
  throw new FaultsError(trust.fault[0] ?? fault("FC_TRUST_LINE", "a trust file", "none", { file }), trust.fault);
};

export interface FoundCheckpoint {
  readonly note: string;
  readonly checkpoint: Checkpoint;
  /** Whose signatures count; none where no trust file was named. */
  readonly signers: readonly string[];
}

/** A checkpoint in a file. Without a trust file it is taken at its word: whoever keeps the file vouches for it. */
export const checkpointIn = async (session: Session, file: string): Promise<FoundCheckpoint> => {
  const note = await readEvidence(session, file, "a checkpoint");
  const trust = await trustOf(session);
  if (trust !== null) {
    const opened = await openTrusted(verifier, note, trust);
    if (!opened.ok) throw new FemtoClawError({ ...opened.fault, at: { file } });
    return { note, ...opened.value };
  }
  const checkpoint = readCheckpoint(note.slice(0, note.lastIndexOf("\n\n") + 1));
  if (checkpoint === null) throw new FemtoClawError(fault("FC_CHECKPOINT_UNTRUSTED", "a checkpoint: a signed note of origin, size and root", "something else", { file }));
  return { note, checkpoint, signers: [] };
};

/** Throws FC_CHECKPOINT_CONTRADICTED for a journal that does not begin with the history that was signed. */
export const holdAgainst = async (journal: string, { checkpoint }: FoundCheckpoint): Promise<void> => {
  const tree = await readJournalTree(journal, { size: checkpoint.size });
  if (tree.size === checkpoint.size && tree.root === checkpoint.root) return;
  const found = tree.size < checkpoint.size ? plural(tree.size, "record") : "another history";
  throw new FemtoClawError(fault("FC_CHECKPOINT_CONTRADICTED", `the history of ${plural(checkpoint.size, "record")} that was signed`, found, { file: journal }));
};
