/**
 * FC-OBS-0001.R7, FC-SEC-0003.R3: the forms that a secret may have taken on its way.
 *
 *   as it is, and each long line of one that has several
 *   as a JSON string holds it, also with "/" escaped, with "<", ">" and "&" escaped, and in ASCII alone
 *   percent-encoded, either case, also with "+" for a blank
 *   hexadecimal, either case
 *   base64 and base64url, at each of the three alignments, so that it is found inside a longer encoded text too
 */
import { encodeBase64, encodeUtf8, isWellFormed } from "@femtoclaw/protocol";

/** A shorter secret would be found in half the words there are; it counts only where it is the whole value. */
export const minSearchedLength = 8;

/** A shorter line of a longer secret is a bracket or a word. */
const minLineLength = 16;

const base64Forms = (bytes: Uint8Array): readonly string[] =>
  [0, 1, 2].flatMap((before) => {
    const shifted = new Uint8Array(before + bytes.length);
    shifted.set(bytes, before);
    // Only the digits that depend on the secret alone: the first and the last may share bits with their neighbours.
    const from = Math.ceil((before * 8) / 6);
    const core = encodeBase64(shifted).slice(from, Math.floor((shifted.length * 8) / 6));
    return [core, core.replaceAll("+", "-").replaceAll("/", "_")];
  });

const hexForms = (bytes: Uint8Array): readonly string[] => {
  let digits = "";
  for (const byte of bytes) digits += byte.toString(16).padStart(2, "0");
  return [digits, digits.toUpperCase()];
};

const lowerEscapes = (encoded: string): string => {
  let lowered = "";
  for (let at = 0; at < encoded.length; at += 1) {
    if (encoded[at] !== "%") lowered += encoded.charAt(at);
    else {
      lowered += encoded.slice(at, at + 3).toLowerCase();
      at += 2;
    }
  }
  return lowered;
};

/** As `\u00e9`: writers of JSON differ in what they escape. */
const escapeUnits = (text: string, isEscaped: (unit: number) => boolean): string => {
  let escaped = "";
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    escaped += isEscaped(unit) ? `\\u${unit.toString(16).padStart(4, "0")}` : text.charAt(at);
  }
  return escaped;
};

const jsonForms = (secret: string): readonly string[] => {
  const written = JSON.stringify(secret).slice(1, -1);
  return [written, written.replaceAll("/", "\\/"), escapeUnits(written, (unit) => unit === 0x3c || unit === 0x3e || unit === 0x26), escapeUnits(written, (unit) => unit > 0x7e)];
};

const linesOf = (secret: string): readonly string[] => {
  const lines = secret.split(/\r?\n/);
  return lines.length === 1 ? [] : lines.filter((line) => line.length >= minLineLength);
};

const formsOfText = (secret: string): readonly string[] => {
  if (!isWellFormed(secret)) return [secret, ...jsonForms(secret)];
  const bytes = encodeUtf8(secret);
  const percent = encodeURIComponent(secret);
  const urlForms = [percent, percent.replaceAll("%20", "+")];
  return [secret, ...jsonForms(secret), ...urlForms, ...urlForms.map(lowerEscapes), ...hexForms(bytes), ...base64Forms(bytes)];
};

/** Each once; none for a secret that is too short to be looked for inside other texts. */
export const formsOf = (secret: string): readonly string[] =>
  secret.length < minSearchedLength ? [] : [...new Set([secret, ...linesOf(secret)].flatMap(formsOfText))];
