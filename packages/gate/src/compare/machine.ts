// FC-POL-0002: what a condition says of a text, as a machine that reads it character by character. A state is a list of numbers, so that
// the states of many machines together have one name; the empty list is the state from which nothing is accepted any more.
import { contains, newMark, reach } from "../pattern/instruction.ts";
import { automatonOf, type Automaton } from "../pattern/automaton.ts";
import type { PatternNode } from "../pattern/pattern.ts";

export type MachineState = readonly number[];

export interface Machine {
  readonly start: MachineState;
  readonly next: (state: MachineState, codePoint: number) => MachineState;
  readonly accepts: (state: MachineState) => boolean;
  /** Code points at which a class of like characters begins. */
  readonly bounds: readonly number[];
  /** Steps that were taken in it so far; absent where each character is one. */
  readonly effort?: () => number;
}

export const dead: MachineState = Object.freeze([]);

export const automatonMachine = ({ instructions }: Automaton): Machine => {
  const mark = newMark(instructions);
  let round = 0;
  let effort = instructions.length;
  const sorted = (states: number[]): MachineState => states.sort((a, b) => a - b);
  const start: number[] = [];
  reach(instructions, mark, round, 0, start);
  return {
    start: sorted(start),
    next: (state, codePoint) => {
      const reached: number[] = [];
      round += 1;
      effort += state.length;
      for (const at of state) {
        const it = instructions[at];
        if (it?.kind === "set" && contains(it.set, codePoint)) effort += reach(instructions, mark, round, at + 1, reached);
      }
      return sorted(reached);
    },
    accepts: (state) => state.some((at) => instructions[at]?.kind === "accept"),
    bounds: instructions.flatMap((it) => (it.kind === "set" ? it.set.flatMap(([low, high]) => [low, high + 1]) : [])),
    effort: () => effort,
  };
};

const literalNode = (text: string): PatternNode => ({
  kind: "sequence",
  parts: [...text].map((character) => {
    const code = character.codePointAt(0) ?? 0;
    return { kind: "set", set: [[code, code]] };
  }),
});

/** Null where the machine would be larger than a pattern may be. */
export const nodeMachine = (node: PatternNode): Machine | null => {
  const automaton = automatonOf(node);
  return automaton === null ? null : automatonMachine(automaton);
};

export const textsMachine = (texts: readonly string[]): Machine | null => (texts.length === 0 ? null : nodeMachine({ kind: "either", options: texts.map(literalNode) }));

/** Texts of this many characters. */
export const lengthMachine = (min: number, max: number): Machine => {
  const cap = (Number.isFinite(max) ? max : min) + 1;
  return {
    start: [0],
    next: ([count = cap]) => [Math.min(cap, count + 1)],
    accepts: ([count = cap]) => count >= min && count <= max,
    bounds: [],
  };
};

/** What follows `root/` in a path under it, read by `inner` as `judgePath` does: with a slash behind it, and `/` for the root itself. */
export const underRoot = (root: string, inner: Machine): Machine => {
  const prefix = [...(root === "/" ? "" : root), "/"].map((it) => it.codePointAt(0) ?? 0);
  const slash = 0x2f;
  // [-1, n]: so much of the prefix was read. Else a state of `inner`.
  return {
    start: [-1, 0],
    next: (state, codePoint) => {
      const [tag, read = 0] = state;
      if (tag !== -1) return inner.next(state, codePoint);
      if (prefix[read] !== codePoint) return dead;
      return read + 1 === prefix.length ? inner.start : [-1, read + 1];
    },
    accepts: (state) => {
      const [tag, read = 0] = state;
      if (tag === -1 && read < prefix.length - 1) return false;
      return inner.accepts(inner.next(tag === -1 ? inner.start : state, slash));
    },
    bounds: [...prefix.flatMap((it) => [it, it + 1]), ...inner.bounds],
    ...(inner.effort === undefined ? {} : { effort: inner.effort }),
  };
};

/** The root and all that lies under it. */
export const withinRoot = (root: string): Machine => underRoot(root, { start: [0], next: (state) => state, accepts: (state) => state.length > 0, bounds: [] });
