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
import { textClasses, truthsOf } from "./text-classes.ts";
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

const never: Machine = { start: [], next: () => [], accepts: () => false, bounds: [] };

/** Null for a token that speaks of where the text leads; undefined where the machine is too large. */
const machineOf = (token: CompiledToken): Machine | null | undefined => {
  switch (token.kind) {
    case "literal":
      return textsMachine([token.text]) ?? undefined;
    case "oneOf":
      return textsMachine(token.texts) ?? undefined;
    case "int": {
      const node = integerNode(token.range);
      return node === null ? never : (nodeMachine(node) ?? undefined);
    }
    case "pattern":
      return automatonMachine(token.automaton);
    case "any":
      return anyText;
    case "path":
      return null;
  }
};

/** A token of some rule, with what is barred to that rule, and from where it sees relative paths. */
export interface Used {
  readonly token: CompiledToken;
  readonly barred: readonly string[];
  readonly cwd: string;
}

interface Lead {
  readonly said: readonly (readonly [CompiledToken, Said])[];
  /** By directory; null where it cannot be resolved. */
  readonly reals: ReadonlyMap<string, string | null>;
}

/** Where one text may lead, seen from these directories at once. */
const leadsOf = (used: readonly Used[], directories: readonly string[], work: Work): readonly Lead[] | null => {
  const places = used.flatMap(({ token, barred }) => (token.kind === "path" ? [{ token, scope: { scope: token.scope, barred } satisfies UsedScope }] : []));
  const found = new Map<string, Lead>();
  for (const { said, real } of pathClasses(places.map(({ scope }) => scope), work) ?? []) {
    const lead: Lead = { said: places.map(({ token }, index) => [token, said[index] ?? "unknown"]), reals: new Map(directories.map((it) => [it, real])) };
    if (!found.has(said.join())) found.set(said.join(), lead);
  }
  return found.size === 0 ? null : [...found.values()];
};

/** A relative text leads to a place of its own from each directory. */
const product = (all: readonly (readonly Lead[])[]): readonly Lead[] =>
  all.reduce<readonly Lead[]>(
    (leads, more) => (leads.length * more.length > mostLetters ? [] : leads.flatMap((one) => more.map((other) => ({ said: [...one.said, ...other.said], reals: new Map([...one.reals, ...other.reals]) })))),
    [{ said: [], reals: new Map() }],
  );

/** What a token says to a text that is the very place it names. */
const saidWithoutLinks = ({ token, barred, cwd }: Used, text: string): Said => {
  const path = resolveOperand(cwd, text);
  return token.kind !== "path" || path === null ? "unknown" : judgePath(token.scope, "", text, path, { facts: [{ kind: "path", path, real: path }], barred }).result;
};

export const lettersOf = (used: readonly Used[], realPaths: readonly string[], work: Work): readonly Letter[] | Undecided => {
  const texts = used.flatMap(({ token }) => {
    const machine = machineOf(token);
    return machine === null ? [] : [{ token, machine }];
  });
  const known = texts.flatMap(({ token, machine }) => (machine === undefined ? [] : [{ token, machine }]));
  if (known.length < texts.length) return { undecided: "a list of arguments is too long to be compared" };
  const paths = used.filter(({ token }) => token.kind === "path");
  const directories = [...new Set(paths.map(({ cwd }) => cwd))];
  // Whether a text is absolute counts where there are several directories; that it is dots alone, for the example.
  const machines = [...known.map(({ machine }) => machine), operands, ...(directories.length > 1 ? [absolutes] : []), ...(directories.length > 0 ? [dots] : [])];
  const classes = textClasses(machines, anyText, work);
  const together = leadsOf(paths, directories, work);
  const apart = directories.map((cwd) => leadsOf(paths.filter((it) => it.cwd === cwd), [cwd], work)).flatMap((it) => (it === null ? [] : [it]));
  const relative = directories.length > 1 ? product(apart) : together;
  const many: Undecided = { undecided: "the conditions on arguments have too many combinations" };
  if (classes === null || together === null || relative === null || apart.length < directories.length || relative.length === 0) return many;
  if (classes.length * Math.max(together.length, relative.length) > mostLetters * 4) return many;
  // Each letter says something of each token, and is held against all machines.
  if (!work.spend(classes.length * Math.max(together.length, relative.length) * (used.length + realPaths.length))) return many;
  const spell = (text: string, realOf: (cwd: string, path: string) => string | null): Spelling => ({
    text,
    facts: directories.flatMap((cwd) => {
      const path = resolveOperand(cwd, text);
      return path === null ? [] : [{ kind: "path", path, real: realOf(cwd, path) } as const];
    }),
  });
  const letters = classes.flatMap(({ truths, text }): readonly (Letter & { readonly rank: number })[] => {
    const byText = known.map(({ token }, index): readonly [CompiledToken, Said] => [token, truths[index] === true ? "holds" : "fails"]);
    const isOperand = truths[known.length] === true;
    const isAbsolute = directories.length > 1 && truths[known.length + 1] === true;
    const withoutLinks = new Map(paths.map((it) => [it.token, saidWithoutLinks(it, text)]));
    return (isAbsolute ? together : relative).flatMap((lead) => {
      if (!isOperand && [...lead.reals.values()].some((it) => it !== null)) return [];
      const linked = spell(text, (cwd) => lead.reals.get(cwd) ?? null);
      const said = new Map([...byText, ...lead.said]);
      if (isOperand && lead.said.every(([token, it]) => withoutLinks.get(token) === it)) {
        const natural = spell(text, (_cwd, path) => path);
        return [{ said, plain: natural, linked: natural.facts.some(({ path }) => path === text) ? linked : natural, rank: 0 }];
      }
      const [real] = lead.reals.values();
      const isItself = typeof real === "string" && truthsOf(machines, real).join() === truths.join();
      const plain = isItself ? spell(real, (_cwd, path) => path) : linked;
      return [{ said, plain, linked, rank: isPlausible(plain.facts, realPaths) ? 1 : 2 }];
    });
  });
  return letters.length > mostLetters ? many : letters.toSorted((a, b) => a.rank - b.rank);
};
