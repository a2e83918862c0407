// One requirement is one line:
//
//   - **FC-PROTO-0001.R7~1** (MUST) sentence with that word. *Shown by:* vector, test. *Guarantee:* G3, G7.
//
// id = specification ".R" number "~" revision; word = RFC 2119; methods = vector | test | model | inspection;
// the guarantees (G1..G12) may be left out.

export const levels = ["MUST", "MUST NOT", "SHOULD", "SHOULD NOT", "MAY"] as const;
export type Level = (typeof levels)[number];

export const methods = ["vector", "test", "model", "inspection"] as const;
export type Method = (typeof methods)[number];

export interface Requirement {
  /** `FC-PROTO-0001.R7`, without the revision: what others cite. */
  readonly id: string;
  readonly specification: string;
  readonly number: number;
  readonly revision: number;
  readonly level: Level;
  readonly sentence: string;
  readonly shownBy: readonly Method[];
  readonly guarantees: readonly string[];
  readonly file: string;
  readonly line: number;
}

export type ParsedRequirement =
  | { readonly ok: true; readonly requirement: Requirement }
  | { readonly ok: false; readonly problems: readonly string[] };

const lastGuarantee = 12;

/** True of every line that means to be a requirement, well-formed or not, so that none is lost by a slip of the pen. */
export const looksLikeRequirement = (text: string): boolean => /^\s*(?:[-*+]\s+)?\*\*FC-/.test(text);

const isLevel = (text: string): text is Level => levels.some((level) => level === text);
const isMethod = (text: string): text is Method => methods.some((method) => method === text);
const isGuarantee = (text: string): boolean => /^G[1-9]\d?$/.test(text) && Number(text.slice(1)) <= lastGuarantee;

const list = (text: string): readonly string[] => text.split(",").map((part) => part.trim());

/** MUST is not shown by a sentence that only says MUST NOT. */
const says = (sentence: string, level: Level): boolean =>
  (level.endsWith("NOT") ? new RegExp(`\\b${level}\\b`) : new RegExp(`\\b${level}\\b(?! NOT)`)).test(sentence);

export const parseRequirement = (text: string, file: string, line: number): ParsedRequirement => {
  const head = /^- \*\*(FC-[A-Z]+-\d{4})\.R([1-9]\d*)~([1-9]\d*)\*\* (.*)$/.exec(text);
  if (head === null) {
    return { ok: false, problems: ["a requirement begins with `- **FC-DOMAIN-0000.R1~1** (WORD)`"] };
  }
  const [, specification = "", number = "", revision = "", rest = ""] = head;
  const id = `${specification}.R${number}`;
  const problems: string[] = [];

  const body = /^(?:\(([^)]*)\) )?(.*?)(?: ?\*Shown by:\* ([^*]*?)\.)?(?: \*Guarantee:\* ([^*]*)\.)?$/.exec(rest);
  const [, word = "", sentence = "", shown = "", guaranteed] = body ?? [];

  if (!isLevel(word)) problems.push(`${id} has no word of RFC 2119 in parentheses (one of ${levels.join(", ")})`);
  else if (!says(sentence, word)) problems.push(`${id} is marked ${word}, and its sentence does not say so`);

  if (!/^\S.*\.$/.test(sentence)) problems.push(`${id} has no sentence that ends in a full stop`);

  const shownBy = shown === "" ? [] : list(shown);
  if (shownBy.length === 0) problems.push(`${id} does not say how it is shown (*Shown by:* ${methods.join(" | ")}.)`);
  for (const method of shownBy) if (!isMethod(method)) problems.push(`${id} is shown by "${method}", which is none of ${methods.join(", ")}`);

  const guarantees = guaranteed === undefined ? [] : list(guaranteed);
  for (const name of guarantees) if (!isGuarantee(name)) problems.push(`${id} names the guarantee "${name}"; there are G1 to G${lastGuarantee}`);

  if (problems.length > 0 || !isLevel(word)) return { ok: false, problems };
  return {
    ok: true,
    requirement: {
      id,
      specification,
      number: Number(number),
      revision: Number(revision),
      level: word,
      sentence,
      shownBy: shownBy.filter(isMethod),
      guarantees,
      file,
      line,
    },
  };
};
