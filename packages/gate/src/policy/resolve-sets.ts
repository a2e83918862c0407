// FC-POL-0002: named sets. In one pass over the document each place that names a set gets its texts, so that nothing after it (the
// compiler, the questions to the host, the index, the comparison of two policies) has to know that there are sets.
import { fault, formatPointer, type Fault, type FaultPosition } from "@femtoclaw/protocol";
import { nearest } from "./nearest.ts";
import type { ArgvElement, CapabilityPolicy, Named, PathScope, PolicyDocument, Predicate, Rule, WrittenDocument } from "./policy-document.ts";

/** Texts that stand for sets, in all (G10): a document could name a long set as often as it has lines. */
const mostTexts = 65_536;
/** As many as may be written there. */
const most = { choices: 1_024, places: 64 } as const;

/** The list as written, or the texts of the set that it names. */
type Texts = <T>(written: readonly T[] | Named, pointer: string, most: number) => readonly (T | string)[];

export interface Resolution {
  readonly document: PolicyDocument;
  /** At the place that names the set: it is there that something else was expected. */
  readonly faults: readonly Fault[];
  /** Names of sets that nothing names. */
  readonly unused: readonly string[];
}

const inScope = (it: PathScope<Named>, at: string, texts: Texts): PathScope => ({
  within: typeof it.within === "string" ? it.within : texts(it.within, `${at}/within`, most.places),
  ...(it.not === undefined ? {} : { not: texts(it.not, `${at}/not`, most.places) }),
});

const inElement = (it: ArgvElement<Named>, at: string, texts: Texts): ArgvElement => {
  if (typeof it === "string") return it;
  const { oneOf, path, optional, many, flags, ...others } = it;
  return {
    ...others,
    ...(oneOf === undefined ? {} : { oneOf: texts(oneOf, `${at}/oneOf`, most.choices) }),
    ...(path === undefined ? {} : { path: inScope(path, `${at}/path`, texts) }),
    ...(optional === undefined ? {} : { optional: inElement(optional, `${at}/optional`, texts) }),
    ...(many === undefined ? {} : { many: inElement(many, `${at}/many`, texts) }),
    ...(flags === undefined ? {} : { flags: flags.map((flag, index) => inElement(flag, `${at}/flags/${index}`, texts)) }),
  };
};

const inPredicate = (it: Predicate<Named>, at: string, texts: Texts): Predicate => {
  const { oneOf, path, cidr, ...others } = it;
  return {
    ...others,
    ...(oneOf === undefined ? {} : { oneOf: texts(oneOf, `${at}/oneOf`, most.choices) }),
    ...(path === undefined ? {} : { path: inScope(path, `${at}/path`, texts) }),
    ...(cidr === undefined ? {} : { cidr: texts(cidr, `${at}/cidr`, most.places) }),
  };
};

const inUrl = ({ addresses, ...others }: NonNullable<Rule<Named>["url"]>, at: string, texts: Texts): NonNullable<Rule["url"]> => ({
  ...others,
  ...(addresses === undefined ? {} : { addresses: texts(addresses, `${at}/addresses`, most.places) }),
});

const inRule = (rule: Rule<Named>, at: string, texts: Texts): Rule => {
  const { argv, path, url, where, ...others } = rule;
  return {
    ...others,
    ...(argv === undefined ? {} : { argv: argv.map((element, index) => inElement(element, `${at}/argv/${index}`, texts)) }),
    ...(path === undefined ? {} : { path: inScope(path, `${at}/path`, texts) }),
    ...(url === undefined ? {} : { url: inUrl(url, `${at}/url`, texts) }),
    ...(where === undefined ? {} : { where: Object.fromEntries(Object.entries(where).map(([pointer, it]) => [pointer, inPredicate(it, `${at}/where${formatPointer([pointer])}`, texts)])) }),
  };
};

const inBlock = ({ allow, deny, ...others }: CapabilityPolicy<Named>, at: string, texts: Texts): CapabilityPolicy => ({
  ...others,
  ...(allow === undefined ? {} : { allow: allow.map((rule, index) => inRule(rule, `${at}/allow/${index}`, texts)) }),
  ...(deny === undefined ? {} : { deny: deny.map((rule, index) => inRule(rule, `${at}/deny/${index}`, texts)) }),
});

export const resolveSets = ({ sets = {}, capabilities, ...others }: WrittenDocument, place: (pointer: string) => FaultPosition): Resolution => {
  const faults: Fault[] = [];
  const used = new Set<string>();
  let left = mostTexts;
  const textsOf = (name: string, pointer: string, longest: number): readonly string[] => {
    const complain = (expected: string, found: string): readonly string[] => {
      faults.push(fault("FC_POLICY_SET", expected, found, place(`${pointer}/set`)));
      return [];
    };
    used.add(name);
    const set = Object.hasOwn(sets, name) ? sets[name] : undefined;
    if (set === undefined) {
      const close = nearest(name, Object.keys(sets));
      return complain(close === null ? "the name of a set of this policy" : `the name of a set of this policy; did you mean ${close}?`, name);
    }
    if (set.length > longest) return complain(`a set of at most ${longest} texts`, `${set.length} in ${name}`);
    left -= set.length;
    return left < 0 ? complain(`at most ${mostTexts} texts from sets in a policy`, "more") : set;
  };
  const texts: Texts = (written, pointer, longest) => ("set" in written ? textsOf(written.set, pointer, longest) : written);
  const document: PolicyDocument =
    capabilities === undefined
      ? others
      : { ...others, capabilities: Object.fromEntries(Object.entries(capabilities).map(([name, block]) => [name, inBlock(block, `/capabilities${formatPointer([name])}`, texts)])) };
  return { document, faults, unused: Object.keys(sets).filter((name) => !used.has(name)) };
};
