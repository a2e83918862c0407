// Every known form of every secret in one walk over a text, whatever their number.
import { createFormAutomaton } from "./form-automaton.ts";

export interface Form {
  readonly text: string;
  /** Put in its place. */
  readonly mark: string;
}

export interface Found {
  readonly from: number;
  readonly to: number;
  readonly mark: string;
}

export interface FormFinder {
  /** In the order of their ends; of those that end at one place the longest, in which the others are contained. */
  readonly find: (text: string) => readonly Found[];
  /** How many of the text's last units are the beginning of a form, or the whole of one. */
  readonly tailLength: (text: string) => number;
}

const nothing: FormFinder = { find: () => [], tailLength: () => 0 };

/** What is to be taken for what: the forms are written with the units that it gives. */
export type Fold = (unit: number) => number;

const asItIs: Fold = (unit) => unit;

export const createFormFinder = (forms: readonly Form[], fold: Fold = asItIs): FormFinder => {
  const written = forms.filter(({ text }) => text !== "");
  if (written.length === 0) return nothing;
  const { advance, output, depth, longest } = createFormAutomaton(written.map(({ text }) => text));
  return {
    find: (text) => {
      const found: Found[] = [];
      let node = 0;
      for (let at = 0; at < text.length; at += 1) {
        node = advance(node, fold(text.charCodeAt(at)));
        const form = written[output(node)];
        if (form !== undefined) found.push({ from: at + 1 - form.text.length, to: at + 1, mark: form.mark });
      }
      return found;
    },
    tailLength: (text) => {
      let node = 0;
      for (let at = Math.max(0, text.length - longest); at < text.length; at += 1) node = advance(node, fold(text.charCodeAt(at)));
      return depth(node);
    },
  };
};
