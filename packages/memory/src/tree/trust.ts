// FC-CRYPTO-0001: whose signatures count. A trust file is lines of words, so that it can be read, compared and kept under version
// control:
//
//   journal KEY [until SIZE]   signs checkpoints; after a change of keys only those of at most SIZE records
//   witness KEY                vouches that a checkpoint went on from all that it saw before
//   revoked KEY                counts nowhere, whatever else is said of it
//   need N                     checkpoints count only with N witnesses
import { fail, fault, ok, type Fault, type Result } from "@femtoclaw/protocol";
import type { OpenedNote, Verifier } from "../verifier.ts";

interface JournalKey {
  readonly key: string;
  /** Null: without end. */
  readonly until: number | null;
}

export interface Trust {
  readonly journals: readonly JournalKey[];
  readonly witnesses: readonly string[];
  readonly needed: number;
}

const nameOf = (key: string): string => key.slice(0, key.indexOf("+"));

/** Every line that is none is a defect, since whoever misspells `revoked` must hear of it. */
export const readTrust = (text: string, file: string): Result<Trust, readonly Fault[]> => {
  const journals: JournalKey[] = [];
  const witnesses: string[] = [];
  const revoked = new Set<string>();
  const faults: Fault[] = [];
  let needed = 0;
  for (const [index, line] of text.split("\n").entries()) {
    const said = line.replace(/(^|\s)#.*$/, "").trim();
    if (said === "") continue;
    const match = /^(journal|witness|revoked)\s+([^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+={0,2})(?:\s+until\s+(0|[1-9][0-9]{0,15}))?$/.exec(said);
    const need = /^need\s+([0-9]{1,3})$/.exec(said)?.[1];
    const [, word, key = "", until] = match ?? [];
    if (need !== undefined) needed = Number(need);
    else if (word === "journal") journals.push({ key, until: until === undefined ? null : Number(until) });
    else if (word === "witness" && until === undefined) witnesses.push(key);
    else if (word === "revoked" && until === undefined) revoked.add(key);
    else faults.push(fault("FC_TRUST_LINE", "journal KEY [until SIZE], witness KEY, revoked KEY, or need N", said.slice(0, 80), { file, line: index + 1 }));
  }
  if (faults.length > 0) return fail(faults);
  return ok({ journals: journals.filter(({ key }) => !revoked.has(key)), witnesses: witnesses.filter((key) => !revoked.has(key)), needed });
};

/** The checkpoint, where the trust file lets it count; otherwise why not. */
export const openTrusted = async (verifier: Verifier, note: string, { journals, witnesses, needed }: Trust): Promise<Result<OpenedNote, Fault>> => {
  const signed = await verifier.open(note, journals.map(({ key }) => key));
  if (signed === null) return fail(fault("FC_CHECKPOINT_UNTRUSTED", "a checkpoint that a trusted journal key signed", "none that such a key signed"));
  const { checkpoint } = signed;
  const holding = journals.filter(({ key, until }) => signed.signers.includes(nameOf(key)) && (until === null || checkpoint.size <= until));
  const current = holding.length === 0 ? null : await verifier.open(note, holding.map(({ key }) => key));
  if (current === null) return fail(fault("FC_CHECKPOINT_UNTRUSTED", "a key that was not given up before this checkpoint", `one for ${checkpoint.size} records`));
  if (!current.signers.includes(checkpoint.origin)) return fail(fault("FC_CHECKPOINT_UNTRUSTED", `a signature of ${checkpoint.origin}, whose history it is`, current.signers.join(", ")));
  const seen = needed === 0 ? null : await verifier.open(note, witnesses);
  const count = seen?.signers.length ?? 0;
  if (count < needed) return fail(fault("FC_CHECKPOINT_UNTRUSTED", `the signatures of ${needed} trusted witnesses`, `${count}`));
  return ok({ checkpoint, signers: [...current.signers, ...(seen?.signers ?? [])] });
};
