// The automaton of Aho and Corasick over UTF-16 units, in flat arrays: eleven bytes for a unit of a form, and an object only where forms part.
//
//   node   = a beginning of a form; 0 is the empty one. A form's nodes are numbered one after another, so that its next unit is looked
//            for in the next node, and only where two forms part is a branch kept
//   fail   = the longest proper ending of a node that is itself a node
//   output = the longest form with which a node ends
//
// The adversary is a long text made to be slow on many secrets: each unit costs one step, and as many steps back as it took forth.

export interface FormAutomaton {
  /** The node after one more unit. */
  readonly advance: (node: number, unit: number) => number;
  /** Which of the forms, by its place among them; -1 for none. */
  readonly output: (node: number) => number;
  readonly depth: (node: number) => number;
  readonly longest: number;
}

const units = 65_536;
/** What is known of a node beside its numbers. */
const continues = 1;
const branches = 2;

interface Nodes {
  count: number;
  /** The unit that leads to a node. */
  readonly unit: Uint16Array;
  readonly flags: Uint8Array;
  readonly output: Int32Array;
  /** Of nodes that do not go on from the one before them: whose child each is, and how deep. */
  readonly starts: Map<number, { readonly parent: number; readonly depth: number }>;
  /** Children other than the next node, by node and unit. */
  readonly branch: Map<number, number>;
  /** Children of the empty beginning, by unit. */
  readonly roots: Uint32Array;
}

const plant = (forms: readonly string[]): Nodes => {
  let length = 1;
  let most = 0;
  for (const form of forms) {
    length += form.length;
    most = Math.max(most, form === "" ? 0 : form.charCodeAt(0));
  }
  const nodes: Nodes = {
    count: 1, unit: new Uint16Array(length), flags: new Uint8Array(length), output: new Int32Array(length).fill(-1),
    starts: new Map(), branch: new Map(), roots: new Uint32Array(most + 1),
  };
  for (const [index, form] of forms.entries()) plantForm(nodes, form, index);
  return nodes;
};

const goesOn = ({ flags }: Nodes, node: number): boolean => ((flags[node] ?? 0) & continues) !== 0;

const childOf = (nodes: Nodes, node: number, unit: number): number => {
  if (node === 0) return nodes.roots[unit] ?? 0;
  const next = node + 1;
  if (nodes.unit[next] === unit && goesOn(nodes, next)) return next;
  return ((nodes.flags[node] ?? 0) & branches) === 0 ? 0 : (nodes.branch.get(node * units + unit) ?? 0);
};

const addChild = (nodes: Nodes, parent: number, unit: number, depth: number): number => {
  const { flags, starts, branch, roots } = nodes;
  const child = nodes.count;
  nodes.count += 1;
  nodes.unit[child] = unit;
  if (parent !== 0 && child === parent + 1) flags[child] = continues;
  else {
    starts.set(child, { parent, depth });
    if (parent === 0) roots[unit] = child;
    else {
      flags[parent] = (flags[parent] ?? 0) | branches;
      branch.set(parent * units + unit, child);
    }
  }
  return child;
};

const plantForm = (nodes: Nodes, form: string, index: number): void => {
  if (form === "") return;
  let node = 0;
  for (let at = 0; at < form.length; at += 1) {
    const unit = form.charCodeAt(at);
    node = childOf(nodes, node, unit) || addChild(nodes, node, unit, at + 1);
  }
  if (nodes.output[node] === -1) nodes.output[node] = index;
};

const depthOf = (nodes: Nodes, node: number): number => {
  let first = node;
  while (goesOn(nodes, first)) first -= 1;
  return node - first + (nodes.starts.get(first)?.depth ?? 0);
};

/** Shallow ones first: what a node fails to is shallower than itself. */
const byDepth = (nodes: Nodes, longest: number): Uint32Array => {
  const { count, starts } = nodes;
  const eachDepth = (tell: (node: number, depth: number) => void): void => {
    let depth = 0;
    for (let node = 0; node < count; node += 1) {
      depth = goesOn(nodes, node) ? depth + 1 : (starts.get(node)?.depth ?? 0);
      tell(node, depth);
    }
  };
  // Where the nodes of each depth begin, and then where the next of them comes.
  const places = new Uint32Array(longest + 2);
  eachDepth((_, depth) => (places[depth + 1] = (places[depth + 1] ?? 0) + 1));
  for (let depth = 1; depth < places.length; depth += 1) places[depth] = (places[depth] ?? 0) + (places[depth - 1] ?? 0);
  const order = new Uint32Array(count);
  eachDepth((node, depth) => {
    const place = places[depth] ?? 0;
    order[place] = node;
    places[depth] = place + 1;
  });
  return order;
};

const failsOf = (nodes: Nodes, longest: number): Uint32Array => {
  const { unit: unitOf, output, starts } = nodes;
  const fails = new Uint32Array(nodes.count);
  for (const node of byDepth(nodes, longest)) {
    const parent = goesOn(nodes, node) ? node - 1 : (starts.get(node)?.parent ?? 0);
    if (parent === 0) continue;
    const unit = unitOf[node] ?? 0;
    let from = fails[parent] ?? 0;
    let fail = childOf(nodes, from, unit);
    while (fail === 0 && from !== 0) {
      from = fails[from] ?? 0;
      fail = childOf(nodes, from, unit);
    }
    fails[node] = fail;
    if (output[node] === -1) output[node] = output[fail] ?? -1;
  }
  return fails;
};

export const createFormAutomaton = (forms: readonly string[]): FormAutomaton => {
  const nodes = plant(forms);
  const longest = forms.reduce((most, form) => Math.max(most, form.length), 0);
  const fails = failsOf(nodes, longest);
  const { output, roots } = nodes;
  return {
    advance: (from, unit) => {
      for (let node = from; node !== 0; node = fails[node] ?? 0) {
        const next = childOf(nodes, node, unit);
        if (next !== 0) return next;
      }
      return roots[unit] ?? 0;
    },
    output: (node) => output[node] ?? -1,
    depth: (node) => depthOf(nodes, node),
    longest,
  };
};
