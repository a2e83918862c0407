// FC-CRYPTO-0001: a proof as one JSON document that can be sent to anybody: with a trust file it can be checked without the journal.
//
//   {kind: "record", seq, record, proof, checkpoint}       the record is in the history that the checkpoint signs
//   {kind: "continuation", older, newer, proof}            the older checkpoint's history is the beginning of the newer one's
import { isJsonObject } from "@femtoclaw/gate";
import { fail, fault, ok, type Fault, type JsonValue, type Result } from "@femtoclaw/protocol";
import type { Checkpoint, Verifier } from "../verifier.ts";
import { openTrusted, type Trust } from "./trust.ts";

export interface RecordProof {
  readonly kind: "record";
  /** Counts from 1. */
  readonly seq: number;
  /** Canonical JSON, exactly as stored. */
  readonly record: string;
  /** 64 hexadecimal digits each, from the record up. */
  readonly proof: readonly string[];
  /** A signed note. */
  readonly checkpoint: string;
}

export interface ContinuationProof {
  readonly kind: "continuation";
  /** Signed notes. */
  readonly older: string;
  readonly newer: string;
  readonly proof: readonly string[];
}

export type ProofDocument = RecordProof | ContinuationProof;

export interface CheckedProof {
  readonly document: ProofDocument;
  /** The newer one of a continuation. */
  readonly checkpoint: Checkpoint;
  readonly older: Checkpoint | null;
  readonly signers: readonly string[];
}

const textsOf = (value: JsonValue | undefined): readonly string[] | null =>
  Array.isArray(value) && value.every((it) => typeof it === "string") ? value.filter((it) => typeof it === "string") : null;

/** Null for what is no proof document. */
export const readProofDocument = (value: JsonValue): ProofDocument | null => {
  if (!isJsonObject(value)) return null;
  const { kind, seq, record, checkpoint, older, newer } = value;
  const proof = textsOf(value["proof"]);
  if (proof === null) return null;
  if (kind === "record" && typeof seq === "number" && typeof record === "string" && typeof checkpoint === "string") return { kind, seq, record, proof, checkpoint };
  return kind === "continuation" && typeof older === "string" && typeof newer === "string" ? { kind, older, newer, proof } : null;
};

const unproven = (expected: string, found: string): Result<never, Fault> => fail(fault("FC_PROOF_INVALID", expected, found));

export const checkProof = async (verifier: Verifier, document: ProofDocument, trust: Trust): Promise<Result<CheckedProof, Fault>> => {
  const opened = await openTrusted(verifier, document.kind === "record" ? document.checkpoint : document.newer, trust);
  if (!opened.ok) return opened;
  const { checkpoint, signers } = opened.value;
  if (document.kind === "record") {
    const holds = await verifier.includes(document.record, document.seq, document.proof, checkpoint.size, checkpoint.root);
    return holds ? ok({ document, checkpoint, older: null, signers }) : unproven(`a path from record ${document.seq} to the checkpoint's root`, "another root, or none");
  }
  const before = await openTrusted(verifier, document.older, trust);
  if (!before.ok) return before;
  const older = before.value.checkpoint;
  if (older.origin !== checkpoint.origin) return unproven(`two checkpoints of one journal, ${older.origin}`, checkpoint.origin);
  const holds = await verifier.extends(older, checkpoint, document.proof);
  return holds ? ok({ document, checkpoint, older, signers }) : unproven(`a history of ${checkpoint.size} records that begins with the ${older.size} signed before`, "another history, or none");
};
