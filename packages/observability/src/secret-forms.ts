/**
 * FC-OBS-0001.R7, FC-SEC-0003.R3: the forms that a secret may have taken on its way.
 *
 *   as it is, and each long line of one that has several, or the only one without its line feed
 *   as a JSON string holds it, also with "/" escaped, with "<", ">" and "&" escaped, in ASCII alone, as .NET does, and within another string
 *   percent-encoded as whole and as parts of an address are, and forms, either case, also with "+" for a blank
 *   hexadecimal, and percent-encoded byte by byte, in either case and both mixed
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

const digitsOf = (bytes: Uint8Array, before: string): string => Array.from(bytes, (byte) => `${before}${byte.toString(16).padStart(2, "0")}`).join("");

/** Writers of hexadecimal digits differ in case, and mix it: the letters A to F are taken for a to f. */
export const foldDigit = (unit: number): number => (unit >= 0x41 && unit <= 0x46 ? unit + 0x20 : unit);

const lowerEscapes = (encoded: string): string => encoded.replace(/%.{0,2}/gs, (escape) => escape.toLowerCase());

/** As `\u00e9`: writers of JSON differ in what they escape. Joined and not added up: a long secret must not be held in a million pieces. */
const escapeUnits = (text: string, isEscaped: (unit: number) => boolean): string =>
  Array.from({ length: text.length }, (_, at) => {
    const unit = text.charCodeAt(at);
    return isEscaped(unit) ? `\\u${unit.toString(16).padStart(4, "0")}` : text.charAt(at);
  }).join("");

const jsonText = (text: string): string => JSON.stringify(text).slice(1, -1);

const netUnit = (unit: number): boolean => unit > 0x7e || [0x22, 0x26, 0x27, 0x2b, 0x3c, 0x3e, 0x60].includes(unit);

/** System.Text.Json escapes more than it has to, in upper case. */
const netForm = (secret: string): string =>
  Array.from({ length: secret.length }, (_, at) => (netUnit(secret.charCodeAt(at)) ? `\\u${secret.charCodeAt(at).toString(16).toUpperCase().padStart(4, "0")}` : jsonText(secret.charAt(at)))).join("");

const jsonForms = (secret: string): readonly string[] => {
  const written = jsonText(secret);
  const html = escapeUnits(written, (unit) => unit === 0x3c || unit === 0x3e || unit === 0x26);
  return [written, written.replaceAll("/", "\\/"), html, escapeUnits(written, (unit) => unit > 0x7e), netForm(secret), jsonText(written)];
};

/** What encoders leave as it is, besides letters and digits: RFC 3986, forms, encodeURIComponent, a path's parts, encodeURI, a query, a path, a password. */
const leftByEncoders: readonly string[] = ["-._~", "-._*", "-._~!'()*", "-._~/", "-._~!'()*;/?:@&=+$,#", "-._~!()*;/?:@&=+$,[]\\^`{|}%", "-._~!'()*;/:@&=+$,[]|%", "-._~!'()*&+$,%"];

const percentForms = (secret: string, bytes: Uint8Array): readonly string[] =>
  leftByEncoders.flatMap((left) => {
    const written = Array.from({ length: 256 }, (_, byte) => {
      const character = String.fromCharCode(byte);
      return byte < 0x80 && (/[A-Za-z0-9]/.test(character) || left.includes(character)) ? character : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
    });
    const encoded = Array.from(bytes, (byte) => written[byte]).join("");
    return secret.includes(" ") ? [encoded, encoded.replaceAll("%20", "+")] : [encoded];
  });

const linesOf = (secret: string): readonly string[] => {
  const lines = secret.split(/\r?\n/);
  if (lines.length === 1) return [];
  const written = lines.filter((line) => line !== "");
  return written.filter((line) => line.length >= (written.length === 1 ? minSearchedLength : minLineLength));
};

const formsOfText = (secret: string): readonly string[] => {
  if (!isWellFormed(secret)) return [secret, ...jsonForms(secret)];
  const bytes = encodeUtf8(secret);
  const urlForms = percentForms(secret, bytes);
  return [secret, ...jsonForms(secret), ...urlForms, ...urlForms.map(lowerEscapes), ...base64Forms(bytes)];
};

const digitForms = (secret: string): readonly string[] => {
  if (!isWellFormed(secret)) return [];
  const bytes = encodeUtf8(secret);
  return [digitsOf(bytes, ""), digitsOf(bytes, "%")];
};

const formsBy = (secret: string, forms: (text: string) => readonly string[]): readonly string[] =>
  secret.length < minSearchedLength ? [] : [...new Set([secret, ...linesOf(secret)].flatMap(forms))];

/** Each once; none for a secret that is too short to be looked for inside other texts. */
export const formsOf = (secret: string): readonly string[] => formsBy(secret, formsOfText);

/** Those that are nothing but digits and percent signs, to be looked for with `foldDigit`. */
export const digitFormsOf = (secret: string): readonly string[] => formsBy(secret, digitForms);
