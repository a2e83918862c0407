// FC-SEC-0003: the secrets that are known, and what stands in a text where one of them stood.
import { fault, FemtoClawError } from "@femtoclaw/protocol";
import { createFormFinder, type Fold, type Form, type FormFinder, type Found } from "./find-forms.ts";
import { digitFormsOf, foldDigit, formsOf, minSearchedLength } from "./secret-forms.ts";

/** Of all secrets together, in UTF-16 units: their forms may be seventy times as much, each unit of which takes some eleven bytes (G10). */
export const maxSecretUnits = 65_536;

export interface KnownSecrets {
  /** More of them, from now on. Throws as `createKnownSecrets` does, and then none of them is known. */
  readonly add: (values: readonly string[]) => void;
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

interface Forms {
  readonly written: readonly Form[];
  /** Of digits alone, of whichever case. */
  readonly digits: readonly Form[];
}

interface Ends {
  readonly find: FormFinder["find"];
  readonly tailLength: FormFinder["tailLength"];
  readonly headLength: FormFinder["tailLength"];
}

const endsIn = (forms: readonly Form[], fold?: Fold): Ends => {
  const finder = createFormFinder(forms, fold);
  const longest = forms.reduce((most, { text }) => Math.max(most, text.length), 0);
  let backwards: FormFinder | null = null;
  return {
    ...finder,
    headLength: (text) => {
      backwards ??= createFormFinder(forms.map(({ text: form, mark }) => ({ text: reversed(form), mark })), fold);
      return backwards.tailLength(reversed(text.slice(0, longest)));
    },
  };
};

/** The forms of some secrets, and where they begin, end and stand in a text. */
interface Shelf extends Ends {
  readonly forms: Forms;
}

const shelve = (forms: Forms): Shelf => {
  const [written, digits] = [endsIn(forms.written), endsIn(forms.digits, foldDigit)];
  return {
    forms,
    find: (text) => [...written.find(text), ...digits.find(text)],
    tailLength: (text) => Math.max(written.tailLength(text), digits.tailLength(text)),
    headLength: (text) => Math.max(written.headLength(text), digits.headLength(text)),
  };
};

/**
 * A new shelf takes in those before it that hold no more than it does: so however many secrets become known one after another, each is built
 * into few automata, and there are few to be asked.
 */
const withForms = (shelves: readonly Shelf[], forms: Forms): readonly Shelf[] => {
  const kept = [...shelves];
  let grown = forms;
  for (let last = kept.at(-1); last !== undefined && last.forms.written.length <= grown.written.length; last = kept.at(-1)) {
    grown = { written: [...last.forms.written, ...grown.written], digits: [...last.forms.digits, ...grown.digits] };
    kept.pop();
  }
  return [...kept, shelve(grown)];
};

/**
 * `pieceMark` stands for a part of a secret that a cut left. Throws FC_SECRET_LIMIT where all secrets together are too long to be looked
 * for; what `markOf` throws is thrown on.
 */
export const createKnownSecrets = (values: readonly string[], markOf: (secret: string) => string, pieceMark: string): KnownSecrets => {
  const marks = new Map<string, string>();
  let length = 0;
  let shelves: readonly Shelf[] = [];

  const add = (more: readonly string[]): void => {
    const secrets = [...new Set(more)].filter((secret) => secret !== "" && !marks.has(secret));
    if (secrets.length === 0) return;
    const sum = secrets.reduce((total, secret) => total + secret.length, length);
    if (sum > maxSecretUnits) throw new FemtoClawError(fault("FC_SECRET_LIMIT", `at most ${maxSecretUnits} characters of secrets`, `${sum}`));
    const marked = secrets.map((secret) => ({ secret, mark: markOf(secret) }));
    const inForms = (of: (secret: string) => readonly string[]): readonly Form[] => marked.flatMap(({ secret, mark }) => of(secret).map((text) => ({ text, mark })));
    const forms = { written: inForms(formsOf), digits: inForms(digitFormsOf) };
    if (forms.written.length > 0) shelves = withForms(shelves, forms);
    for (const { secret, mark } of marked) marks.set(secret, mark);
    length = sum;
  };
  add(values);

  const find = (text: string): readonly Found[] => shelves.flatMap((shelf) => shelf.find(text));
  const most = (lengthIn: (shelf: Shelf) => number): number => shelves.reduce((longest, shelf) => Math.max(longest, lengthIn(shelf)), 0);
  const endsOf = (text: string): readonly Found[] => {
    const whole = withoutTornCharacter(text);
    const tail = most((shelf) => shelf.tailLength(whole));
    const head = most((shelf) => shelf.headLength(text));
    return [
      ...(head < minSearchedLength ? [] : [{ from: 0, to: head, mark: pieceMark }]),
      ...(tail < minSearchedLength ? [] : [{ from: whole.length - tail, to: text.length, mark: pieceMark }]),
    ];
  };
  return {
    add,
    replace: (text) => fill(text, find(text)),
    replaceInPiece: (text) => fill(text, [...find(text), ...endsOf(text)]),
    markOfWhole: (text) => marks.get(text) ?? null,
    isIn: (text) => find(text).some(({ from, to }) => !isChance(text.slice(from, to))),
  };
};
