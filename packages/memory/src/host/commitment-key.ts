// FC-SEC-0003.R4: the key of a journal's commitments, in a file beside the journal's directory that only its owner can read:
//
//   FEMTOCLAW+SECRETS+v1+base64(32 random bytes)
//
// Whoever has it can try guesses at every commitment; whoever has it not can try none. Backups and exports do not take it along.
import { createHmac, randomBytes } from "node:crypto";
import { realpath } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { decodeBase64, encodeBase64, fault, FemtoClawError, type FaultCode } from "@femtoclaw/protocol";
import { createCommitter, type Committer } from "../commitment.ts";
import { makeDirectory } from "./make-directory.ts";
import { makePrivateFile, readPrivateFile } from "./private-file.ts";

const keyBytes = 32;
const maxFileBytes = 256;

const refuse = (code: FaultCode, expected: string, found: string, file: string): FemtoClawError => new FemtoClawError(fault(code, expected, found, { file }));

/** Where the key of a journal lies unless somebody says otherwise: beside the directory, so that a copy of the one is no copy of the other. */
export const commitmentKeyFile = (journal: string): string => `${resolve(journal)}.secrets.key`;

/** Without the links on the way, as far as there is anything; a place that cannot be looked at is taken as it is written. */
const realPlace = async (path: string): Promise<string> => {
  const parent = dirname(path);
  return realpath(path).catch(async () => (parent === path ? path : join(await realPlace(parent), basename(path))));
};

/** Throws FC_KEY_FILE for a place inside the journal's directory, by whatever name it is reached. */
export const assertOutsideJournal = async (file: string, journal: string): Promise<void> => {
  const path = relative(await realPlace(resolve(journal)), await realPlace(resolve(file)));
  if (path !== ".." && !path.startsWith(`..${sep}`) && !isAbsolute(path)) throw refuse("FC_KEY_FILE", "a key outside the journal's directory", "one inside it", file);
};

const committerOf = (text: string, file: string): Committer => {
  const key = decodeBase64(/^FEMTOCLAW\+SECRETS\+v1\+([A-Za-z0-9+/]+={0,2})\n?$/.exec(text)?.[1] ?? "");
  if (key === null || key.length !== keyBytes) throw refuse("FC_SECRET_KEY", `FEMTOCLAW+SECRETS+v1+key, with ${keyBytes} bytes of key`, "something else", file);
  return createCommitter((value) => createHmac("sha256", key).update(value, "utf8").digest("hex"));
};

/** Null where there is none. Throws FC_KEY_FILE, FC_KEY_EXPOSED and FC_SECRET_KEY; nothing of the key is in any of them. */
export const loadCommitmentKey = async (file: string): Promise<Committer | null> => {
  const text = await readPrivateFile(file, maxFileBytes);
  return text === null ? null : committerOf(text, file);
};

/** The key in the file, or a new one in a new file. Of two that make one at the same time, both get the one that was first. */
export const openCommitmentKey = async (file: string): Promise<Committer> => {
  const known = await loadCommitmentKey(file);
  if (known !== null) return known;
  await makeDirectory(dirname(file));
  await makePrivateFile(file, `FEMTOCLAW+SECRETS+v1+${encodeBase64(randomBytes(keyBytes))}\n`);
  const made = await loadCommitmentKey(file);
  if (made === null) throw refuse("FC_KEY_FILE", "the key that was made", "none", file);
  return made;
};
