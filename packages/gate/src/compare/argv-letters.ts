// FC-POL-0002: the letters of which argument vectors are made up. A letter is a class of arguments that all tokens of all rules treat
// alike, together with the class of places to which it leads, which the host decides freely.
import type { Fact } from "../fact.ts";
import { judgePath } from "../judge/path-scope.ts";
import { resolveOperand } from "../path.ts";
import type { CompiledToken } from "../policy/compiled-policy.ts";
import type { Said, Undecided } from "./case.ts";
import { integerNode } from "./integer-node.ts";
import { automatonMachine, nodeMachine, textsMachine, type Machine } from "./machine.ts";
import { pathClasses, type UsedScope } from "./path-cases.ts";
import { isPlausible } from "./plausible-facts.ts";
import { textClasses, truthsOf, type TextClass } from "./text-classes.ts";
import { absolutes, anyText, dots, operands } from "./universes.ts";
import type { Work } from "./work.ts";

export type PathFact = Extract<Fact, { kind: "path" }>;

export interface Spelling {
  readonly text: string;
  readonly facts: readonly PathFact[];
}

export interface Letter {
  /** By token. */
  readonly said: ReadonlyMap<CompiledToken, Said>;
  /** With no link where it can be: then no two places have one text either. */
  readonly plain: Spelling;
  /** As something else that leads there: only then is it seen that a rule hands on the place. */
  readonly linked: Spelling;
}

/** Beyond it nothing is claimed (G10). */
const mostLetters = 400;

type PathToken = Extract<CompiledToken, { kind: "path" }>;

/** Null where it would be too large. */
const machineOf = (token: Exclude<CompiledToken, PathToken>): Machine | null => {
  switch (token.kind) {
    case "literal":
      return textsMachine([token.text]);
    case "oneOf":
      return textsMachine(token.texts);
    case "int":
      return nodeMachine(integerNode(token.range));
    case "pattern":
      return automatonMachine(token.automaton);
    case "any":
      return anyText;
  }
};

/** A token of some rule, with what is barred to that rule, and from where it sees relative paths. */
export interface Used {
  readonly token: CompiledToken;
  readonly barred: readonly string[];
  readonly cwd: string;
}

interface UsedPath extends Used {
  readonly token: PathToken;
}

const isPath = (it: Used): it is UsedPath => it.token.kind === "path";

interface Lead {
  readonly said: readonly (readonly [CompiledToken, Said])[];
  /** By directory; null where it cannot be resolved. */
  readonly reals: ReadonlyMap<string, string | null>;
}

/** Where one text may lead, seen from these directories at once: nowhere at first. None where a bound is reached. */
const leadsOf = (paths: readonly UsedPath[], directories: readonly string[], work: Work): readonly Lead[] => {
  const found = new Map<string, Lead>();
  for (const { said, real } of pathClasses(paths.map(({ token: { scope }, barred }): UsedScope => ({ scope, barred })), work) ?? []) {
    const lead: Lead = { said: paths.map(({ token }, index) => [token, said[index] ?? "unknown"]), reals: new Map(directories.map((it) => [it, real])) };
    // Under which root a path lies, a vector does not show.
    if (!found.has(said.join())) found.set(said.join(), lead);
  }
  return [...found.values()];
};

/** A relative text leads to a place of its own from each directory. */
const product = (all: readonly (readonly Lead[])[]): readonly Lead[] =>
  all.reduce<readonly Lead[]>((leads, more) => leads.flatMap((one) => more.map((other) => ({ said: [...one.said, ...other.said], reals: new Map([...one.reals, ...other.reals]) }))), [{ said: [], reals: new Map() }]);

/** As a program sees it from each of the directories. */
const spell = (text: string, directories: readonly string[], realOf: (cwd: string, path: string) => string | null): Spelling => ({
  text,
  facts: directories.flatMap((cwd) => {
    const path = resolveOperand(cwd, text);
    return path === null ? [] : [{ kind: "path", path, real: realOf(cwd, path) } as const];
  }),
});

export const lettersOf = (used: readonly Used[], realPaths: readonly string[], work: Work): readonly Letter[] | Undecided => {
  const texts = used.flatMap(({ token }) => (token.kind === "path" ? [] : [{ token, machine: machineOf(token) }]));
  const known = texts.flatMap(({ token, machine }) => (machine === null ? [] : [{ token, machine }]));
  if (known.length < texts.length) return { undecided: "a list of arguments is too long to be compared" };
  const paths = used.filter(isPath);
  const directories = [...new Set(paths.map(({ cwd }) => cwd))];
  // Whether a text is absolute counts where there are several directories; that it is dots alone, for the example.
  const machines = [...known.map(({ machine }) => machine), operands, ...(directories.length > 1 ? [absolutes] : []), ...(directories.length > 0 ? [dots] : [])];
  const classes = textClasses(machines, anyText, work);
  const together = leadsOf(paths, directories, work);
  const apart = directories.map((cwd) => leadsOf(paths.filter((it) => it.cwd === cwd), [cwd], work));
  const many: Undecided = { undecided: "the conditions on arguments have too many combinations" };
  if (classes === null || together.length === 0) return many;
  /** What is no path leads nowhere. */
  const choose = <T>({ truths, text }: TextClass, nowhere: T, absolute: T, relative: T): T => (truths[known.length] !== true ? nowhere : text.startsWith("/") ? absolute : relative);
  const ways = apart.reduce((count, leads) => count * leads.length, 1);
  const count = classes.reduce((sum, it) => sum + choose(it, 1, together.length, ways), 0);
  // Each letter says something of each token, and is held against the real paths.
  if (count > mostLetters || !work.spend(count * (used.length + realPaths.length))) return many;
  const relative = product(apart);
  const letters = classes.flatMap((it): readonly (Letter & { readonly rank: number })[] => {
    const { truths, text } = it;
    const byText = known.map(({ token }, index): readonly [CompiledToken, Said] => [token, truths[index] === true ? "holds" : "fails"]);
    const natural = spell(text, directories, (_cwd, path) => path);
    const withoutLinks = new Map<CompiledToken, Said>(paths.map(({ token, barred, cwd }) => [token, judgePath(token.scope, "", text, resolveOperand(cwd, text), { facts: natural.facts, barred }).result]));
    return choose(it, relative.slice(0, 1), together, relative).map((lead) => {
      const said = new Map([...byText, ...lead.said]);
      const linked = spell(text, directories, (cwd) => lead.reals.get(cwd) ?? null);
      if (lead.said.every(([token, told]) => withoutLinks.get(token) === told)) {
        // Of an absolute path only a link shows that it is handed on. An empty text or an option is not what a person would try first.
        return { said, plain: natural, linked: natural.facts[0]?.path === text ? linked : natural, rank: choose(it, 1, 0, 0) };
      }
      const [real] = lead.reals.values();
      const isItself = typeof real === "string" && truthsOf(machines, real).join() === truths.join();
      const plain = isItself ? spell(real, directories, (_cwd, path) => path) : linked;
      return { said, plain, linked, rank: isPlausible(plain.facts, realPaths) ? 1 : 2 };
    });
  });
  return letters.toSorted((a, b) => a.rank - b.rank);
};
