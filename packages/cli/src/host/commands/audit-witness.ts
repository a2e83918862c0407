// femtoclaw audit witness: signs a journal's checkpoint beside its own signature, where its history goes on from all that this witness
// saw before; otherwise refuses, and says so (FC-CRYPTO-0001).
import { resolve } from "node:path";
import { cosignNote, judgeCheckpoint, readProofDocument, type WitnessRequest } from "@femtoclaw/memory";
import { loadSigningKey, sha256, withWitnessState } from "@femtoclaw/memory/host";
import { defaultProtocolLimits, encodeUtf8, FemtoClawError, fault, readStrictJson } from "@femtoclaw/protocol";
import { systemClock } from "@femtoclaw/runtime";
import { exitCode } from "../../exit-code.ts";
import { plainLine } from "../../styled-line.ts";
import { readEvidence, trustOf, verifier } from "../evidence.ts";
import type { CommandAction, Session } from "../session.ts";

const needed = ({ io, options }: Session, flag: string, what: string): string => {
  const value = options.text(flag);
  if (value === null) throw new FemtoClawError(fault("FC_USAGE", `${flag}, ${what}`, `no ${flag}`));
  return resolve(io.directory, value);
};

/** A proof brings the note that it leads to; of a journal that was never seen the note alone will do. */
const requestIn = (text: string): WitnessRequest => {
  const read = readStrictJson(encodeUtf8(text), defaultProtocolLimits);
  const proof = read.ok ? readProofDocument(read.value) : null;
  return proof === null ? { note: text, proof: null } : { note: proof.kind === "record" ? proof.checkpoint : proof.newer, proof };
};

export const auditWitness: CommandAction = async (session) => {
  const [file = ""] = session.arguments;
  const [keyFile, stateFile] = [needed(session, "--key", "the witness's key"), needed(session, "--state", "the file of what it saw")];
  const trust = await trustOf(session);
  if (trust === null) throw new FemtoClawError(fault("FC_USAGE", "--trust, the file that says whose checkpoints are witnessed", "no --trust"));
  const signer = await loadSigningKey(keyFile);
  if (signer.role !== "witness") throw new FemtoClawError(fault("FC_USAGE", "a witness's key", "a key that signs checkpoints", { file: keyFile }));
  const request = requestIn(await readEvidence(session, file, "a proof or a checkpoint"));
  await withWitnessState(stateFile, async (state) => {
    // Whoever is the first to sign cannot ask for other witnesses.
    const judged = await judgeCheckpoint(verifier, request, { ...trust, needed: 0 }, (origin) => state.get(origin) ?? null);
    if (!judged.ok) throw new FemtoClawError({ ...judged.fault, at: { file } });
    return judged.value;
  });
  const note = cosignNote(request.note, signer, Math.floor(systemClock.nowMs() / 1_000), sha256);
  session.screen.print(note.trimEnd().split("\n").map((line) => plainLine(line)));
  return { exitCode: exitCode.success, document: { note, witness: signer.name } };
};
