// Machines as the tests of the comparison look at them.
import type { Machine, MachineState } from "../../src/compare/machine.ts";

export const stateAfter = (machine: Machine, text: string): MachineState => [...text].reduce((state, it) => machine.next(state, it.codePointAt(0) ?? 0), machine.start);

export const accepts = (machine: Machine | null, text: string): boolean => machine !== null && machine.accepts(stateAfter(machine, text));

export const accepted = (machine: Machine | null, texts: readonly string[]): readonly string[] => texts.filter((it) => accepts(machine, it));

/** All texts of at most so many characters of the alphabet, and so every state that they reach. */
export const textsOver = (alphabet: string, most: number): readonly string[] =>
  Array.from({ length: most }).reduce<readonly string[]>((texts) => ["", ...texts.flatMap((text) => [...alphabet].map((it) => text + it))], [""]);

/** Code points that are treated otherwise, after some text, than the bound below them: what a search by bounds would miss. */
export const missedBy = (machine: Machine, texts: readonly string[], codes = 256): readonly number[] => {
  const states = texts.map((it) => stateAfter(machine, it));
  const ways = (code: number): string => states.map((it) => machine.next(it, code).join()).join(";");
  return Array.from({ length: codes }, (_, code) => code).filter((code) => ways(code) !== ways(Math.max(0, ...machine.bounds.filter((it) => it <= code))));
};
