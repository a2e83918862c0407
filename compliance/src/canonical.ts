// The suite's own arithmetic over records, from the public definitions and not from the code under judgement:
//
//   canonical(value) = RFC 8785: members sorted by UTF-16 code units, no space, ECMAScript's spelling of strings and numbers
//   leaf(record)     = SHA-256(0x00 || canonical(record)), the leaf hash of RFC 6962, in hexadecimal
import { createHash } from "node:crypto";

export const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([key, it]) => `${JSON.stringify(key)}:${canonical(it)}`).join(",")}}`;
  }
  return JSON.stringify(value) ?? "null";
};

export const leafHash = (record: unknown): string => createHash("sha256").update("\u0000").update(canonical(record)).digest("hex");

/** As records write the digest of a value. */
export const digestOf = (value: unknown): string => `sha256:${createHash("sha256").update(canonical(value)).digest("hex")}`;

export const emptyHash = "0".repeat(64);

/** True when everything that `part` says is so in `whole`; lists must agree item by item. */
export const contains = (whole: unknown, part: unknown): boolean => {
  if (Array.isArray(part)) return Array.isArray(whole) && whole.length === part.length && part.every((it, index) => contains(whole[index], it));
  if (typeof part === "object" && part !== null) {
    return typeof whole === "object" && whole !== null && !Array.isArray(whole) && Object.entries(part).every(([key, it]) => contains(Reflect.get(whole, key), it));
  }
  return whole === part;
};
