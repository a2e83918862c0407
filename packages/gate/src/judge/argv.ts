// The argument vector, matched whole against a rule (FC-POL-0001.R11): all ways at once, so no vector can make it slow.
import type { Fact } from "../fact.ts";
import { resolveOperand } from "../path.ts";
import { matchesWhole } from "../pattern/automaton.ts";
import type { CompiledArgv, CompiledToken } from "../policy/compiled-policy.ts";
import { fails, unknown, type Objection } from "./objection.ts";
import { describeScope, judgePath } from "./path-scope.ts";
import { inRange } from "./predicate.ts";
import { describeRange, shown } from "./wording.ts";

export interface ArgvPlace {
  /** From where the program will see relative paths. */
  readonly cwd: string;
  readonly facts: readonly Fact[];
  readonly pointer: string;
}

/** Whole numbers as programs read them: digits, perhaps a minus, no leading zeros. */
const readInteger = (text: string): number | null => {
  if (!/^(0|-?[1-9][0-9]{0,15})$/.test(text)) return null;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : null;
};

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
      return judgePath(token.scope, place.pointer, text, resolveOperand(place.cwd, text), place.facts).result;
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
}

const walk = (rule: CompiledArgv, argv: readonly string[], takes: (token: CompiledToken, text: string) => boolean): Walk => {
  let steps = rule.start;
  for (let at = 0; at < argv.length; at += 1) {
    const text = argv[at] ?? "";
    let next: readonly number[] = [];
    for (const index of steps) {
      const step = rule.steps[index];
      if (step === undefined || !takes(step.token, text)) continue;
      next = next.length === 0 ? step.next : [...new Set([...next, ...step.next])];
    }
    if (next.length === 0) return { accepted: false, at, steps };
    steps = next;
  }
  return { accepted: steps.includes(rule.steps.length), at: argv.length, steps };
};

export const judgeArgv = (rule: CompiledArgv, argv: readonly string[], place: ArgvPlace): Objection | null => {
  let doubt = false;
  const certain = walk(rule, argv, (token, text) => {
    const result = matches(token, text, place);
    doubt ||= result === "unknown";
    return result === "holds";
  });
  if (certain.accepted) return null;
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
