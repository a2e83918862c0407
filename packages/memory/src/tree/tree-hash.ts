// FC-CRYPTO-0001: the hashes of RFC 6962 §2.1. A record's hash is its leaf hash already (src/record-link.ts); here are the others.
//
//   node(left, right) = SHA-256(0x01 || left || right);  the root of no leaves is SHA-256 of nothing
import type { Sha256 } from "@femtoclaw/protocol";

const nodePrefix = 0x01;
const hashBytes = 32;

/** Of a hexadecimal digit in lower case: a writer makes one such hash for each record, so texts are not cut up for it. */
const digit = (code: number): number => (code < 0x3a ? code - 0x30 : code - 0x57);

const place = (bytes: Uint8Array, at: number, hex: string): void => {
  for (let index = 0; index < hashBytes; index += 1) bytes[at + index] = (digit(hex.charCodeAt(index * 2)) << 4) | digit(hex.charCodeAt(index * 2 + 1));
};

/** Filled whole and hashed before `nodeHash` returns, so one will do: to allocate another for each costs as much as the hash. */
const node = /* @__PURE__ */ new Uint8Array(1 + 2 * hashBytes).fill(nodePrefix, 0, 1);

export const nodeHash = (left: string, right: string, sha256: Sha256): string => {
  place(node, 1, left);
  place(node, 1 + hashBytes, right);
  return sha256(node);
};

export const emptyRoot = (sha256: Sha256): string => sha256(new Uint8Array(0));
