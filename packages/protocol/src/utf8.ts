import { FemtoClawError, fault, type Fault } from "./fault.ts";
import { fail, ok, type Result } from "./result.ts";
import { asciiText } from "./strict-json/ascii-text.ts";
import { positionOf } from "./strict-json/position.ts";
import { codePointAt, describeBadSequence, sequenceLength } from "./utf8-sequence.ts";

const FLUSH_UNITS = 4_096;

/** Bytes that `encodeUtf8` needs. A lone surrogate counts as three, as its replacement would. */
export const utf8Length = (text: string): number => {
  let bytes = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    if (unit < 0x800) bytes += 1;
    // The first half of a pair adds nothing, so that with the three bytes of the second it has four.
    else if (!isPair(text, at)) bytes += 2;
  }
  return bytes;
};

/** RFC 3629 without the customary repair: a lone surrogate throws FC_PROTO_LONE_SURROGATE, since U+FFFD would change the text. */
export const encodeUtf8 = (text: string): Uint8Array => {
  const bytes = new Uint8Array(utf8Length(text));
  let to = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) bytes[to++] = unit;
    else if (unit < 0x800) {
      bytes[to++] = 0xc0 | (unit >> 6);
      bytes[to++] = 0x80 | (unit & 0x3f);
    } else if (unit < 0xd800 || unit > 0xdfff) {
      bytes[to++] = 0xe0 | (unit >> 12);
      bytes[to++] = 0x80 | ((unit >> 6) & 0x3f);
      bytes[to++] = 0x80 | (unit & 0x3f);
    } else {
      if (!isPair(text, at)) throw loneSurrogate(at);
      const codePoint = 0x10000 + ((unit - 0xd800) << 10) + (text.charCodeAt(at + 1) - 0xdc00);
      at += 1;
      bytes[to++] = 0xf0 | (codePoint >> 18);
      bytes[to++] = 0x80 | ((codePoint >> 12) & 0x3f);
      bytes[to++] = 0x80 | ((codePoint >> 6) & 0x3f);
      bytes[to++] = 0x80 | (codePoint & 0x3f);
    }
  }
  return bytes;
};

/** Text of well-formed UTF-8; anything else is FC_PROTO_UTF8 with its place. A byte order mark is kept as a character. */
export const decodeUtf8 = (bytes: Uint8Array): Result<string, Fault> => {
  let text = "";
  let units: number[] = [];
  let at = 0;
  for (;;) {
    const from = at;
    while (at < bytes.length && (bytes[at] ?? 0) < 0x80) at += 1;
    if (units.length > 0 && (at - from > 64 || units.length >= FLUSH_UNITS || at === bytes.length)) {
      text += String.fromCharCode.apply(null, units);
      units = [];
    }
    if (units.length === 0) text += asciiText(bytes, from, at);
    else for (let index = from; index < at; index += 1) units.push(bytes[index] ?? 0);
    if (at === bytes.length) return ok(text);
    const codePoint = codePointAt(bytes, at);
    if (codePoint < 0) return fail(fault("FC_PROTO_UTF8", "UTF-8", describeBadSequence(bytes, at), positionOf(bytes, at, [])));
    if (codePoint < 0x10000) units.push(codePoint);
    else units.push(0xd7c0 + (codePoint >> 10), 0xdc00 | (codePoint & 0x3ff));
    at += sequenceLength(codePoint);
  }
};

/** Whether a whole surrogate pair stands at `at`. */
const isPair = (text: string, at: number): boolean =>
  (text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;

const loneSurrogate = (index: number): FemtoClawError =>
  new FemtoClawError(fault("FC_PROTO_LONE_SURROGATE", "whole characters", `half of a surrogate pair at index ${index}`));
