// A pattern as an automaton (Thompson's construction). Small ones are made deterministic; the others are simulated, all states
// at once. Either way no text can make it slow.
import { fail, ok, type Result } from "@femtoclaw/protocol";
import { contains, newMark, reach, type Instruction } from "./instruction.ts";
import type { PatternNode } from "./pattern.ts";
import { parsePattern, type PatternDefect } from "./parse-pattern.ts";
import { tableAccepts, tableOf, type Table } from "./table.ts";

/** Plain data. Instruction 0 is the start. */
export interface Automaton {
  readonly instructions: readonly Instruction[];
  readonly table: Table | null;
}

type Split = Extract<Instruction, { kind: "split" }>;

const mostInstructions = 20_000;

const emit = (out: Instruction[], node: PatternNode): boolean => {
  if (out.length >= mostInstructions) return false;
  switch (node.kind) {
    case "set":
      out.push({ kind: "set", set: node.set });
      return true;
    case "sequence":
      return node.parts.every((part) => emit(out, part));
    case "either": {
      const exits: Split[] = [];
      for (const [index, option] of node.options.entries()) {
        const last = index === node.options.length - 1;
        const split: Split = { kind: "split", a: out.length + 1, b: 0 };
        if (!last) out.push(split);
        if (!emit(out, option)) return false;
        if (last) break;
        const exit: Split = { kind: "split", a: 0, b: 0 };
        exits.push(exit);
        out.push(exit);
        split.b = out.length;
      }
      for (const exit of exits) exit.a = exit.b = out.length;
      return true;
    }
    case "repeat": {
      for (let i = 0; i < node.least; i += 1) {
        const before = out.length;
        if (!emit(out, node.part)) return false;
        // A part that reads nothing is the same any number of times; nested, writing it out would go on for ever.
        if (out.length === before) break;
      }
      if (node.most === null) {
        const split: Split = { kind: "split", a: out.length + 1, b: 0 };
        const start = out.push(split) - 1;
        if (!emit(out, node.part)) return false;
        out.push({ kind: "split", a: start, b: start });
        split.b = out.length;
        return true;
      }
      const splits: Split[] = [];
      for (let i = node.least; i < node.most; i += 1) {
        const split: Split = { kind: "split", a: out.length + 1, b: 0 };
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
  return { instructions, table: tableOf(instructions) };
};

export const compilePattern = (text: string): Result<Automaton, PatternDefect> => {
  const parsed = parsePattern(text);
  if (!parsed.ok) return parsed;
  const automaton = automatonOf(parsed.value);
  return automaton === null ? fail({ at: 0, expected: `a pattern of at most ${mostInstructions} steps` }) : ok(automaton);
};

/** True when the automaton accepts exactly the whole text. */
export const matchesWhole = (automaton: Automaton, text: string): boolean =>
  automaton.table === null ? simulate(automaton.instructions, text) : tableAccepts(automaton.table, text);

/** Reads the text with all states at once. */
export const simulate = (instructions: readonly Instruction[], text: string): boolean => {
  const mark = newMark(instructions);
  let states: number[] = [];
  let round = 0;
  reach(instructions, mark, round, 0, states);
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    const next: number[] = [];
    round += 1;
    for (const state of states) {
      const instruction = instructions[state];
      if (instruction?.kind === "set" && contains(instruction.set, codePoint)) reach(instructions, mark, round, state + 1, next);
    }
    if (next.length === 0) return false;
    states = next;
  }
  return states.some((state) => instructions[state]?.kind === "accept");
};

/** True when some text that begins with this character is accepted. Every state of these automata leads to acceptance. */
export const canBeginWith = ({ instructions }: Automaton, character: string): boolean => {
  const states: number[] = [];
  reach(instructions, newMark(instructions), 0, 0, states);
  return states.some((state) => {
    const instruction = instructions[state];
    return instruction?.kind === "set" && contains(instruction.set, character.codePointAt(0) ?? 0);
  });
};
