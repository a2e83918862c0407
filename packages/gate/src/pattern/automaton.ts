// A pattern as a nondeterministic automaton (Thompson's construction), and its simulation: all states at once, so no text
// can make it slow.
import { fail, ok, type Result } from "@femtoclaw/protocol";
import type { CharacterSet, PatternNode } from "./pattern.ts";
import { parsePattern, type PatternDefect } from "./parse-pattern.ts";

type Instruction =
  | { readonly kind: "set"; readonly set: CharacterSet }
  | { readonly kind: "split"; a: number; b: number }
  | { readonly kind: "accept" };

/** Plain data. State 0 is the start; a `set` goes on to the next state. */
export interface Automaton {
  readonly instructions: readonly Instruction[];
}

const mostInstructions = 20_000;

const emit = (out: Instruction[], node: PatternNode): boolean => {
  if (out.length > mostInstructions) return false;
  switch (node.kind) {
    case "set":
      out.push({ kind: "set", set: node.set });
      return true;
    case "sequence":
      return node.parts.every((part) => emit(out, part));
    case "either": {
      const exits: Extract<Instruction, { kind: "split" }>[] = [];
      for (const [index, option] of node.options.entries()) {
        const last = index === node.options.length - 1;
        const split: Extract<Instruction, { kind: "split" }> = { kind: "split", a: out.length + 1, b: 0 };
        if (!last) out.push(split);
        if (!emit(out, option)) return false;
        if (last) break;
        const exit: Extract<Instruction, { kind: "split" }> = { kind: "split", a: 0, b: 0 };
        exits.push(exit);
        out.push(exit);
        split.b = out.length;
      }
      for (const exit of exits) exit.a = exit.b = out.length;
      return true;
    }
    case "repeat": {
      for (let i = 0; i < node.least; i += 1) if (!emit(out, node.part)) return false;
      if (node.most === null) {
        const split: Extract<Instruction, { kind: "split" }> = { kind: "split", a: out.length + 1, b: 0 };
        const start = out.push(split) - 1;
        if (!emit(out, node.part)) return false;
        out.push({ kind: "split", a: start, b: start });
        split.b = out.length;
        return true;
      }
      const splits: Extract<Instruction, { kind: "split" }>[] = [];
      for (let i = node.least; i < node.most; i += 1) {
        const split: Extract<Instruction, { kind: "split" }> = { kind: "split", a: out.length + 1, b: 0 };
        splits.push(split);
        out.push(split);
        if (!emit(out, node.part)) return false;
      }
      for (const split of splits) split.b = out.length;
      return true;
    }
  }
};

/** Null when the pattern, with its counts written out, is larger than the bound. */
export const automatonOf = (node: PatternNode): Automaton | null => {
  const instructions: Instruction[] = [];
  if (!emit(instructions, node)) return null;
  instructions.push({ kind: "accept" });
  return { instructions };
};

export const compilePattern = (text: string): Result<Automaton, PatternDefect> => {
  const parsed = parsePattern(text);
  if (!parsed.ok) return parsed;
  const automaton = automatonOf(parsed.value);
  return automaton === null ? fail({ at: 0, expected: `a pattern of at most ${mostInstructions} steps` }) : ok(automaton);
};

const contains = (set: CharacterSet, codePoint: number): boolean => {
  for (const [low, high] of set) if (codePoint >= low && codePoint <= high) return true;
  return false;
};

/** Adds a state and all that it reaches without reading. `mark` holds the round in which a state was added last. */
const reach = (automaton: Automaton, mark: Int32Array, round: number, from: number, into: number[]): void => {
  const waiting = [from];
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    if (mark[state] === round) continue;
    mark[state] = round;
    const instruction = automaton.instructions[state];
    if (instruction?.kind === "split") waiting.push(instruction.b, instruction.a);
    else into.push(state);
  }
};

/** True when the automaton accepts exactly the whole text. */
export const matchesWhole = (automaton: Automaton, text: string): boolean => {
  const mark = new Int32Array(automaton.instructions.length).fill(-1);
  let states: number[] = [];
  let round = 0;
  reach(automaton, mark, round, 0, states);
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    const next: number[] = [];
    round += 1;
    for (const state of states) {
      const instruction = automaton.instructions[state];
      if (instruction?.kind === "set" && contains(instruction.set, codePoint)) reach(automaton, mark, round, state + 1, next);
    }
    if (next.length === 0) return false;
    states = next;
  }
  return states.some((state) => automaton.instructions[state]?.kind === "accept");
};

/** True when some text that begins with this character is accepted. Every state of these automata leads to acceptance. */
export const canBeginWith = (automaton: Automaton, character: string): boolean => {
  const states: number[] = [];
  reach(automaton, new Int32Array(automaton.instructions.length).fill(-1), 0, 0, states);
  return states.some((state) => {
    const instruction = automaton.instructions[state];
    return instruction?.kind === "set" && contains(instruction.set, character.codePointAt(0) ?? 0);
  });
};
