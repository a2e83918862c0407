import { argumentAt } from "./argument-pointer.ts";
import type { Call } from "./decision.ts";
import { factAboutPath, type Fact } from "./fact.ts";
import type { Subject } from "./judge/subject.ts";
import type { CompiledCapability, CompiledRule, RuleIndex, RuleSet } from "./policy/compiled-policy.ts";
import { resolvePath } from "./path.ts";
import { isScalar } from "./policy/rule-index.ts";
import { originOf } from "./web-url.ts";

const none: RuleSet = Object.freeze({ allow: Object.freeze([]), deny: Object.freeze([]) });

/**
 * The rules about the program that a call names; of any other capability, all of them. A call that names no program, or one of
 * which no rule speaks, is about none.
 */
export const programRulesFor = (block: CompiledCapability, subject: Subject): RuleSet => {
  if (block.index.kind !== "program" || subject.kind !== "exec") return block;
  return (subject.bin === null ? undefined : block.index.sets.get(subject.bin)) ?? none;
};

/** The rules that can hold of a call. Those that are left out would fail. */
export const rulesFor = (block: CompiledCapability, subject: Subject, { args }: Call, facts: readonly Fact[]): RuleSet => {
  const { index } = block;
  switch (index.kind) {
    case "none":
      return block;
    case "program":
      return programRulesFor(block, subject);
    case "argument": {
      const value = argumentAt(args, index.pointer);
      if (value === undefined) return index.unknown;
      return (isScalar(value) ? index.sets.get(value) : undefined) ?? index.otherwise;
    }
    case "origin":
      if (subject.kind !== "url") return block;
      return (subject.url === null ? undefined : index.sets.get(originOf(subject.url))) ?? index.otherwise;
    case "root": {
      const real = subject.kind === "path" && subject.path !== null ? factAboutPath(facts, subject.path) : null;
      // What is not told in the one form that can be compared is not known.
      return real === null || resolvePath("/", real) !== real ? index.unknown : rulesUnder(index, real);
    }
  }
};

/** In the order of the file, each rule once. */
const inOrder = (rules: readonly CompiledRule[], places: ReadonlyMap<CompiledRule, number>): readonly CompiledRule[] =>
  rules.length < 2 ? rules : [...new Set(rules)].sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));

const rulesUnder = ({ sets, otherwise, places }: Extract<RuleIndex, { kind: "root" }>, real: string): RuleSet => {
  const found: RuleSet[] = [];
  for (let at = real; ; at = at.slice(0, at.lastIndexOf("/"))) {
    const set = sets.get(at === "" ? "/" : at);
    if (set !== undefined) found.push(set);
    if (at === "" || at === "/") break;
  }
  const [only] = found;
  if (only === undefined) return otherwise;
  if (found.length === 1 && otherwise.deny.length === 0) return only;
  return {
    allow: inOrder(found.flatMap((it) => it.allow), places),
    deny: inOrder([...found.flatMap((it) => it.deny), ...otherwise.deny], places),
  };
};
