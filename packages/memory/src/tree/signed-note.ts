// FC-CRYPTO-0001: checkpoints as C2SP signed notes, so that anybody's verifier can read them. What is signed is the text alone, up to
// and with the newline before the blank line; each signature stands in a line of its own with the name and the id of its key.
import { encodeBase64, encodeUtf8, type Sha256 } from "@femtoclaw/protocol";
import type { Checkpoint } from "../verifier.ts";

/** A journal signs its checkpoints; a witness signs when it saw one that goes on from all it saw before. */
export type NoteRole = "journal" | "witness";

/** An Ed25519 key. The private half stays with who made this. */
export interface NoteSigner {
  /** Without spaces and `+`. */
  readonly name: string;
  readonly role: NoteRole;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  /** 64 bytes. */
  sign(bytes: Uint8Array): Uint8Array;
}

/** The first byte of a key as it is written: what it is for. */
export const typeByte: { readonly [role in NoteRole]: number } = { journal: 0x01, witness: 0x04 };

const fromHex = (hex: string): Uint8Array => Uint8Array.from({ length: hex.length / 2 }, (_, index) => Number.parseInt(hex.slice(2 * index, 2 * index + 2), 16));

const joined = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));

const keyIdOf = (name: string, typed: Uint8Array, sha256: Sha256): string => sha256(joined(encodeUtf8(`${name}\n`), typed)).slice(0, 8);

/** `name+hash+base64`: what is given to whoever is to check this key's signatures. */
export const verifierKeyOf = ({ name, role, publicKey }: Omit<NoteSigner, "sign">, sha256: Sha256): string => {
  const typed = joined(Uint8Array.of(typeByte[role]), publicKey);
  return `${name}+${keyIdOf(name, typed, sha256)}+${encodeBase64(typed)}`;
};

const signatureLine = (signer: NoteSigner, bytes: Uint8Array, sha256: Sha256): string => {
  const { name, role, publicKey } = signer;
  const id = fromHex(keyIdOf(name, joined(Uint8Array.of(typeByte[role]), publicKey), sha256));
  return `— ${name} ${encodeBase64(joined(id, bytes))}\n`;
};

export const checkpointText = ({ origin, size, root }: Checkpoint): string => `${origin}\n${size}\n${encodeBase64(fromHex(root))}\n`;

/** The checkpoint with the signature of the journal's key. */
export const signCheckpoint = (checkpoint: Checkpoint, signer: NoteSigner, sha256: Sha256): string => {
  const text = checkpointText(checkpoint);
  return `${text}\n${signatureLine(signer, signer.sign(encodeUtf8(text)), sha256)}`;
};

const timeBytes = (seconds: number): Uint8Array => {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(seconds));
  return bytes;
};

/** The note with a witness's signature after those that it has; `seconds` since 1970 is when it was seen. */
export const cosignNote = (note: string, signer: NoteSigner, seconds: number, sha256: Sha256): string => {
  const text = note.slice(0, note.lastIndexOf("\n\n") + 1);
  const signature = signer.sign(encodeUtf8(`cosignature/v1\ntime ${seconds}\n${text}`));
  return `${note}${signatureLine(signer, joined(timeBytes(seconds), signature), sha256)}`;
};
