import type { CharacterSet } from "./pattern.ts";

/** A step of a nondeterministic automaton. A `set` reads one character and goes on to the next step; a `split` reads nothing. */
export type Instruction =
  | { readonly kind: "set"; readonly set: CharacterSet }
  | { readonly kind: "split"; a: number; b: number }
  | { readonly kind: "accept" };

/** Adds a state and all that it reaches without reading. `mark` holds the round in which a state was added last. Gives how many it looked at. */
export const reach = (instructions: readonly Instruction[], mark: Int32Array, round: number, from: number, into: number[]): number => {
  const waiting = [from];
  let looked = 0;
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    looked += 1;
    if (mark[state] === round) continue;
    mark[state] = round;
    const instruction = instructions[state];
    if (instruction?.kind === "split") waiting.push(instruction.b, instruction.a);
    else into.push(state);
  }
  return looked;
};

export const newMark = (instructions: readonly Instruction[]): Int32Array => new Int32Array(instructions.length).fill(-1);

export const contains = (set: CharacterSet, codePoint: number): boolean => {
  for (const [low, high] of set) if (codePoint >= low && codePoint <= high) return true;
  return false;
};
