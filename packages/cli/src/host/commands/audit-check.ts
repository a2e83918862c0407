// femtoclaw audit check: a proof or an export against a trust file, without the journal.
import { checkProof, isExportLine, readProofDocument } from "@femtoclaw/memory";
import { defaultProtocolLimits, encodeUtf8, FemtoClawError, fault, readStrictJson, type JsonObject } from "@femtoclaw/protocol";
import { exitCode } from "../../exit-code.ts";
import { printable, printableLines } from "../../printable.ts";
import { plural } from "../../quantity.ts";
import { continued, labelled, plain, span } from "../../styled-line.ts";
import { checkTakenOut } from "../check-taken-out.ts";
import { beginningOf, readEvidence, trustOf, verifier } from "../evidence.ts";
import type { CommandAction } from "../session.ts";

/** A record may be as long as the journal takes one. */
const limits = { ...defaultProtocolLimits, maxBytes: 67_108_864, maxStringBytes: 33_554_432 };

export const auditCheck: CommandAction = async (session) => {
  const [file = ""] = session.arguments;
  if (isExportLine(await beginningOf(session, file))) return checkTakenOut(session, file);
  if (session.options.text("--checkpoint") !== null) throw new FemtoClawError(fault("FC_USAGE", "an export beside --checkpoint; a proof names its own", "another file", { file }));
  const trust = await trustOf(session);
  if (trust === null) throw new FemtoClawError(fault("FC_USAGE", "--trust, the file that says whose signatures count", "no --trust"));
  const text = await readEvidence(session, file, "a proof");
  const read = readStrictJson(encodeUtf8(text), limits);
  const document = read.ok ? readProofDocument(read.value) : null;
  if (document === null) throw new FemtoClawError(fault("FC_PROOF_INVALID", "a proof as `audit prove` writes it", "something else", { file }));
  const checked = await checkProof(verifier, document, trust);
  if (!checked.ok) throw new FemtoClawError({ ...checked.fault, at: { file } });
  const { checkpoint, older, signers } = checked.value;
  const said = document.kind === "record" ? `record ${document.seq} is one of the ${plural(checkpoint.size, "record")} of ${checkpoint.origin}` : `the ${plural(checkpoint.size, "record")} of ${checkpoint.origin} begin with the ${older?.size ?? 0} signed before`;
  session.screen.print([
    [span("good", "proven"), plain(`  ${printable(said)}`)],
    labelled("signed", [plain(printable(signers.join(", ")))]),
    ...(document.kind === "record" ? printableLines(document.record).map((line, index) => (index === 0 ? labelled("record", [plain(line)]) : continued([plain(line)]))) : []),
  ]);
  const found: JsonObject = { proven: true, kind: document.kind, checkpoint: { ...checkpoint }, older: older === null ? null : { ...older }, signers: [...signers] };
  return { exitCode: exitCode.success, document: document.kind === "record" ? { ...found, seq: document.seq, record: document.record } : found };
};
