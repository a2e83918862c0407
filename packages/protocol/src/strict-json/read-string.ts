/**
 * string    = quotation-mark *char quotation-mark                                               (RFC 8259 §7)
 * char      = unescaped / "\" ( %x22 / "\" / "/" / "b" / "f" / "n" / "r" / "t" / "u" 4HEXDIG )
 * unescaped = %x20-21 / %x23-5B / %x5D-10FFFF, as UTF-8
 *
 * Narrowed to Unicode scalar values: half a surrogate pair is rejected in every spelling.
 */
import { codePointAt, describeBadSequence, sequenceLength } from "../utf8-sequence.ts";
import { asciiText } from "./ascii-text.ts";
import { BACKSLASH, END, LOWER_U, NINE, QUOTE, SPACE, ZERO } from "./ascii.ts";
import { byteHere, reject, rejectByte, type Reader } from "./reader.ts";

const FLUSH_UNITS = 4_096;

/** Reads the string whose opening quote is at the reader. Most are ASCII without escapes, and take one pass and one copy. */
export const readString = (reader: Reader): string | undefined => {
  const { bytes } = reader;
  const start = reader.at + 1;
  const stop = start + reader.limits.maxStringBytes;
  const length = bytes.length;
  let at = start;
  for (; at < length; at += 1) {
    const byte = bytes[at] ?? END;
    // Lower-case letters first: they are most of every text, and pass with two comparisons.
    if (byte > BACKSLASH ? byte >= 0x80 : byte <= QUOTE ? byte === QUOTE || byte < SPACE : byte === BACKSLASH) break;
  }
  if (!(at <= stop)) return rejectLength(reader, start);
  reader.at = at;
  if (byteHere(reader) !== QUOTE) return readRest(reader, start, stop);
  reader.at += 1;
  return asciiText(bytes, start, at);
};

/** From the first byte that needs care on. Code units gather in chunks, so a megabyte of escapes stays linear. */
const readRest = (reader: Reader, start: number, stop: number): string | undefined => {
  const { bytes } = reader;
  let text = asciiText(bytes, start, reader.at);
  let units: number[] = [];
  for (;;) {
    const byte = byteHere(reader);
    if (!(reader.at <= stop)) return rejectLength(reader, start);
    if (byte === QUOTE) break;
    if (byte === END) return rejectByte(reader, "the end of the string");
    if (byte < SPACE) return rejectByte(reader, "an escaped control character", "FC_PROTO_CONTROL_CHARACTER");
    const codePoint = byte === BACKSLASH ? readEscape(reader) : byte < 0x80 ? readAscii(reader, byte) : readSequence(reader);
    if (codePoint === undefined) return undefined;
    if (codePoint < 0x10000) units.push(codePoint);
    else units.push(0xd7c0 + (codePoint >> 10), 0xdc00 | (codePoint & 0x3ff));
    if (units.length >= FLUSH_UNITS) {
      text += String.fromCharCode.apply(null, units);
      units = [];
    }
  }
  reader.at += 1;
  return text + String.fromCharCode.apply(null, units);
};

const readAscii = (reader: Reader, byte: number): number => {
  reader.at += 1;
  return byte;
};

const readSequence = (reader: Reader): number | undefined => {
  const codePoint = codePointAt(reader.bytes, reader.at);
  if (codePoint < 0) return reject(reader, "FC_PROTO_UTF8", reader.at, "UTF-8", describeBadSequence(reader.bytes, reader.at));
  reader.at += sequenceLength(codePoint);
  return codePoint;
};

/** The code point that an escape stands for; two \u escapes together when they are a surrogate pair. */
const readEscape = (reader: Reader): number | undefined => {
  const start = reader.at;
  reader.at += 1;
  const kind = byteHere(reader);
  if (kind !== LOWER_U) {
    const unit = simpleEscape(kind);
    if (unit < 0) return rejectByte(reader, "an escape of JSON", "FC_PROTO_BAD_ESCAPE");
    reader.at += 1;
    return unit;
  }
  reader.at += 1;
  const unit = readHex(reader);
  if (unit === undefined || unit < 0xd800 || unit > 0xdfff) return unit;
  if (unit > 0xdbff) return rejectSurrogate(reader, start, "a low half alone");
  if (byteHere(reader) !== BACKSLASH || reader.bytes[reader.at + 1] !== LOWER_U) return rejectSurrogate(reader, start, "a high half alone");
  reader.at += 2;
  const low = readHex(reader);
  if (low === undefined) return undefined;
  if (low < 0xdc00 || low > 0xdfff) return rejectSurrogate(reader, start, "a high half alone");
  return 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
};

const readHex = (reader: Reader): number | undefined => {
  let unit = 0;
  for (let count = 0; count < 4; count += 1) {
    const digit = hexDigit(byteHere(reader));
    if (digit < 0) return rejectByte(reader, "four hexadecimal digits", "FC_PROTO_BAD_ESCAPE");
    unit = (unit << 4) | digit;
    reader.at += 1;
  }
  return unit;
};

/** Below 0 for what is no hexadecimal digit. */
const hexDigit = (byte: number): number => {
  if (byte <= NINE) return byte - ZERO;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
};

const simpleEscape = (byte: number): number => {
  switch (byte) {
    case QUOTE: return QUOTE;
    case BACKSLASH: return BACKSLASH;
    case 0x2f: return 0x2f;
    case 0x62: return 0x08;
    case 0x66: return 0x0c;
    case 0x6e: return 0x0a;
    case 0x72: return 0x0d;
    case 0x74: return 0x09;
    default: return -1;
  }
};

const rejectSurrogate = (reader: Reader, offset: number, found: string): undefined =>
  reject(reader, "FC_PROTO_LONE_SURROGATE", offset, "a whole surrogate pair", found);

/** The offset is the first byte too many; a bound that is no number admits not even one. */
const rejectLength = (reader: Reader, start: number): undefined => {
  const { maxStringBytes } = reader.limits;
  const admitted = maxStringBytes > 0 ? maxStringBytes : 0;
  return reject(reader, "FC_PROTO_STRING_TOO_LONG", start + admitted, `a string of at most ${maxStringBytes} bytes`, "a longer one");
};
