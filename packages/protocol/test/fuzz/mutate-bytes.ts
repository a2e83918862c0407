// Faults that know nothing of the grammar: bytes lost, doubled, exchanged or put in anywhere, whole characters or halves of them.
import type { Dice } from "./dice.ts";

const hostile = [0x00, 0x1f, 0x20, 0x22, 0x2c, 0x5c, 0x7b, 0x7d, 0x7f, 0x80, 0xa0, 0xbf, 0xc0, 0xc2, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xff] as const;
const byteOrderMark = Uint8Array.of(0xef, 0xbb, 0xbf);

export const mutateBytes = (bytes: Uint8Array, dice: Dice): Uint8Array => {
  const at = dice.roll(bytes.length + 1);
  switch (dice.roll(16)) {
    case 0:
      return splice(bytes, 0, 0, byteOrderMark);
    case 1:
      return bytes.slice(0, at);
    case 2:
    case 3:
    case 4:
      return splice(bytes, at, 1, Uint8Array.of(dice.pick(hostile)));
    case 5:
    case 6:
    case 7:
      return splice(bytes, at, 0, Uint8Array.of(dice.pick(hostile)));
    case 8:
    case 9:
      return splice(bytes, at, 1 + dice.roll(6), new Uint8Array());
    case 10:
    case 11:
      return splice(bytes, at, 0, bytes.slice(at, at + 1 + dice.roll(12)));
    case 12:
    case 13:
      return splice(bytes, at, 1, Uint8Array.of((bytes[at] ?? 0) ^ (1 << dice.roll(8))));
    default:
      return exchange(bytes, Math.min(at, bytes.length - 1), dice.roll(bytes.length));
  }
};

const splice = (bytes: Uint8Array, at: number, removed: number, put: Uint8Array): Uint8Array => {
  const result = new Uint8Array(at + put.length + Math.max(0, bytes.length - at - removed));
  result.set(bytes.subarray(0, at));
  result.set(put, at);
  result.set(bytes.subarray(at + removed), at + put.length);
  return result;
};

const exchange = (bytes: Uint8Array, one: number, other: number): Uint8Array => {
  const copy = bytes.slice();
  [copy[one], copy[other]] = [bytes[other] ?? 0, bytes[one] ?? 0];
  return copy;
};
