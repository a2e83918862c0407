import type { ProtocolLimits } from "../protocol-limits.ts";
import { CLOSE_BRACE, CLOSE_BRACKET, OPEN_BRACE } from "./ascii.ts";
import { readString } from "./read-string.ts";
import { readValue } from "./read-value.ts";
import { openReader, skipWhitespace, type Reader } from "./reader.ts";

/** Offsets of a value and of the key it stands under; a value without key has its own offset for both. */
export interface Place {
  readonly key: number;
  readonly value: number;
}

/**
 * Where a path lies in a document that has been read under the same limits. A second reading, for faults of meaning only:
 * the first one need not remember where every value stood. A step that does not exist leaves the place of its parent.
 */
export const locate = (bytes: Uint8Array, limits: ProtocolLimits, path: readonly (string | number)[]): Place => {
  const reader = openReader(bytes, limits);
  skipWhitespace(reader);
  let place: Place = { key: reader.at, value: reader.at };
  for (const token of path) {
    const inner = typeof token === "string" ? enterMember(reader, token) : enterItem(reader, token);
    if (inner === undefined) return place;
    place = inner;
  }
  return place;
};

const enterMember = (reader: Reader, wanted: string): Place | undefined => {
  if (skipWhitespace(reader) !== OPEN_BRACE) return undefined;
  do {
    reader.at += 1;
    if (skipWhitespace(reader) === CLOSE_BRACE) return undefined;
    const keyAt = reader.at;
    const key = readString(reader);
    skipWhitespace(reader);
    reader.at += 1;
    skipWhitespace(reader);
    if (key === wanted) return { key: keyAt, value: reader.at };
    if (key === undefined || readValue(reader, 0) === undefined) return undefined;
  } while (skipWhitespace(reader) !== CLOSE_BRACE);
  return undefined;
};

const enterItem = (reader: Reader, wanted: number): Place | undefined => {
  for (let index = 0; ; index += 1) {
    reader.at += 1;
    if (skipWhitespace(reader) === CLOSE_BRACKET) return undefined;
    if (index === wanted) return { key: reader.at, value: reader.at };
    if (readValue(reader, 0) === undefined || skipWhitespace(reader) === CLOSE_BRACKET) return undefined;
  }
};
