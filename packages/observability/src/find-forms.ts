// Every known form of every secret in one walk over a text, whatever their number: the automaton of Aho and Corasick, over UTF-16 units.
//
//   node   = a beginning of a form; 0 is the empty one
//   edge   = node and next unit → node
//   fail   = the longest proper ending of a node that is itself a node
//   output = the longest form with which a node ends
//
// The adversary is a long text made to be slow on many secrets: each unit costs one step, and as many steps back as it took forth.

export interface Form {
  readonly text: string;
  /** Put in its place. */
  readonly mark: string;
}

export interface Found {
  readonly from: number;
  readonly to: number;
  readonly mark: string;
}

export interface FormFinder {
  /** In the order of their ends; of those that end at one place the longest, in which the others are contained. */
  readonly find: (text: string) => readonly Found[];
  /** How many of the text's last units are the beginning of a form, or the whole of one. */
  readonly tailLength: (text: string) => number;
}

const units = 65_536;
const nothing: FormFinder = { find: () => [], tailLength: () => 0 };

interface Automaton {
  readonly edges: ReadonlyMap<number, number>;
  readonly roots: Int32Array;
  readonly depths: readonly number[];
  readonly fails: readonly number[];
  readonly outputs: readonly (Form | null)[];
}

const build = (forms: readonly Form[]): Automaton => {
  const edges = new Map<number, number>();
  const roots = new Int32Array(units);
  const depths = [0];
  const fails = [0];
  const outputs: (Form | null)[] = [null];
  const born: { readonly node: number; readonly parent: number; readonly unit: number }[] = [];
  const childOf = (parent: number, unit: number): number => {
    const known = edges.get(parent * units + unit);
    if (known !== undefined) return known;
    const node = depths.length;
    edges.set(parent * units + unit, node);
    if (parent === 0) roots[unit] = node;
    depths.push((depths[parent] ?? 0) + 1);
    fails.push(0);
    outputs.push(null);
    born.push({ node, parent, unit });
    return node;
  };
  for (const form of forms) {
    let node = 0;
    for (let at = 0; at < form.text.length; at += 1) node = childOf(node, form.text.charCodeAt(at));
    outputs[node] ??= form;
  }
  // Shallow ones first: what a node fails to is shallower than itself.
  for (const { node, parent, unit } of born.sort((a, b) => (depths[a.node] ?? 0) - (depths[b.node] ?? 0))) {
    let from = fails[parent] ?? 0;
    while (from !== 0 && !edges.has(from * units + unit)) from = fails[from] ?? 0;
    const fail = parent === 0 ? 0 : (edges.get(from * units + unit) ?? 0);
    fails[node] = fail;
    outputs[node] ??= outputs[fail] ?? null;
  }
  return { edges, roots, depths, fails, outputs };
};

const advance = ({ edges, roots, fails }: Automaton, from: number, unit: number): number => {
  for (let node = from; node !== 0; node = fails[node] ?? 0) {
    const next = edges.get(node * units + unit);
    if (next !== undefined) return next;
  }
  return roots[unit] ?? 0;
};

export const createFormFinder = (forms: readonly Form[]): FormFinder => {
  const written = forms.filter(({ text }) => text !== "");
  if (written.length === 0) return nothing;
  const automaton = build(written);
  const longest = automaton.depths.reduce((most, depth) => Math.max(most, depth), 0);
  const { depths, outputs } = automaton;
  return {
    find: (text) => {
      const found: Found[] = [];
      let node = 0;
      for (let at = 0; at < text.length; at += 1) {
        node = advance(automaton, node, text.charCodeAt(at));
        const output = outputs[node];
        if (output) found.push({ from: at + 1 - output.text.length, to: at + 1, mark: output.mark });
      }
      return found;
    },
    tailLength: (text) => {
      let node = 0;
      for (let at = Math.max(0, text.length - longest); at < text.length; at += 1) node = advance(automaton, node, text.charCodeAt(at));
      return depths[node] ?? 0;
    },
  };
};
