// What each rule can say to an argument vector. Vectors are words over letters; a letter is a class of arguments that all tokens of all
// rules treat alike, together with the class of places to which it leads, which the host decides freely.
import type { Fact } from "../fact.ts";
import { resolveOperand } from "../path.ts";
import type { CompiledArgv, CompiledToken } from "../policy/compiled-policy.ts";
import type { ComparedRule, Said, Undecided } from "./case.ts";
import { integerNode } from "./integer-node.ts";
import { automatonMachine, nodeMachine, textsMachine, type Machine } from "./machine.ts";
import { pathClasses, type PathClass, type UsedScope } from "./path-cases.ts";
import { textClasses, truthsOf } from "./text-classes.ts";
import { anyText, operands } from "./universes.ts";

export interface ArgvClass {
  readonly said: readonly Said[];
  readonly argv: readonly string[];
  readonly facts: readonly Fact[];
}

interface Letter {
  readonly text: string;
  /** By token. */
  readonly said: ReadonlyMap<CompiledToken, Said>;
  readonly fact: Fact | null;
}

const most = { letters: 400, states: 20_000 };

/** Where no rule speaks of a place. */
const nowhere: PathClass = { said: [], real: null };

/** Null for a token that speaks of where the text leads; undefined where the machine is too large. */
const machineOf = (token: CompiledToken): Machine | null | undefined => {
  switch (token.kind) {
    case "literal":
      return textsMachine([token.text]) ?? undefined;
    case "oneOf":
      return textsMachine(token.texts) ?? undefined;
    case "int":
      return nodeMachine(integerNode(token.range)) ?? undefined;
    case "pattern":
      return automatonMachine(token.automaton);
    case "any":
      return anyText;
    case "path":
      return null;
  }
};

interface Used {
  readonly token: CompiledToken;
  readonly barred: readonly string[];
}

const lettersOf = (used: readonly Used[], cwd: string): readonly Letter[] | Undecided => {
  const texts = used.flatMap(({ token }) => {
    const machine = machineOf(token);
    return machine === null ? [] : [{ token, machine }];
  });
  const known = texts.flatMap(({ token, machine }) => (machine === undefined ? [] : [{ token, machine }]));
  if (known.length < texts.length) return { undecided: "a list of arguments is too long to be compared" };
  const places = used.flatMap(({ token, barred }) => (token.kind === "path" ? [{ token, scope: { scope: token.scope, barred } satisfies UsedScope }] : []));
  const machines = [...known.map(({ machine }) => machine), operands];
  const classes = textClasses(machines, anyText);
  const leads = places.length === 0 ? [nowhere] : pathClasses(places.map(({ scope }) => scope));
  if (classes === null || leads === null) return { undecided: "the conditions on arguments have too many combinations" };
  const letters = classes.flatMap(({ truths, text }): readonly Letter[] => {
    const byText = known.map(({ token }, index): readonly [CompiledToken, Said] => [token, truths[index] === true ? "holds" : "fails"]);
    const isOperand = truths.at(-1) === true;
    return leads.flatMap(({ said, real }): readonly Letter[] => {
      if (!isOperand && real !== null) return [];
      const letter = new Map([...byText, ...places.map(({ token }, index): readonly [CompiledToken, Said] => [token, said[index] ?? "unknown"])]);
      if (real === null) return [{ text, said: letter, fact: null }];
      // The place itself, where it is one of these texts: so no two places have one text, and the example needs no link.
      const spelt = truthsOf(machines, real).join() === truths.join() ? real : text;
      const path = resolveOperand(cwd, spelt);
      return path === null ? [] : [{ text: spelt, said: letter, fact: { kind: "path", path, real } }];
    });
  });
  return letters.length > most.letters ? { undecided: "the conditions on arguments have too many combinations" } : letters;
};

/** How far a rule has come: the steps that may take the next argument, for certain and perhaps. */
interface Walk {
  readonly rule: CompiledArgv;
  readonly sure: readonly number[];
  readonly perhaps: readonly number[];
}

const advance = (rule: CompiledArgv, steps: readonly number[], takes: (token: CompiledToken) => boolean): readonly number[] => {
  const next = new Set<number>();
  for (const index of steps) {
    const step = rule.steps[index];
    if (step !== undefined && takes(step.token)) for (const it of step.next) next.add(it);
  }
  return [...next].sort((a, b) => a - b);
};

const onward = ({ rule, sure, perhaps }: Walk, { said }: Letter): Walk => ({
  rule,
  sure: advance(rule, sure, (token) => said.get(token) === "holds"),
  perhaps: advance(rule, perhaps, (token) => said.get(token) !== "fails"),
});

const saidBy = ({ rule, sure, perhaps }: Walk): Said => (sure.includes(rule.steps.length) ? "holds" : perhaps.includes(rule.steps.length) ? "unknown" : "fails");

/** `rules` are those about one program; each has a condition on arguments or none, which holds of every vector. */
export const argvClasses = (rules: readonly ComparedRule[], barredTo: (rule: ComparedRule) => readonly string[]): readonly ArgvClass[] | Undecided => {
  // A token may stand in many steps, as those of `flags` do.
  const used = [...new Map(rules.flatMap((it) => (it.rule.exec?.argv?.steps ?? []).map(({ token }) => [token, { token, barred: barredTo(it) } satisfies Used] as const))).values()];
  const directories = new Set(rules.filter(({ rule }) => rule.exec?.argv?.steps.some(({ token }) => token.kind === "path") === true).map(({ rule }) => rule.exec?.cwd ?? ""));
  if (directories.size > 1) return { undecided: "rules about one program see relative paths from different directories" };
  const letters = lettersOf(used, [...directories][0] ?? "/");
  if ("undecided" in letters) return letters;
  const found = new Map<string, ArgvClass>();
  const seen = new Set<string>();
  // Null for a rule without a condition on arguments.
  const waiting: { readonly walks: readonly (Walk | null)[]; readonly word: readonly Letter[] }[] = [];
  const visit = (walks: readonly (Walk | null)[], word: readonly Letter[]): void => {
    const key = walks.map((it) => `${it?.sure.join()}|${it?.perhaps.join()}`).join(";");
    if (seen.has(key)) return;
    seen.add(key);
    waiting.push({ walks, word });
    const said = walks.map((it): Said => (it === null ? "holds" : saidBy(it)));
    if (found.has(said.join())) return;
    const facts = new Map(word.flatMap(({ fact }) => (fact?.kind === "path" ? [[fact.path, fact] as const] : [])));
    found.set(said.join(), { said, argv: word.map(({ text }) => text), facts: [...facts.values()] });
  };
  visit(rules.map(({ rule: { exec } }) => (exec === null || exec.argv === null ? null : { rule: exec.argv, sure: exec.argv.start, perhaps: exec.argv.start })), []);
  // Grows while it is walked.
  for (const { walks, word } of waiting) {
    if (seen.size > most.states) return { undecided: "the argument vectors have too many combinations" };
    for (const letter of letters) visit(walks.map((it) => (it === null ? null : onward(it, letter))), [...word, letter]);
  }
  return [...found.values()];
};
