// FC-CRYPTO-0001.R12, R13: what an opened journal may go on from: a tree that its key can answer for, and no stored checkpoint that says
// otherwise.
import { webcrypto } from "node:crypto";
import type { JournalHead } from "@femtoclaw/core";
import type { Sha256 } from "@femtoclaw/protocol";
import { rootOf, type Frontier } from "../tree/frontier.ts";
import { verifierKeyOf, type NoteSigner } from "../tree/signed-note.ts";
import { createVerifier } from "../verifier.ts";
import { readCheckpoints, readLastCheckpoint, type StoredCheckpoint } from "./checkpoint-files.ts";
import { damageError } from "./journal-fault.ts";
import { readJournalTree } from "./journal-tree.ts";
import { signedIsGone } from "./recovery.ts";
import type { KeptTree } from "./tree-file.ts";

const verifier = createVerifier(webcrypto.subtle);

/** The kept tree, where it is the one that this key signed: a forger can give it another digest, and no other signature. */
export const signedTree = async (kept: KeptTree | null, signer: NoteSigner, sha256: Sha256): Promise<KeptTree | null> => {
  if (kept === null || kept.note === null) return null;
  const signed = (await verifier.open(kept.note, [verifierKeyOf(signer, sha256)]))?.checkpoint;
  return signed?.size === kept.frontier.size && signed.root === rootOf(kept.frontier, sha256) ? kept : null;
};

/** The last checkpoint that was stored, and whether this key signed it. Throws FC_JOURNAL_DAMAGED. */
export const storedCheckpoint = async (directory: string, signer: NoteSigner | null, sha256: Sha256): Promise<{ readonly last: StoredCheckpoint | null; readonly own: StoredCheckpoint | null }> => {
  const read = await readLastCheckpoint(directory);
  if (!read.ok) throw damageError(read.fault);
  const last = read.value;
  const isOwn = last !== null && signer !== null && (await verifier.open(last.note, [verifierKeyOf(signer, sha256)])) !== null;
  return { last, own: isOwn ? last : null };
};

/** All of the journal is read once for it, and held against all that was signed. Throws FC_JOURNAL_DAMAGED. */
export const walkTree = async (directory: string, head: JournalHead, sha256: Sha256): Promise<Frontier> => {
  const stored = await readCheckpoints(directory);
  if (!stored.ok) throw damageError(stored.fault);
  const { roots, frontier } = await readJournalTree(directory, { size: head.seq, sizes: stored.value.map(({ checkpoint }) => checkpoint.size), sha256 });
  for (const it of stored.value) if (roots.get(it.checkpoint.size) !== it.checkpoint.root) throw signedIsGone(it);
  return frontier;
};
