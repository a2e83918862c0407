import { argumentAt } from "./argument-pointer.ts";
import type { Call } from "./decision.ts";
import { factAboutPath, type Fact } from "./fact.ts";
import type { Subject } from "./judge/subject.ts";
import type { CompiledCapability, CompiledRule, RuleIndex, RuleSet } from "./policy/compiled-policy.ts";
import { directoriesOf, resolvePath } from "./path.ts";
import { isScalar } from "./policy/rule-index.ts";
import { originOf } from "./web-url.ts";

/**
 * The rules about the program that a call names; of any other capability, all of them. About a program of which no rule speaks are
 * the deny rules that name none.
 */
export const programRulesFor = (block: CompiledCapability, subject: Subject): RuleSet => {
  const { index } = block;
  if (index.kind !== "program" || subject.kind !== "exec") return block;
  return subject.bin === null ? index.unknown : withOthers(index.sets.get(subject.bin), index.otherwise);
};

/** The rules that can hold of a call. Those that are left out would fail. */
export const rulesFor = (block: CompiledCapability, subject: Subject, { args }: Call, facts: readonly Fact[]): RuleSet => {
  const { index } = block;
  switch (index.kind) {
    case "none":
    case "program":
      return programRulesFor(block, subject);
    case "argument": {
      const value = argumentAt(args, index.pointer);
      if (value === undefined) return index.unknown;
      return withOthers(isScalar(value) ? index.sets.get(value) : undefined, index.otherwise);
    }
    case "origin":
      if (subject.kind !== "url") return block;
      return withOthers(subject.url === null ? undefined : index.sets.get(originOf(subject.url)), index.otherwise);
    case "root": {
      const real = subject.kind === "path" ? factAboutPath(facts, subject.path) : null;
      // What is not told in the one form that can be compared is not known.
      return real === null || resolvePath("/", real) !== real ? index.unknown : rulesUnder(index, real);
    }
  }
};

const rulesUnder = ({ sets, otherwise }: Extract<RuleIndex, { kind: "root" }>, real: string): RuleSet =>
  directoriesOf(real).reduce((rules, directory) => withOthers(sets.get(directory), rules), otherwise);

const withOthers = (set: RuleSet | undefined, others: RuleSet): RuleSet =>
  set === undefined ? others : { allow: merge(set.allow, others.allow), deny: merge(set.deny, others.deny) };

/** Two lists in the order of the file as one; a rule that stands in both stands in it once. */
const merge = (a: readonly CompiledRule[], b: readonly CompiledRule[]): readonly CompiledRule[] => {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const all: CompiledRule[] = [];
  let left = 0;
  let right = 0;
  for (let one = a[left], other = b[right]; one !== undefined || other !== undefined; one = a[left], other = b[right]) {
    const isFirst = one !== undefined && (other === undefined || one.place <= other.place);
    if (isFirst) left += 1;
    if (other !== undefined && (one === undefined || other.place <= one.place)) right += 1;
    const next = isFirst ? one : other;
    if (next !== undefined) all.push(next);
  }
  return all;
};
