/**
 * Bytes already known to be ASCII as text. One call that makes sixteen characters costs little more than a call that makes
 * one, and short strings are most of what a brain sends: hence the unrolling, worth a third of the time of a whole reading.
 */
export const asciiText = (bytes: Uint8Array, start: number, end: number): string => {
  if (end - start > LONG) return longText(bytes, start, end);
  let text = "";
  let at = start;
  for (; at + 16 <= end; at += 16) text += sixteen(bytes, at);
  if (end - at < 8) return text + fewerThanEight(bytes, at, end - at);
  return text + eight(bytes, at) + fewerThanEight(bytes, at + 8, end - at - 8);
};

const LONG = 256;
const CHUNK = 4_096;
const { fromCharCode } = String;

/** In chunks, because an argument list is bounded by the stack of the host. */
const longText = (bytes: Uint8Array, start: number, end: number): string => {
  let text = "";
  for (let from = start; from < end; from += CHUNK) {
    const length = Math.min(CHUNK, end - from);
    const units = new Array<number>(length);
    for (let index = 0; index < length; index += 1) units[index] = bytes[from + index] ?? 0;
    text += fromCharCode.apply(null, units);
  }
  return text;
};

const eight = (b: Uint8Array, i: number): string =>
  fromCharCode(b[i] ?? 0, b[i + 1] ?? 0, b[i + 2] ?? 0, b[i + 3] ?? 0, b[i + 4] ?? 0, b[i + 5] ?? 0, b[i + 6] ?? 0, b[i + 7] ?? 0);

const fewerThanEight = (b: Uint8Array, i: number, count: number): string => {
  switch (count) {
    case 0: return "";
    case 1: return fromCharCode(b[i] ?? 0);
    case 2: return fromCharCode(b[i] ?? 0, b[i + 1] ?? 0);
    case 3: return fromCharCode(b[i] ?? 0, b[i + 1] ?? 0, b[i + 2] ?? 0);
    case 4: return fromCharCode(b[i] ?? 0, b[i + 1] ?? 0, b[i + 2] ?? 0, b[i + 3] ?? 0);
    case 5: return fromCharCode(b[i] ?? 0, b[i + 1] ?? 0, b[i + 2] ?? 0, b[i + 3] ?? 0, b[i + 4] ?? 0);
    case 6: return fromCharCode(b[i] ?? 0, b[i + 1] ?? 0, b[i + 2] ?? 0, b[i + 3] ?? 0, b[i + 4] ?? 0, b[i + 5] ?? 0);
    default: return fromCharCode(b[i] ?? 0, b[i + 1] ?? 0, b[i + 2] ?? 0, b[i + 3] ?? 0, b[i + 4] ?? 0, b[i + 5] ?? 0, b[i + 6] ?? 0);
  }
};

const sixteen = (b: Uint8Array, i: number): string =>
  fromCharCode(
    b[i] ?? 0, b[i + 1] ?? 0, b[i + 2] ?? 0, b[i + 3] ?? 0, b[i + 4] ?? 0, b[i + 5] ?? 0, b[i + 6] ?? 0, b[i + 7] ?? 0,
    b[i + 8] ?? 0, b[i + 9] ?? 0, b[i + 10] ?? 0, b[i + 11] ?? 0, b[i + 12] ?? 0, b[i + 13] ?? 0, b[i + 14] ?? 0, b[i + 15] ?? 0,
  );
