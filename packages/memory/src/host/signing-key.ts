// FC-CRYPTO-0001: an Ed25519 key in a file that only its owner can read, in the form that Go's note package writes:
//
//   PRIVATE+KEY+name+hash+base64(type || seed)
//
// The type byte says what the key is for: 0x01 signs checkpoints, 0x04 witnesses them. hash is that of the verifier key.
import { createPrivateKey, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { open } from "node:fs/promises";
import { decodeBase64, encodeBase64, fault, FemtoClawError, type FaultCode } from "@femtoclaw/protocol";
import { typeByte, verifierKeyOf, type NoteRole, type NoteSigner } from "../tree/signed-note.ts";
import { errnoOf } from "./journal-fault.ts";
import { readPrivateFile } from "./private-file.ts";
import { sha256 } from "./sha256.ts";

const maxBytes = 1_024;
const seedBytes = 32;
const roleOf = (type: number | undefined): NoteRole | undefined => (["journal", "witness"] as const).find((role) => typeByte[role] === type);
/** What a key may be called: it stands in a line between spaces, and before a plus sign. */
const isName = (name: string): boolean => /^[A-Za-z0-9._/-]{1,128}$/.test(name);

const refuse = (code: FaultCode, expected: string, found: string, file: string): FemtoClawError => new FemtoClawError(fault(code, expected, found, { file }));

/** PKCS #8 of an Ed25519 seed, RFC 8410 §7. */
const keyFromSeed = (seed: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]), format: "der", type: "pkcs8" });

const bytesOfJwk = (key: KeyObject, member: "x" | "d"): Uint8Array => {
  const { [member]: value } = key.export({ format: "jwk" });
  return new Uint8Array(Buffer.from(value ?? "", "base64url"));
};

const signerOf = (name: string, role: NoteRole, key: KeyObject): NoteSigner => ({
  name,
  role,
  publicKey: bytesOfJwk(key, "x"),
  sign: (bytes) => new Uint8Array(sign(null, bytes, key)),
});

const encode = (signer: NoteSigner, seed: Uint8Array): string => {
  const hash = verifierKeyOf(signer, sha256).slice(signer.name.length + 1).slice(0, 8);
  return `PRIVATE+KEY+${signer.name}+${hash}+${encodeBase64(Uint8Array.of(typeByte[signer.role], ...seed))}\n`;
};

/** Makes a key and its file, which must not be there yet. Throws FC_KEY_NAME and FC_KEY_FILE. */
export const createSigningKey = async (file: string, name: string, role: NoteRole): Promise<NoteSigner> => {
  if (!isName(name)) throw refuse("FC_KEY_NAME", "a name of letters, digits, dots, dashes, underscores and slashes", name.slice(0, 128), file);
  const { privateKey } = generateKeyPairSync("ed25519");
  const signer = signerOf(name, role, privateKey);
  try {
    const handle = await open(file, "wx", 0o600);
    try {
      await handle.writeFile(encode(signer, bytesOfJwk(privateKey, "d")));
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw refuse("FC_KEY_FILE", "a new file for the key", errnoOf(error), file);
  }
  return signer;
};

/** Throws FC_KEY_FILE, FC_KEY_EXPOSED and FC_KEY_MALFORMED; what stands in the file is in none of them. */
export const loadSigningKey = async (file: string): Promise<NoteSigner> => {
  const text = await readPrivateFile(file, maxBytes);
  if (text === null) throw refuse("FC_KEY_FILE", "a key that can be read, and no link", "ENOENT", file);
  const match = /^PRIVATE\+KEY\+([^+\n]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})\n?$/.exec(text);
  const typed = decodeBase64(match?.[3] ?? "");
  const [name, role] = [match?.[1], roleOf(typed?.[0])];
  if (name === undefined || typed === null || typed.length !== seedBytes + 1 || role === undefined || !isName(name)) {
    throw refuse("FC_KEY_MALFORMED", "PRIVATE+KEY+name+hash+key, an Ed25519 key that signs or witnesses", "something else", file);
  }
  const signer = signerOf(name, role, keyFromSeed(typed.subarray(1)));
  if (encode(signer, typed.subarray(1)).trimEnd() !== text.trimEnd()) throw refuse("FC_KEY_MALFORMED", "a key whose hash is its own", "another hash", file);
  return signer;
};
