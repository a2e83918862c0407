// FC-CRYPTO-0001: whether a record is in the history that a checkpoint signs, and whether one checkpoint's history is the beginning of
// another's. This file needs nothing but WebCrypto: whoever would rather not trust what wrote the journal can read it in a few
// minutes, and run it in a browser. What cannot be read proves nothing, and nothing here throws over it.
//
//   leaf = SHA-256(0x00 || record)   node = SHA-256(0x01 || left || right)       RFC 6962 §2.1; checked as RFC 9162 §2.1.3, §2.1.4 say
//   checkpoint = origin, size, base64(root), each with a newline                  C2SP tlog-checkpoint
//   note = checkpoint, blank line, lines of "— name base64(key id || signature)"  C2SP signed-note, and tlog-cosignature of a witness

type Bytes = Uint8Array<ArrayBuffer>;

/** What is needed of `crypto.subtle`. */
export interface Subtle<Key> {
  digest(algorithm: "SHA-256", data: Bytes): Promise<ArrayBuffer>;
  importKey(format: "raw", key: Bytes, algorithm: "Ed25519", extractable: boolean, usages: "verify"[]): Promise<Key>;
  verify(algorithm: "Ed25519", key: Key, signature: Bytes, data: Bytes): Promise<boolean>;
}

export interface Checkpoint {
  readonly origin: string;
  /** Records. */
  readonly size: number;
  /** 64 hexadecimal digits. */
  readonly root: string;
}

export interface OpenedNote {
  readonly checkpoint: Checkpoint;
  /** Names of the keys, of those that were given, whose signature holds: once each. */
  readonly signers: readonly string[];
}

export interface Verifier {
  /** `proof` as 64 hexadecimal digits each, from the record up. `seq` counts from 1. */
  includes(record: string, seq: number, proof: readonly string[], size: number, root: string): Promise<boolean>;
  extends(older: Pick<Checkpoint, "size" | "root">, newer: Pick<Checkpoint, "size" | "root">, proof: readonly string[]): Promise<boolean>;
  /** `keys` are C2SP verifier keys, `name+hash+base64`. Null for a note that is none, or that none of them signed. */
  open(note: string, keys: readonly string[]): Promise<OpenedNote | null>;
}

/** A tree of more records than this does not come about; a proof of it is as long as the number has bits. */
const mostProof = 53;
const mostNoteCharacters = 65_536;
/** All but the line break: a note is shown to people, and what it says beside its signatures is anybody's. */
const control = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;
const [signature, cosignature] = [0x01, 0x04];

const utf8 = (text: string): Bytes => {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return Uint8Array.from(bytes);
};

const hexOf = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

const isHash = (text: unknown): text is string => typeof text === "string" && /^[0-9a-f]{64}$/.test(text);

const bytesOf = (hex: string): Bytes => Uint8Array.from({ length: hex.length / 2 }, (_, index) => Number.parseInt(hex.slice(2 * index, 2 * index + 2), 16));

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Null for anything but the one spelling of RFC 4648 §4. */
const fromBase64 = (text: string): Bytes | null => {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
  const digits = text.replace(/=+$/, "");
  const bytes: number[] = [];
  let [bits, held] = [0, 0];
  for (const digit of digits) {
    held = ((held << 6) | alphabet.indexOf(digit)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return (held & ((1 << bits) - 1)) === 0 ? Uint8Array.from(bytes) : null;
};

const joined = (...parts: readonly Uint8Array[]): Bytes => {
  const bytes = new Uint8Array(parts.reduce((sum, it) => sum + it.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
};

const isSize = (value: unknown): value is number => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
const half = (value: number): number => Math.floor(value / 2);
const isOdd = (value: number): boolean => value % 2 === 1;

/** Null for a text that is no checkpoint. */
export const readCheckpoint = (text: string): Checkpoint | null => {
  const match = /^([^\n]+)\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n([^\n]+\n)*$/.exec(text);
  const root = fromBase64(match?.[3] ?? "");
  const size = Number(match?.[2]);
  return match?.[1] !== undefined && root?.length === 32 && isSize(size) ? { origin: match[1], size, root: hexOf(root) } : null;
};

interface VerifierKey {
  readonly name: string;
  readonly id: string;
  readonly type: number;
  readonly key: Bytes;
}

interface SignatureLine {
  readonly name: string;
  readonly id: string;
  readonly bytes: Bytes;
}

const readLine = (line: string): SignatureLine | null => {
  const match = /^— ([^ +\n]+) ([A-Za-z0-9+/]+={0,2})$/.exec(line);
  const bytes = fromBase64(match?.[2] ?? "");
  return match?.[1] === undefined || bytes === null || bytes.length < 5 ? null : { name: match[1], id: hexOf(bytes.subarray(0, 4)), bytes: bytes.slice(4) };
};

export const createVerifier = <Key>(subtle: Subtle<Key>): Verifier => {
  const sha256 = async (bytes: Bytes): Promise<string> => hexOf(new Uint8Array(await subtle.digest("SHA-256", bytes)));
  const node = (left: string, right: string): Promise<string> => sha256(joined(Uint8Array.of(1), bytesOf(left), bytesOf(right)));

  const readKey = async (text: string): Promise<VerifierKey | null> => {
    const match = /^([^ +\n]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(text);
    const bytes = fromBase64(match?.[3] ?? "");
    const [name, id, type] = [match?.[1], match?.[2], bytes?.[0]];
    if (name === undefined || id === undefined || bytes?.length !== 33 || (type !== signature && type !== cosignature)) return null;
    const hash = await sha256(joined(utf8(`${name}\n`), bytes));
    return hash.startsWith(id) ? { name, id, type, key: bytes.slice(1) } : null;
  };

  const holds = async ({ type, key }: VerifierKey, { bytes }: SignatureLine, text: string): Promise<boolean> => {
    if (bytes.length !== (type === signature ? 64 : 72)) return false;
    const time = type === signature ? "" : `cosignature/v1\ntime ${BigInt(`0x${hexOf(bytes.subarray(0, 8))}`)}\n`;
    const imported = await subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
    return subtle.verify("Ed25519", imported, bytes.slice(-64), utf8(`${time}${text}`));
  };

  const climb = async (record: string, seq: number, proof: readonly string[], size: number): Promise<string | null> => {
    if (!isSize(seq) || !isSize(size) || seq < 1 || seq > size || proof.length > mostProof || !proof.every(isHash)) return null;
    let hash = await sha256(joined(Uint8Array.of(0), utf8(record)));
    let [at, last] = [seq - 1, size - 1];
    for (const sibling of proof) {
      if (last === 0) return null;
      if (isOdd(at) || at === last) {
        hash = await node(sibling, hash);
        while (at !== 0 && !isOdd(at)) [at, last] = [half(at), half(last)];
      } else {
        hash = await node(hash, sibling);
      }
      [at, last] = [half(at), half(last)];
    }
    return last === 0 ? hash : null;
  };

  const grows = async (from: number, to: number, start: string, proof: readonly string[], root: string, older: string): Promise<boolean> => {
    let [at, last] = [from - 1, to - 1];
    while (isOdd(at)) [at, last] = [half(at), half(last)];
    let [before, after] = [start, start];
    for (const sibling of proof) {
      if (last === 0) return false;
      if (isOdd(at) || at === last) {
        before = await node(sibling, before);
        after = await node(sibling, after);
        while (at !== 0 && !isOdd(at)) [at, last] = [half(at), half(last)];
      } else {
        after = await node(after, sibling);
      }
      [at, last] = [half(at), half(last)];
    }
    return last === 0 && before === older && after === root;
  };

  return {
    includes: async (record, seq, proof, size, root) => isHash(root) && (await climb(record, seq, proof, size)) === root,

    extends: async (older, newer, proof) => {
      const [from, to] = [older.size, newer.size];
      if (!isSize(from) || !isSize(to) || from > to || !isHash(older.root) || !isHash(newer.root) || proof.length > mostProof || !proof.every(isHash)) return false;
      if (from === to) return proof.length === 0 && older.root === newer.root;
      if (from === 0) return proof.length === 0 && older.root === (await sha256(new Uint8Array(0)));
      let full = 1;
      while (full < from) full *= 2;
      // A full subtree's root is the older checkpoint's own, and does not stand in the proof.
      const [first, rest] = full === from ? [older.root, proof] : [proof[0], proof.slice(1)];
      return first !== undefined && proof.length > 0 && grows(from, to, first, rest, newer.root, older.root);
    },

    open: async (note, keys) => {
      const end = note.lastIndexOf("\n\n");
      if (note.length > mostNoteCharacters || end === -1 || !note.endsWith("\n") || control.test(note)) return null;
      const text = note.slice(0, end + 1);
      const lines = note.slice(end + 2, -1).split("\n").map(readLine);
      const checkpoint = readCheckpoint(text);
      if (checkpoint === null || lines.includes(null)) return null;
      const signers: string[] = [];
      for (const key of await Promise.all(keys.map(readKey))) {
        const line = lines.find((it) => it?.name === key?.name && it?.id === key?.id);
        if (key !== null && line !== null && line !== undefined && !signers.includes(key.name) && (await holds(key, line, text))) signers.push(key.name);
      }
      return signers.length === 0 ? null : { checkpoint, signers };
    },
  };
};
