// What each rule can say to an argument vector, and how it takes each argument: a search through the automata of the rules all at once.
// Vectors are words over letters.
import type { Fact } from "../fact.ts";
import type { CompiledArgv, CompiledToken } from "../policy/compiled-policy.ts";
import { lettersOf, type Letter, type PathFact, type Used } from "./argv-letters.ts";
import { nameOf, type Compared, type ComparedRule, type Said, type Undecided } from "./case.ts";

export interface ArgvClass {
  readonly said: readonly Said[];
  /** Rules of one number give the program the same arguments, if it runs in the same directory. */
  readonly taken: readonly number[];
  readonly argv: readonly string[];
  readonly facts: readonly Fact[];
}

/** Beyond it nothing is claimed (G10). */
const mostStates = 20_000;

/** A step that may take the next argument, and how the ones before it were taken: one number for those that were taken alike. */
interface Thread {
  readonly at: number;
  readonly reading: number;
}

/** Steps that may take the next argument, for certain and perhaps; of the former the one that `firstReading` prefers is first. */
interface Walk {
  readonly sure: readonly Thread[];
  readonly perhaps: readonly number[];
}

/** What becomes of an argument, as far as a grant shows it, or flow rules ask. */
type Taking = "as it is" | "as a place" | "as a word of the rule";

interface Reader {
  readonly argv: CompiledArgv;
  readonly takingOf: (token: CompiledToken) => Taking;
}

const readerOf = ({ rule: { exec }, effect }: ComparedRule, pinsCount: boolean): Reader | null => {
  const argv = exec?.argv ?? null;
  if (argv === null) return null;
  const takingOf = ({ kind }: CompiledToken): Taking => {
    if (effect === "deny") return "as it is";
    if (kind === "path") return "as a place";
    return pinsCount && (kind === "literal" || kind === "oneOf") ? "as a word of the rule" : "as it is";
  };
  return { argv, takingOf };
};

const advance = (rule: CompiledArgv, steps: readonly number[], takes: (token: CompiledToken) => boolean): readonly number[] => {
  const next = new Set<number>();
  for (const index of steps) {
    const step = rule.steps[index];
    if (step !== undefined && takes(step.token)) for (const it of step.next) next.add(it);
  }
  return [...next];
};

/** Of two ways to one step the preferred one is kept: whatever follows, it stays preferred. */
const advanceThreads = ({ argv, takingOf }: Reader, threads: readonly Thread[], holds: (token: CompiledToken) => boolean, readingOf: (before: number, taking: Taking) => number): readonly Thread[] => {
  const next = new Map<number, Thread>();
  for (const { at, reading } of threads) {
    const step = argv.steps[at];
    if (step === undefined || !holds(step.token)) continue;
    const after = readingOf(reading, takingOf(step.token));
    for (const it of step.next) if (!next.has(it)) next.set(it, { at: it, reading: after });
  }
  return [...next.values()];
};

/** Numbers in the order of their first coming, so that equal states have equal names. */
const numbering = (): ((before: number, taking: Taking | null) => number) => {
  const numbers = new Map<string, number>();
  return (before, taking) => {
    const name = `${before} ${taking}`;
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  };
};

interface End {
  readonly said: Said;
  /** Of the way by which it ends; null where no grant speaks of it. */
  readonly reading: number | null;
}

const endOf = (reader: Reader | null, { sure, perhaps }: Walk): End => {
  if (reader === null) return { said: "holds", reading: null };
  const end = reader.argv.steps.length;
  const way = sure.find(({ at }) => at === end);
  if (way !== undefined) return { said: "holds", reading: way.reading };
  return { said: perhaps.includes(end) ? "unknown" : "fails", reading: null };
};

interface Example {
  readonly argv: readonly string[];
  readonly facts: readonly PathFact[];
}

/** With links as far as no text then has two meanings. */
const spellWith = (linked: boolean, word: readonly Letter[]): Example => {
  const facts: PathFact[] = [];
  const placeOf = (path: string): PathFact | undefined => facts.find((it) => it.path === path);
  const argv = word.map(({ plain, linked: link }) => {
    const isFree = link.facts.every(({ path, real }) => {
      const known = placeOf(path);
      return known === undefined || known.real === real;
    });
    const { text, facts: more } = linked && isFree ? link : plain;
    // A place that would have to lead to two is kept so: nobody takes that for an example.
    for (const it of more) if (placeOf(it.path)?.real !== it.real) facts.push(it);
    return text;
  });
  return { argv, facts };
};

const hasOneMeaning = ({ facts }: Example): boolean => new Set(facts.map(({ path }) => path)).size === facts.length;

/** The example of a state: with links where rules hand on different arguments. */
const spell = (word: readonly Letter[], linked: boolean): Example => {
  const example = spellWith(linked, word);
  return hasOneMeaning(example) ? example : spellWith(false, word);
};

const many: Undecided = { undecided: "the argument vectors have too many combinations" };

const ended: Walk = { sure: [], perhaps: [] };

/** `rules` are those about one program; each has a condition on arguments or none, which holds of every vector. */
export const argvClasses = (rules: readonly ComparedRule[], barredTo: (rule: ComparedRule) => readonly string[], { pinsCount, realPaths, work }: Pick<Compared, "pinsCount" | "realPaths" | "work">): readonly ArgvClass[] | Undecided => {
  // A token may stand in many steps, as those of `flags` do.
  const used = rules.flatMap((it) => (it.rule.exec?.argv?.steps ?? []).map(({ token }) => [token, { token, barred: barredTo(it), cwd: it.rule.exec?.cwd ?? "/" } satisfies Used] as const));
  const letters = lettersOf([...new Map(used).values()], realPaths, work);
  if ("undecided" in letters) return letters;
  const readers = rules.map((it) => readerOf(it, pinsCount));
  const found = new Map<string, ArgvClass>();
  const seen = new Set<string>();
  const waiting: { readonly walks: readonly Walk[]; readonly word: readonly Letter[] }[] = [];
  const visit = (walks: readonly Walk[], before: readonly Letter[], letter?: Letter): void => {
    const key = walks.map(({ sure, perhaps }) => `${sure.map(({ at, reading }) => `${at}:${reading}`).join()}|${perhaps.join()}`).join(";");
    if (seen.has(key)) return;
    seen.add(key);
    const word = letter === undefined ? before : [...before, letter];
    waiting.push({ walks, word });
    const number = numbering();
    const ends = readers.map((reader, index) => endOf(reader, walks[index] ?? ended));
    const said = ends.map((it) => it.said);
    const taken = ends.map(({ reading }) => (reading === null ? -1 : number(reading, null)));
    const name = nameOf({ said, taken });
    if (!found.has(name)) found.set(name, { said, taken, ...spell(word, Math.max(...taken) > 0) });
  };
  visit(
    readers.map((it) => (it === null ? ended : { sure: it.argv.start.map((at) => ({ at, reading: 0 })), perhaps: it.argv.start })),
    [],
  );
  // It grows while it is read.
  for (const { walks, word } of waiting) {
    if (seen.size > mostStates) return many;
    for (const letter of letters) {
      const readingOf = numbering();
      const next = readers.map((it, index): Walk => {
        const walk = walks[index] ?? ended;
        if (it === null) return ended;
        return {
          sure: advanceThreads(it, walk.sure, (token) => letter.said.get(token) === "holds", readingOf),
          perhaps: advance(it.argv, walk.perhaps, (token) => letter.said.get(token) !== "fails"),
        };
      });
      visit(next, word, letter);
      if (!work.spend(next.reduce((sum, { sure, perhaps }) => sum + sure.length + perhaps.length, walks.length + word.length))) return many;
    }
  }
  return [...found.values()];
};
