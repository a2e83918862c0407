// FC-CRYPTO-0001: what a witness may sign. It keeps the last checkpoint that it saw of each journal, and signs another only where that
// one's history goes on from it: so two histories of one journal, shown to different people, need two witnesses that lie.
import { fail, fault, ok, type Fault, type Result } from "@femtoclaw/protocol";
import type { Checkpoint, Verifier } from "../verifier.ts";
import { checkProof, type ProofDocument } from "./proof-document.ts";
import { openTrusted, type Trust } from "./trust.ts";

export interface WitnessRequest {
  /** The signed note that asks for a signature. */
  readonly note: string;
  /** Why it goes on from what was seen; null where the witness has seen nothing of this journal. */
  readonly proof: ProofDocument | null;
}

/** The checkpoint that may be signed, and must be kept before it is. `seen` is the last one of its journal, null at first. */
export const judgeCheckpoint = async (verifier: Verifier, { note, proof }: WitnessRequest, trust: Trust, seenOf: (origin: string) => Checkpoint | null): Promise<Result<Checkpoint, Fault>> => {
  const opened = await openTrusted(verifier, note, trust);
  if (!opened.ok) return opened;
  const { checkpoint } = opened.value;
  const seen = seenOf(checkpoint.origin);
  if (seen === null) return ok(checkpoint);
  if (checkpoint.size < seen.size) return fail(fault("FC_CHECKPOINT_CONTRADICTED", `a history of at least the ${seen.size} records that were seen`, `${checkpoint.size} records`));
  if (checkpoint.size === seen.size) {
    return checkpoint.root === seen.root ? ok(checkpoint) : fail(fault("FC_CHECKPOINT_CONTRADICTED", `the history of ${seen.size} records that was seen`, "another history of as many"));
  }
  if (proof?.kind !== "continuation") return fail(fault("FC_PROOF_INVALID", `a proof that it goes on from the ${seen.size} records that were seen`, "none"));
  const checked = await checkProof(verifier, proof, trust);
  if (!checked.ok) return checked;
  const { older } = checked.value;
  if (older === null || older.size !== seen.size) return fail(fault("FC_PROOF_INVALID", `a proof that goes on from the ${seen.size} records that were seen`, `one from ${older?.size ?? 0}`));
  if (older.root !== seen.root) return fail(fault("FC_CHECKPOINT_CONTRADICTED", `the history of ${seen.size} records that was seen`, "another history of as many"));
  return ok(checkpoint);
};
