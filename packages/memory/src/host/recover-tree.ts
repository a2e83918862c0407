// FC-CRYPTO-0001.R12, R13: what an opened journal may go on from: a tree that its key can answer for, and no stored checkpoint that says
// otherwise.
import { webcrypto } from "node:crypto";
import type { JournalHead } from "@femtoclaw/core";
import type { Sha256 } from "@femtoclaw/protocol";
import { rootOf, type Frontier } from "../tree/frontier.ts";
import { verifierKeyOf, type NoteSigner } from "../tree/signed-note.ts";
import { createVerifier } from "../verifier.ts";
import { readCheckpoints, type StoredCheckpoint } from "./checkpoint-files.ts";
import { damageError } from "./journal-fault.ts";
import { readJournalTree } from "./journal-tree.ts";
import { signedIsGone } from "./recovery.ts";
import { readTreeFile, treeFile, type KeptTree } from "./tree-file.ts";

const verifier = createVerifier(webcrypto.subtle);

/** The kept tree, where it is the one that this key signed: a forger can give it another digest, and no other signature. */
export const signedTree = async (directory: string, signer: NoteSigner, sha256: Sha256): Promise<KeptTree | null> => {
  const kept = await readTreeFile(directory, sha256);
  if (kept === null) return null;
  const signed = (await verifier.open(kept.note, [verifierKeyOf(signer, sha256)]))?.checkpoint;
  return signed?.size === kept.frontier.size && signed.root === rootOf(kept.frontier, sha256) ? kept : null;
};

/** What a key goes on signing from. */
export interface RecoveredTree {
  readonly frontier: Frontier;
  /** The last stored checkpoint, where this key signed it. */
  readonly last: StoredCheckpoint | null;
  /** Records in the kept tree; 0 without one. */
  readonly treeKept: number;
}

/** All of the journal is read once for it, and held against all that was signed. Throws FC_JOURNAL_DAMAGED. */
const walkTree = async (directory: string, head: JournalHead, kept: KeptTree | null, sha256: Sha256): Promise<Frontier> => {
  const stored = await readCheckpoints(directory);
  if (!stored.ok) throw damageError(stored.fault);
  const signed = [...stored.value, ...(kept === null ? [] : [{ file: treeFile(directory), checkpoint: { size: kept.head.seq, root: rootOf(kept.frontier, sha256) } }])];
  const { roots, frontier, from } = await readJournalTree(directory, { size: head.seq, sizes: signed.map(({ checkpoint }) => checkpoint.size), sha256 });
  for (const it of signed) if (it.checkpoint.size >= from && roots.get(it.checkpoint.size) !== it.checkpoint.root) throw signedIsGone(it);
  return frontier;
};

export interface TreeRecovery {
  readonly signer: NoteSigner;
  /** Where recovery ended, and its tree, where the kept one led there. */
  readonly head: JournalHead;
  readonly frontier: Frontier | null;
  readonly kept: KeptTree | null;
  readonly stored: StoredCheckpoint | null;
}

export const recoverTree = async (directory: string, { signer, head, frontier, kept, stored }: TreeRecovery, sha256: Sha256): Promise<RecoveredTree> => {
  const isOwn = stored !== null && (await verifier.open(stored.note, [verifierKeyOf(signer, sha256)])) !== null;
  return { frontier: frontier ?? (await walkTree(directory, head, kept, sha256)), last: isOwn ? stored : null, treeKept: kept?.head.seq ?? 0 };
};
