// FC-CRYPTO-0001: the hashes of RFC 6962 §2.1. A record's hash is its leaf hash already (src/record-link.ts); here are the others.
//
//   node(left, right) = SHA-256(0x01 || left || right);  the root of no leaves is SHA-256 of nothing
import type { Sha256 } from "@femtoclaw/protocol";

const nodePrefix = 0x01;
const hashBytes = 32;

const place = (bytes: Uint8Array, at: number, hex: string): void => {
  for (let index = 0; index < hashBytes; index += 1) bytes[at + index] = Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16);
};

export const nodeHash = (left: string, right: string, sha256: Sha256): string => {
  const bytes = new Uint8Array(1 + 2 * hashBytes);
  bytes[0] = nodePrefix;
  place(bytes, 1, left);
  place(bytes, 1 + hashBytes, right);
  return sha256(bytes);
};

export const emptyRoot = (sha256: Sha256): string => sha256(new Uint8Array(0));
