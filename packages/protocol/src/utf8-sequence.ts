/**
 * One character beyond ASCII, after table 3-7 of the Unicode Standard (RFC 3629 §4):
 *
 *   first    second  third   fourth
 *   C2..DF   80..BF
 *   E0       A0..BF  80..BF           (80..9F would be overlong)
 *   E1..EC   80..BF  80..BF
 *   ED       80..9F  80..BF           (A0..BF would be a surrogate)
 *   EE..EF   80..BF  80..BF
 *   F0       90..BF  80..BF  80..BF   (80..8F would be overlong)
 *   F1..F3   80..BF  80..BF  80..BF
 *   F4       80..8F  80..BF  80..BF   (90..BF would exceed U+10FFFF)
 */

/** The code point whose encoding begins at `at`, or -1 when no well-formed sequence does. The byte at `at` is not ASCII. */
export const codePointAt = (bytes: Uint8Array, at: number): number => {
  const first = bytes[at] ?? 0;
  const second = continuation(bytes, at + 1);
  if (second < 0 || first < 0xc2) return -1;
  if (first < 0xe0) return ((first & 0x1f) << 6) | second;
  const third = continuation(bytes, at + 2);
  if (third < 0) return -1;
  if (first < 0xf0) {
    if (first === 0xe0 && second < 0x20) return -1;
    if (first === 0xed && second >= 0x20) return -1;
    return ((first & 0x0f) << 12) | (second << 6) | third;
  }
  const fourth = continuation(bytes, at + 3);
  if (fourth < 0 || first > 0xf4) return -1;
  if (first === 0xf0 && second < 0x10) return -1;
  if (first === 0xf4 && second >= 0x10) return -1;
  return ((first & 0x07) << 18) | (second << 12) | (third << 6) | fourth;
};

/** Bytes that the encoding of a code point beyond ASCII takes. */
export const sequenceLength = (codePoint: number): number =>
  codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;

/** What is wrong with the bytes at `at`, in words. */
export const describeBadSequence = (bytes: Uint8Array, at: number): string => {
  const first = bytes[at] ?? 0;
  const second = bytes[at + 1] ?? 0;
  if (first < 0xc0) return "a continuation byte without a first byte";
  if (first < 0xc2 || (first === 0xe0 && second >= 0x80 && second < 0xa0) || (first === 0xf0 && second >= 0x80 && second < 0x90)) return "an overlong encoding";
  if (first === 0xed && second >= 0xa0 && second < 0xc0) return "an encoded surrogate";
  if (first > 0xf4 || (first === 0xf4 && second >= 0x90 && second < 0xc0)) return "a code point beyond U+10FFFF";
  return "a truncated character";
};

const continuation = (bytes: Uint8Array, at: number): number => {
  const byte = bytes[at] ?? 0;
  return (byte & 0xc0) === 0x80 ? byte & 0x3f : -1;
};
