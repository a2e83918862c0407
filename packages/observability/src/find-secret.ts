// FC-SEC-0003.R5: the last look before something is written: whether a known secret is still in it, and where.
import { formatPointer, type JsonValue } from "@femtoclaw/protocol";
import type { KnownSecrets } from "./known-secrets.ts";

/** The RFC 6901 pointer of the first text or key that holds one; null where there is none. */
export type SecretFinder = (value: JsonValue) => string | null;

/** A key with a secret in it must not be told in the pointer: its object is named. */
export const createSecretFinder = ({ isIn }: KnownSecrets): SecretFinder => {
  const find = (value: JsonValue, at: readonly string[]): string | null => {
    if (typeof value === "string") return isIn(value) ? formatPointer(at) : null;
    if (value === null || typeof value !== "object") return null;
    for (const [key, member] of Object.entries(value)) {
      const found = isIn(key) ? formatPointer(at) : find(member, [...at, key]);
      if (found !== null) return found;
    }
    return null;
  };
  return (value) => find(value, []);
};
