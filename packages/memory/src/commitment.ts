// FC-SEC-0003: what stands in a record where a secret stood.
//
//   commitment = "[secret:v1:" TAG "]"
//   TAG        = HMAC-SHA-256(key, "femtoclaw secret v1" LF value), 64 hexadecimal digits
//   key id     = HMAC-SHA-256(key, "femtoclaw secret key v1"), the first 16 of them
//
// There is no salt of a record's own: within one journal equal secrets can be recognised, which is what an auditor asks for. Against
// guesses stands the key, which is nowhere in the journal; it is the only salt, and another journal has another.

/** Makes commitments under one key. */
export interface Committer {
  /** Says which key it is, and nothing about it. */
  readonly keyId: string;
  /** The commitment to a value. */
  readonly commit: (value: string) => string;
}

/** HMAC-SHA-256 under the journal's key, in hexadecimal digits. A port: the host has the key. */
export type KeyedTag = (text: string) => string;

export const createCommitter = (tagOf: KeyedTag): Committer => ({
  keyId: tagOf("femtoclaw secret key v1").slice(0, 16),
  commit: (value) => `[secret:v1:${tagOf(`femtoclaw secret v1\n${value}`)}]`,
});

/** Each commitment that stands in a text, once. */
export const commitmentsIn = (text: string): readonly string[] => [...new Set(text.match(/\[secret:v1:[0-9a-f]{64}\]/g) ?? [])];

export const isCommitment = (text: string): boolean => /^\[secret:v1:[0-9a-f]{64}\]$/.test(text);
