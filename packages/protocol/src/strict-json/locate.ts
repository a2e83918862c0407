import type { ProtocolLimits } from "../protocol-limits.ts";
import { COMMA } from "./ascii.ts";
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
 * the first one need not remember where every value stood. The document has every step of the path, since its fault is there.
 */
export const locate = (bytes: Uint8Array, limits: ProtocolLimits, path: readonly (string | number)[]): Place => {
  const reader = openReader(bytes, limits);
  skipWhitespace(reader);
  let place: Place = { key: reader.at, value: reader.at };
  for (const token of path) {
    place = (typeof token === "string" ? enterMember(reader, token) : enterItem(reader, token)) ?? place;
  }
  return place;
};

const enterMember = (reader: Reader, wanted: string): Place | undefined => {
  do {
    reader.at += 1;
    skipWhitespace(reader);
    const keyAt = reader.at;
    const key = readString(reader);
    skipWhitespace(reader);
    reader.at += 1;
    skipWhitespace(reader);
    if (key === wanted) return { key: keyAt, value: reader.at };
  } while (readValue(reader, 0) !== undefined && skipWhitespace(reader) === COMMA);
  return undefined;
};

const enterItem = (reader: Reader, wanted: number): Place | undefined => {
  let index = 0;
  do {
    reader.at += 1;
    skipWhitespace(reader);
    if (index === wanted) return { key: reader.at, value: reader.at };
    index += 1;
  } while (readValue(reader, 0) !== undefined && skipWhitespace(reader) === COMMA);
  return undefined;
};
