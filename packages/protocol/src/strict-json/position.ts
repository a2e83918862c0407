import type { FaultPosition } from "../fault.ts";
import { formatPointer } from "../json-pointer.ts";
import { LINE_FEED } from "./ascii.ts";

/** A pointer carries keys of the document: past this many characters it names the nearest ancestor that fits. */
const MAX_POINTER_LENGTH = 256;

/** Worked out only once something is wrong. Lines end at LF; columns count characters, not bytes. */
export const positionOf = (bytes: Uint8Array, offset: number, path: readonly (string | number)[]): FaultPosition => {
  let line = 1;
  let column = 1;
  for (let at = 0; at < offset; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === LINE_FEED) {
      line += 1;
      column = 1;
    } else if ((byte & 0xc0) !== 0x80) column += 1;
  }
  return { offset, line, column, pointer: boundedPointer(path) };
};

const boundedPointer = (path: readonly (string | number)[]): string => {
  let pointer = "";
  for (const token of path) {
    const longer = pointer + formatPointer([token]);
    if (longer.length > MAX_POINTER_LENGTH) break;
    pointer = longer;
  }
  return pointer;
};
