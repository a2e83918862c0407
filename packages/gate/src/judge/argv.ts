// The argument vector, matched whole against the elements of a rule: all ways at once, so no vector can make it slow.
import type { Fact } from "../fact.ts";
import { matchesWhole } from "../pattern/automaton.ts";
import type { CompiledArgvElement, CompiledToken } from "../policy/compiled-policy.ts";
import { fails, holds, shown, type Judgement } from "./judgement.ts";
import { judgePath } from "./path-scope.ts";
import { describeRange, inRange, readInteger } from "./predicate.ts";

export interface ArgvPlace {
  readonly workspace: string;
  readonly facts: readonly Fact[];
  readonly pointer: string;
}

const matches = (token: CompiledToken, text: string, place: ArgvPlace): boolean => {
  switch (token.kind) {
    case "literal":
      return token.text === text;
    case "oneOf":
      return token.texts.includes(text);
    case "int": {
      const value = readInteger(text);
      return value !== null && inRange(value, token.range);
    }
    case "pattern":
      return matchesWhole(token.automaton, text);
    case "path":
      // A path that begins with a hyphen would be read as an option.
      return !text.startsWith("-") && judgePath(token.scope, place.workspace, place.pointer, text, place.facts).result === "holds";
    case "any":
      return true;
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
      return `a path within ${token.scope.roots.map((root) => root.written).join(" or ")}${token.scope.not.length === 0 ? "" : " and not excepted"}`;
    case "any":
      return "anything";
  }
};

/** Element and token that are wanted next. */
type Position = readonly [element: number, token: number];

export const judgeArgv = (elements: readonly CompiledArgvElement[], argv: readonly string[], place: ArgvPlace): Judgement => {
  const reach = (position: Position, into: Position[]): void => {
    let [element] = position;
    const [, token] = position;
    if (into.some(([e, t]) => e === element && t === token)) return;
    into.push(position);
    if (token === 0 && element < elements.length && elements[element]?.times !== "once") {
      element += 1;
      reach([element, 0], into);
    }
  };
  let positions: Position[] = [];
  reach([0, 0], positions);
  const wanted = (): string => {
    const tokens = positions.flatMap(([e, t]) => elements[e]?.tokens[t] ?? []);
    const ends = positions.some(([e]) => e === elements.length);
    return [...new Set(tokens.map(describe)), ...(ends ? ["no further argument"] : [])].join(", or ");
  };
  for (const [index, text] of argv.entries()) {
    const next: Position[] = [];
    for (const [e, t] of positions) {
      const element = elements[e];
      const token = element?.tokens[t];
      if (element === undefined || token === undefined || !matches(token, text, place)) continue;
      if (t + 1 < element.tokens.length) reach([e, t + 1], next);
      else reach(element.times === "many" ? [e, 0] : [e + 1, 0], next);
    }
    if (next.length === 0) return fails(`${place.pointer}/${index}`, wanted(), shown(text));
    positions = next;
  }
  if (positions.some(([e]) => e === elements.length)) return holds;
  return fails(`${place.pointer}/${argv.length}`, wanted(), "no further argument");
};
