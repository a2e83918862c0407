// FC-SEC-0003: the secrets that are known, and what stands in a text where one of them stood.
import { fault, FemtoClawError } from "@femtoclaw/protocol";
import { createFormFinder, type Form, type FormFinder, type Found } from "./find-forms.ts";
import { formsOf, minSearchedLength } from "./secret-forms.ts";

/** Of all secrets together, in UTF-16 units: their forms are some thirty times as much, and are kept in memory (G10). */
export const maxSecretUnits = 65_536;

export interface KnownSecrets {
  readonly replace: (text: string) => string;
  /** As `replace`; a text that was cut out of a longer one may also begin with a secret's end, or end with its beginning. */
  readonly replaceInPiece: (text: string) => string;
  /** What stands for a text that is a secret as a whole, however short; null where it is none. */
  readonly markOfWhole: (text: string) => string | null;
  /** Whether a form stands in the text that cannot stand there by chance. */
  readonly isIn: (text: string) => boolean;
}

/** All occurrences, then the gaps between them: two secrets that overlap leave nothing of either, and both are named. */
const fill = (text: string, found: readonly Found[]): string => {
  if (found.length === 0) return text;
  const inOrder = [...found].sort((a, b) => a.from - b.from || b.to - a.to);
  let filled = "";
  let end = 0;
  let last: string | null = null;
  for (const { from, to, mark } of inOrder) {
    if (to <= end) continue;
    if (from > end) last = null;
    filled += text.slice(end, Math.max(from, end)) + (mark === last ? "" : mark);
    last = mark;
    end = to;
  }
  return filled + text.slice(end);
};

const reversed = (text: string): string => {
  let turned = "";
  for (let at = text.length - 1; at >= 0; at -= 1) turned += text.charAt(at);
  return turned;
};

/** Where bytes were cut inside a character, its remains follow the beginning of the secret. */
const withoutTornCharacter = (text: string): string => {
  let end = text.length;
  while (end > 0 && text.length - end < 3 && text.charCodeAt(end - 1) === 0xfffd) end -= 1;
  return text.slice(0, end);
};

/** Eight digits stand in a digest by chance, once in some hundred million: no reason to stop anything. */
const isChance = (form: string): boolean => form.length < 16 && /^[0-9A-Fa-f]*$/.test(form);

/**
 * `pieceMark` stands for a part of a secret that a cut left. Throws FC_SECRET_LIMIT where all secrets together are too long to be looked
 * for; what `markOf` throws is thrown on.
 */
export const createKnownSecrets = (values: readonly string[], markOf: (secret: string) => string, pieceMark: string): KnownSecrets => {
  const secrets = [...new Set(values)].filter((secret) => secret !== "");
  const length = secrets.reduce((sum, secret) => sum + secret.length, 0);
  if (length > maxSecretUnits) throw new FemtoClawError(fault("FC_SECRET_LIMIT", `at most ${maxSecretUnits} characters of secrets`, `${length}`));
  const marks = new Map(secrets.map((secret) => [secret, markOf(secret)]));
  const forms = secrets.flatMap((secret): readonly Form[] => formsOf(secret).map((text) => ({ text, mark: marks.get(secret) ?? pieceMark })));
  const longest = forms.reduce((most, { text }) => Math.max(most, text.length), 0);
  const finder = createFormFinder(forms);
  let backwards: FormFinder | null = null;
  const headLength = (text: string): number => {
    backwards ??= createFormFinder(forms.map(({ text: form, mark }) => ({ text: reversed(form), mark })));
    return backwards.tailLength(reversed(text.slice(0, longest)));
  };

  const endsOf = (text: string): readonly Found[] => {
    const whole = withoutTornCharacter(text);
    const tail = finder.tailLength(whole);
    const head = headLength(text);
    return [
      ...(head < minSearchedLength ? [] : [{ from: 0, to: head, mark: pieceMark }]),
      ...(tail < minSearchedLength ? [] : [{ from: whole.length - tail, to: text.length, mark: pieceMark }]),
    ];
  };
  return {
    replace: (text) => fill(text, finder.find(text)),
    replaceInPiece: (text) => fill(text, [...finder.find(text), ...endsOf(text)]),
    markOfWhole: (text) => marks.get(text) ?? null,
    isIn: (text) => finder.find(text).some(({ from, to }) => !isChance(text.slice(from, to))),
  };
};
