import { entry } from "./entry.ts";

/** Keys, checkpoints and proofs (FC-CRYPTO-0001). */
export const cryptoFaults = {
  FC_KEY_NAME: entry("usage", "FC-CRYPTO-0001.R7", "a key cannot have this name", "Choose a name such as host.example.com/journal; it stands in every signature."),
  FC_KEY_FILE: entry("configuration", "FC-CRYPTO-0001.R7", "the key's file cannot be used", "Name a key that is there and that you may read: a regular file, never a link, and outside the journal's directory. A new one is never written over another file."),
  FC_KEY_EXPOSED: entry("configuration", "FC-CRYPTO-0001.R7", "others may know the key", "Revoke this key, make another, and keep it where only its owner can read: chmod 600."),
  FC_KEY_MALFORMED: entry("configuration", "FC-CRYPTO-0001.R7", "the file holds no signing key", "Make one with `femtoclaw audit key`."),
  // Checkpoints and proofs.
  FC_TRUST_LINE: entry("configuration", "FC-CRYPTO-0001.R8", "a line of the trust file says nothing that is known", "Correct the line; a trust file is taken whole or not at all."),
  FC_CHECKPOINT_UNTRUSTED: entry("integrity", "FC-CRYPTO-0001.R8", "nobody who is trusted signed the checkpoint", "Find out who made it; a checkpoint without a trusted signature says nothing."),
  FC_CHECKPOINT_CONTRADICTED: entry("integrity", "FC-CRYPTO-0001.R5", "the journal is not the one that the checkpoint was signed for", "Nothing was altered. Stop every writer, keep a copy as evidence: records that were signed for were changed or are gone.", true),
  FC_CHECKPOINT_FAILED: entry("journal", "FC-CRYPTO-0001.R11", "a checkpoint could not be signed or kept", "No record was lost and the journal goes on. Look up what was found, put it right, and sign one with `femtoclaw audit checkpoint`; the next one that is due is tried again."),
  FC_WITNESS_STATE: entry("configuration", "FC-CRYPTO-0001.R9", "the file of what the witness saw cannot be used", "Look up what was found; where a witness was ended by force, make sure that none is at work and remove the .lock file."),
  FC_PROOF_INVALID: entry("integrity", "FC-CRYPTO-0001.R3", "the proof does not prove what it says", "Ask for another proof from the journal itself; do not rely on the record."),
} as const;
