// Which combinations of conditions some text fulfils, each with a shortest text: a search through the machines all at once.
import { lastCodePoint } from "../pattern/pattern.ts";
import { dead, type Machine, type MachineState } from "./machine.ts";
import type { Work } from "./work.ts";

export interface TextClass {
  /** For each machine whether it accepts the text. */
  readonly truths: readonly boolean[];
  readonly text: string;
}

/** States looked at (G10). Beyond it nothing is claimed. */
const mostStates = 20_000;

/** What a person likes to read, if the class has it. */
const liked = [..."ax01-/._:@ "].map((it) => it.codePointAt(0) ?? 0);

const rank = (code: number): number => (liked.includes(code) ? liked.indexOf(code) : liked.length);

/** One character for each class of characters that all machines treat alike. Halves of surrogate pairs are none. */
const alphabetOf = (machines: readonly Machine[]): readonly string[] => {
  const bounds = [...new Set([0, 0x21, 0x7f, 0xd800, 0xe000, ...machines.flatMap((it) => it.bounds)])].filter((it) => it <= lastCodePoint).sort((a, b) => a - b);
  return bounds.flatMap((low, index) => {
    const high = (bounds[index + 1] ?? lastCodePoint + 1) - 1;
    if (low >= 0xd800 && low <= 0xdfff) return [];
    return [String.fromCodePoint(liked.find((it) => it >= low && it <= high) ?? low)];
  });
};

/** Beside one for each character in each machine. */
const effortOf = (machines: readonly Machine[]): number => machines.reduce((sum, { effort }) => sum + (effort === undefined ? 0 : effort()), 0);

/** Null where a bound is reached. */
export const textClasses = (machines: readonly Machine[], universe: Machine, work: Work): readonly TextClass[] | null => {
  const all = [universe, ...machines];
  if (!work.spend(all.reduce((sum, { bounds }) => sum + bounds.length, 0))) return null;
  const alphabet = alphabetOf(all).map((character) => ({ character, code: character.codePointAt(0) ?? 0 }));
  // Letters before signs, so that the shortest text is also one that can be read.
  alphabet.sort((a, b) => rank(a.code) - rank(b.code));
  const found = new Map<string, TextClass>();
  const seen = new Set<string>();
  const waiting: { readonly here: MachineState; readonly states: readonly MachineState[]; readonly text: string }[] = [];
  const visit = (here: MachineState, states: readonly MachineState[], text: string): void => {
    if (here.length === 0) return;
    const key = [here, ...states].map((it) => it.join()).join(";");
    if (seen.has(key)) return;
    seen.add(key);
    waiting.push({ here, states, text });
    if (!universe.accepts(here)) return;
    const truths = machines.map((machine, index) => machine.accepts(states[index] ?? dead));
    const name = truths.map(Number).join("");
    if (!found.has(name)) found.set(name, { truths, text });
  };
  let effort = 0;
  visit(universe.start, machines.map(({ start }) => start), "");
  // It grows while it is read.
  for (const { here, states, text } of waiting) {
    if (seen.size > mostStates) return null;
    for (const { character, code } of alphabet) {
      visit(universe.next(here, code), machines.map((machine, index) => machine.next(states[index] ?? dead, code)), text + character);
      const before = effort;
      effort = effortOf(all);
      if (!work.spend(all.length + effort - before)) return null;
    }
  }
  return [...found.values()];
};

export const truthsOf = (machines: readonly Machine[], text: string): readonly boolean[] =>
  machines.map((machine) => machine.accepts([...text].reduce((state, character) => machine.next(state, character.codePointAt(0) ?? 0), machine.start)));
