/**
 * number = [ "-" ] ( "0" / %x31-39 *DIGIT ) [ "." 1*DIGIT ] [ ( "e" / "E" ) [ "+" / "-" ] 1*DIGIT ]      (RFC 8259 §6)
 *
 * Narrowed so that every reader sees the same number (RFC 7493 §2.2): nothing whose value lies beyond ±(2^53 - 1), nothing
 * that overflows, no negative zero. A decimal is read as its nearest double.
 */
import { asciiText } from "./ascii-text.ts";
import { LOWER_E, MINUS, NINE, PLUS, POINT, UPPER_E, ZERO } from "./ascii.ts";
import { byteHere, reject, rejectByte, type Reader } from "./reader.ts";

export const readNumber = (reader: Reader): number | undefined => {
  const start = reader.at;
  const negative = byteHere(reader) === MINUS;
  if (negative) reader.at += 1;
  const first = byteHere(reader);
  if (!isDigit(first)) return rejectByte(reader, "a digit", "FC_PROTO_BAD_NUMBER");
  const magnitude = readDigits(reader);
  if (first === ZERO && reader.at - start > (negative ? 2 : 1)) {
    return reject(reader, "FC_PROTO_BAD_NUMBER", start, "a number without leading zeros", "a leading zero");
  }
  const next = byteHere(reader);
  const isInteger = next !== POINT && next !== LOWER_E && next !== UPPER_E;
  const value = isInteger ? (negative ? -magnitude : magnitude) : readDecimal(reader, start);
  return value === undefined ? undefined : checkRange(reader, start, value, isInteger);
};

/** Digits as a number. Past 2^53 it rounds, but never back below, so the range check stays right. */
const readDigits = (reader: Reader): number => {
  let value = 0;
  let byte = byteHere(reader);
  while (isDigit(byte)) {
    value = value * 10 + (byte - ZERO);
    reader.at += 1;
    byte = byteHere(reader);
  }
  return value;
};

/** The rest of a number that has a fraction or an exponent; the engine converts what the grammar has admitted. */
const readDecimal = (reader: Reader, start: number): number | undefined => {
  if (byteHere(reader) === POINT) {
    reader.at += 1;
    if (!isDigit(byteHere(reader))) return rejectByte(reader, "a digit after the point", "FC_PROTO_BAD_NUMBER");
    readDigits(reader);
  }
  const exponent = byteHere(reader);
  if (exponent === LOWER_E || exponent === UPPER_E) {
    reader.at += 1;
    const sign = byteHere(reader);
    if (sign === PLUS || sign === MINUS) reader.at += 1;
    if (!isDigit(byteHere(reader))) return rejectByte(reader, "a digit in the exponent", "FC_PROTO_BAD_NUMBER");
    readDigits(reader);
  }
  return Number(asciiText(reader.bytes, start, reader.at));
};

const checkRange = (reader: Reader, start: number, value: number, isInteger: boolean): number | undefined => {
  if (Object.is(value, -0)) return reject(reader, "FC_PROTO_NEGATIVE_ZERO", start, "0", "a negative zero");
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value;
  if (!isInteger && !Number.isFinite(value)) return reject(reader, "FC_PROTO_NUMBER_OVERFLOW", start, "a finite number", "a number beyond every double");
  return reject(reader, "FC_PROTO_UNSAFE_INTEGER", start, "a number within ±9007199254740991", "a larger one");
};

const isDigit = (byte: number): boolean => byte >= ZERO && byte <= NINE;
