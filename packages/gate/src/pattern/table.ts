// The same automaton made deterministic (subset construction): one look-up a character. Only where it stays small; a pattern
// such as `(a|b)*a(a|b){20}` would need a million states, and is simulated instead.
import { contains, newMark, reach, type Instruction } from "./instruction.ts";

export interface Table {
  /** Where each class of characters begins, rising from 0: the automaton treats all characters of a class alike. */
  readonly bounds: readonly number[];
  /** The class of each ASCII character. */
  readonly ascii: readonly number[];
  /** The state after a state and a class, at `state * bounds.length + class`; -1 where nothing can follow. State 0 is the start. */
  readonly next: readonly number[];
  readonly accepts: readonly boolean[];
}

const mostStates = 256;
/** Instructions and ranges looked at while building: bounds the time, whatever the pattern. */
const mostWork = 1_000_000;

const boundsOf = (instructions: readonly Instruction[]): readonly number[] => {
  const bounds = new Set([0]);
  for (const it of instructions) {
    if (it.kind !== "set") continue;
    for (const [low, high] of it.set) bounds.add(low).add(high + 1);
  }
  return [...bounds].sort((a, b) => a - b);
};

/** Null where the table would be too large. */
export const tableOf = (instructions: readonly Instruction[]): Table | null => {
  const bounds = boundsOf(instructions);
  const mark = newMark(instructions);
  let round = 0;
  let work = 0;
  const states: (readonly number[])[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (reached: number[]): number => {
    if (reached.length === 0) return -1;
    const key = reached.sort((a, b) => a - b).join();
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, states.length);
    return states.push(reached) - 1;
  };
  const start: number[] = [];
  reach(instructions, mark, round, 0, start);
  numberOf(start);
  const next: number[] = [];
  // Those that are found on the way are gone through as well.
  for (const from of states) {
    for (const bound of bounds) {
      work += from.length + 1;
      if (states.length > mostStates || work > mostWork) return null;
      const reached: number[] = [];
      round += 1;
      for (const index of from) {
        const it = instructions[index];
        if (it?.kind !== "set") continue;
        work += it.set.length;
        if (contains(it.set, bound)) reach(instructions, mark, round, index + 1, reached);
      }
      work += reached.length;
      next.push(numberOf(reached));
    }
  }
  const accepts = states.map((state) => state.some((index) => instructions[index]?.kind === "accept"));
  return { bounds, ascii: Array.from({ length: 128 }, (_, code) => classOf(bounds, code)), next, accepts };
};

const classOf = (bounds: readonly number[], codePoint: number): number => {
  let low = 0;
  for (let high = bounds.length - 1; low < high; ) {
    const middle = (low + high + 1) >> 1;
    if ((bounds[middle] ?? 0) <= codePoint) low = middle;
    else high = middle - 1;
  }
  return low;
};

export const tableAccepts = ({ bounds, ascii, next, accepts }: Table, text: string): boolean => {
  let state = 0;
  for (let at = 0; at < text.length; at += 1) {
    const codePoint = text.codePointAt(at) ?? 0;
    if (codePoint > 0xffff) at += 1;
    state = next[state * bounds.length + (ascii[codePoint] ?? classOf(bounds, codePoint))] ?? -1;
    if (state < 0) return false;
  }
  return accepts[state] === true;
};
