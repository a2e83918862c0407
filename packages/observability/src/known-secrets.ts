/**
 * FC-OBS-0001.R7: where a known secret stands in a text, in each form that it may have taken on its way:
 *
 *   as it is · as a JSON string holds it · percent-encoded, either case, also with "+" for a blank
 *   base64 and base64url, at each of the three alignments, so that it is found inside a longer encoded text too
 */
import { encodeBase64, encodeUtf8, isWellFormed } from "@femtoclaw/protocol";

/** A shorter secret would be found in half the words there are; it counts only where it is the whole value. */
export const minSearchedLength = 8;

const base64Forms = (secret: string): readonly string[] => {
  const bytes = encodeUtf8(secret);
  return [0, 1, 2].flatMap((before) => {
    const shifted = new Uint8Array(before + bytes.length);
    shifted.set(bytes, before);
    // Only the digits that depend on the secret alone: the first and the last may share bits with their neighbours.
    const from = Math.ceil((before * 8) / 6);
    const core = encodeBase64(shifted).slice(from, Math.floor((shifted.length * 8) / 6));
    return [core, core.replaceAll("+", "-").replaceAll("/", "_")];
  });
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

const formsOf = (secret: string): readonly string[] => {
  const written = JSON.stringify(secret).slice(1, -1);
  if (!isWellFormed(secret)) return [secret, written];
  const percent = encodeURIComponent(secret);
  const urlForms = [percent, percent.replaceAll("%20", "+")];
  return [secret, written, ...urlForms, ...urlForms.map(lowerEscapes), ...base64Forms(secret)];
};

/** What to look for inside texts. */
export const searchedForms = (secrets: readonly string[]): readonly string[] =>
  [...new Set(secrets.filter((secret) => secret.length >= minSearchedLength).flatMap(formsOf))];

/** All occurrences at once, then the gaps between them: two secrets that overlap leave nothing of either. */
export const replaceForms = (text: string, forms: readonly string[], mark: string): string => {
  const found: (readonly [number, number])[] = [];
  for (const form of forms) {
    for (let at = text.indexOf(form); at !== -1; at = text.indexOf(form, at + 1)) found.push([at, at + form.length]);
  }
  if (found.length === 0) return text;
  found.sort(([a], [b]) => a - b);
  let replaced = "";
  let end = 0;
  for (const [from, to] of found) {
    if (from > end || replaced === "") replaced += text.slice(end, from) + mark;
    end = Math.max(end, to);
  }
  return replaced + text.slice(end);
};
