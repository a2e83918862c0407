// The argument vector, matched whole against a rule (FC-POL-0001.R11): all ways at once, so no vector can make it slow. What was
// judged is what runs (G2): an argument that was taken for a path goes on as the real path. Its text could mean another thing
// to the program (`http://…`, `user@host:x`, `HEAD:x`, `@file`, `of=x`); an absolute path can mean only that file.
import { resolveOperand } from "../path.ts";
import { matchesWhole } from "../pattern/automaton.ts";
import type { CompiledArgv, CompiledPathScope, CompiledToken } from "../policy/compiled-policy.ts";
import type { Known } from "./known.ts";
import { fails, unknown, type Objection } from "./objection.ts";
import { describeScope, judgePath, type PathJudgement } from "./path-scope.ts";
import { inRange } from "./predicate.ts";
import { describeRange, shown } from "./wording.ts";

export interface ArgvPlace {
  /** From where the program will see relative paths. */
  readonly cwd: string;
  readonly known: Known;
  readonly pointer: string;
}

/** Whole numbers as programs read them: digits, perhaps a minus, no leading zeros. */
const readInteger = (text: string): number | null => {
  if (!/^(0|-?[1-9][0-9]{0,15})$/.test(text)) return null;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : null;
};

const judgeOperand = (scope: CompiledPathScope, text: string, { cwd, known, pointer }: ArgvPlace): PathJudgement =>
  judgePath(scope, pointer, text, resolveOperand(cwd, text), known);

const matches = (token: CompiledToken, text: string, place: ArgvPlace): "holds" | "fails" | "unknown" => {
  switch (token.kind) {
    case "literal":
      return token.text === text ? "holds" : "fails";
    case "oneOf":
      return token.texts.includes(text) ? "holds" : "fails";
    case "int": {
      const value = readInteger(text);
      return value !== null && inRange(value, token.range) ? "holds" : "fails";
    }
    case "pattern":
      return matchesWhole(token.automaton, text) ? "holds" : "fails";
    case "path":
      return judgeOperand(token.scope, text, place).result;
    case "any":
      return "holds";
  }
};

const describe = (token: CompiledToken): string => {
  switch (token.kind) {
    case "literal":
      return shown(token.text);
    case "oneOf":
      return `one of ${token.texts.map(shown).join(", ")}`;
    case "int":
      return `an integer ${describeRange(token.range)}`;
    case "pattern":
      return `text matching ${token.written}`;
    case "path":
      return `${describeScope(token.scope)}${token.scope.not.length === 0 ? "" : " and not excepted"}`;
    case "any":
      return "anything";
  }
};

interface Walk {
  readonly accepted: boolean;
  /** The argument at which it stopped, and the steps that could have taken it. */
  readonly at: number;
  readonly steps: readonly number[];
  /** For each argument before that, the steps that took it. */
  readonly taken: readonly (readonly number[])[];
}

const walk = (rule: CompiledArgv, argv: readonly string[], takes: (token: CompiledToken, text: string) => boolean): Walk => {
  let steps = rule.start;
  const taken: (readonly number[])[] = [];
  for (let at = 0; at < argv.length; at += 1) {
    const text = argv[at] ?? "";
    let next: readonly number[] = [];
    const takers: number[] = [];
    for (const index of steps) {
      const step = rule.steps[index];
      if (step === undefined || !takes(step.token, text)) continue;
      takers.push(index);
      next = next.length === 0 ? step.next : [...new Set([...next, ...step.next])];
    }
    if (next.length === 0) return { accepted: false, at, steps, taken };
    taken.push(takers);
    steps = next;
  }
  return { accepted: steps.includes(rule.steps.length), at: argv.length, steps, taken };
};

/**
 * One step for each argument of an accepted vector. Where a rule can be read in several ways, each argument from the first on is
 * taken by the element that stands first in the rule, among those with which the whole vector still matches.
 */
const firstReading = (rule: CompiledArgv, taken: Walk["taken"]): readonly CompiledToken[] => {
  let goals: ReadonlySet<number> = new Set([rule.steps.length]);
  const leading = taken
    .toReversed()
    .map((takers) => (goals = new Set(takers.filter((index) => stepAt(rule, index).next.some((it) => goals.has(it))))))
    .reverse();
  let next = rule.start;
  return leading.map((candidates) => {
    const step = stepAt(rule, Math.min(...next.filter((it) => candidates.has(it))));
    next = step.next;
    return step.token;
  });
};

/** A throw denies. */
const stepAt = ({ steps }: CompiledArgv, index: number): CompiledArgv["steps"][number] => {
  const step = steps[index];
  if (step === undefined) throw new Error("an argument that no element took");
  return step;
};

/** The element that takes each argument of a vector that the rule accepts; null for any other. */
export const tokensTaking = (rule: CompiledArgv, argv: readonly string[], place: ArgvPlace): readonly CompiledToken[] | null => {
  const { accepted, taken } = walk(rule, argv, (token, text) => matches(token, text, place) === "holds");
  return accepted ? firstReading(rule, taken) : null;
};

const asItRuns = (rule: CompiledArgv, argv: readonly string[], taken: Walk["taken"], place: ArgvPlace): readonly string[] => {
  if (!rule.steps.some(({ token }) => token.kind === "path")) return argv;
  const reading = firstReading(rule, taken);
  return Object.freeze(
    argv.map((text, at) => {
      const token = reading[at];
      if (token?.kind !== "path") return text;
      const judged = judgeOperand(token.scope, text, place);
      // It held a moment ago, from the same facts. A throw denies.
      if (judged.result !== "holds") throw new Error("a path that held does no more");
      return judged.resolved.path;
    }),
  );
};

/** Where the rule holds, `argv` is what the program is to be given. */
export type ArgvJudgement = { readonly result: "holds"; readonly argv: readonly string[] } | Objection;

export const judgeArgv = (rule: CompiledArgv, argv: readonly string[], place: ArgvPlace): ArgvJudgement => {
  let doubt = false;
  const certain = walk(rule, argv, (token, text) => {
    const result = matches(token, text, place);
    doubt ||= result === "unknown";
    return result === "holds";
  });
  if (certain.accepted) return { result: "holds", argv: asItRuns(rule, argv, certain.taken, place) };
  const cause = () => ({ pointer: `${place.pointer}/${certain.at}`, expected: wanted(rule, certain.steps), found: shownArgument(argv[certain.at]) });
  // Where a path could not be resolved, the rule may still hold: that is for a deny rule to know.
  const possible = doubt && walk(rule, argv, (token, text) => matches(token, text, place) !== "fails").accepted;
  return possible ? unknown(cause) : fails(cause);
};

const wanted = (rule: CompiledArgv, steps: readonly number[]): string => {
  const phrases = steps.map((index) => {
    const step = rule.steps[index];
    return step === undefined ? "no further argument" : describe(step.token);
  });
  return [...new Set(phrases)].join(", or ");
};

const shownArgument = (text: string | undefined): string => (text === undefined ? "no further argument" : shown(text));
