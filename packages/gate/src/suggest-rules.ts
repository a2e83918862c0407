// FC-POL-0002: the smallest rules that would allow calls that were denied: exactly those calls and no other. For a person to read; what
// should be allowed is for them to say.
import { canonicalise, formatPointer, type JsonValue } from "@femtoclaw/protocol";
import type { CapabilityDescriptor } from "./capability.ts";
import type { Call } from "./decision.ts";
import { factAboutPath, type Fact } from "./fact.ts";
import { argumentAt, argumentPointer } from "./argument-pointer.ts";
import { resolvePath } from "./path.ts";
import type { ArgvElement, Rule } from "./policy/policy-document.ts";
import { originOf, parseWebUrl } from "./web-url.ts";

export interface DeniedCall {
  readonly call: Call;
  readonly facts: readonly Fact[];
}

export interface SuggestedRule {
  readonly capability: string;
  readonly rule: Rule;
  /** What a person should look at before they take it over; null where nothing stands out. */
  readonly note: string | null;
  readonly calls: readonly Call[];
}

type Suggestion = Omit<SuggestedRule, "calls" | "capability">;

const textAt = (call: Call, pointer: string): string | null => {
  const value = argumentAt(call.args, argumentPointer(pointer));
  return typeof value === "string" ? value : null;
};

/** A longer text is content, and no choice: a rule that repeats it says nothing to a reader. */
const mostPinned = 256;

/** Arguments other than the resource that the call gives, each pinned to its value; and those that are too long to stand in a rule. */
const pinned = (call: Call, resource: readonly string[]): { readonly where: Rule["where"]; readonly open: readonly string[] } => {
  const others = Object.entries(call.args).filter(([key]) => !resource.includes(formatPointer([key])));
  const isLong = ([, value]: readonly [string, JsonValue]): boolean => canonicalise(value).length > mostPinned;
  const short = others.filter((it) => !isLong(it));
  return { where: short.length === 0 ? undefined : Object.fromEntries(short.map(([key, value]) => [formatPointer([key]), { const: value }])), open: others.filter(isLong).map(([key]) => key) };
};

const noteOf = (...parts: readonly (string | null)[]): string | null => {
  const said = parts.filter((it) => it !== null);
  return said.length === 0 ? null : said.join("; ");
};
const openNote = (open: readonly string[]): string | null => (open.length === 0 ? null : `any ${open.join(" and any ")}, which was too long to repeat`);

const withWhere = (rule: Rule, where: Rule["where"]): Rule => (where === undefined ? rule : { ...rule, where });

const suggestPath = (id: string, { call, facts }: DeniedCall, pointer: string, isList: boolean, workspace: string): Suggestion | null => {
  const path = resolvePath(workspace, textAt(call, pointer) ?? "");
  const real = path === null ? null : factAboutPath(facts, path);
  const within = real ?? path;
  if (within === null) return null;
  const { where, open } = pinned(call, [pointer]);
  const link = real === path ? null : "the path leads through a link; the rule names where to";
  return { rule: withWhere({ id, path: { within } }, where), note: noteOf(link, isList ? "what lies under the directory is allowed as well" : null, openNote(open)) };
};

const suggestUrl = (id: string, { call }: DeniedCall, pointer: string): Suggestion | null => {
  const url = parseWebUrl(textAt(call, pointer) ?? "");
  // A sign that a glob reads as more than itself cannot be written in a rule.
  if (url === null || /[*?[\]{}\\]/.test(url.path)) return null;
  const scope = { origin: originOf(url), path: url.path };
  const { where, open } = pinned(call, [pointer]);
  if (url.query === null) return { rule: withWhere({ id, url: scope }, where), note: openNote(open) };
  return { rule: withWhere({ id, url: { ...scope, query: "any" } }, where), note: noteOf("the call had a query; a rule can only allow any, and a query can carry data away", openNote(open)) };
};

const suggestFor = (id: string, denied: DeniedCall, { resource }: CapabilityDescriptor, workspace: string): Suggestion | null => {
  switch (resource.kind) {
    case "exec":
      return null;
    case "path":
      return suggestPath(id, denied, resource.path, resource.access === "list", workspace);
    case "url":
      return suggestUrl(id, denied, resource.url);
    case "none": {
      const { where, open } = pinned(denied.call, []);
      return { rule: withWhere({ id }, where), note: openNote(open) };
    }
  }
};

interface Vector {
  readonly bin: string;
  readonly argv: readonly string[];
  readonly calls: readonly Call[];
}

/** Vectors of one program and length that differ in one place alone share a rule; the last such place, since the first words choose what is done. */
const shareOne = (vectors: readonly Vector[]): readonly { readonly bin: string; readonly argv: readonly ArgvElement[]; readonly calls: readonly Call[] }[] => {
  const left = [...vectors];
  const rules: { bin: string; argv: readonly ArgvElement[]; calls: readonly Call[] }[] = [];
  for (let first = left.shift(); first !== undefined; first = left.shift()) {
    const { bin, argv } = first;
    const places = argv.map((_, at) => left.filter((it) => it.bin === bin && it.argv.length === argv.length && it.argv.every((text, index) => index === at || text === argv[index])));
    const at = places.reduce((best, group, index) => (group.length >= (places[best]?.length ?? 0) ? index : best), 0);
    const group = places[at] ?? [];
    for (const it of group) left.splice(left.indexOf(it), 1);
    const choices = [argv[at] ?? "", ...group.map((it) => it.argv[at] ?? "")];
    rules.push({ bin, argv: group.length === 0 ? argv : argv.map((text, index): ArgvElement => (index === at ? { oneOf: choices } : text)), calls: [...first.calls, ...group.flatMap((it) => it.calls)] });
  }
  return rules;
};

const vectorsOf = (denied: readonly DeniedCall[], bin: string, argv: string): readonly Vector[] => {
  const found = new Map<string, Vector>();
  for (const { call } of denied) {
    const name = textAt(call, bin);
    const words = argumentAt(call.args, argumentPointer(argv));
    if (name === null || !Array.isArray(words)) continue;
    const texts = words.flatMap((it: JsonValue) => (typeof it === "string" ? [it] : []));
    const key = JSON.stringify([name, texts]);
    found.set(key, { bin: name, argv: texts, calls: [...(found.get(key)?.calls ?? []), call] });
  }
  return [...found.values()];
};

/** `newId` gives ids that no rule has. Calls of which no rule can speak exactly are left out: they are in no `calls`. */
export const suggestRules = (denied: readonly DeniedCall[], descriptor: CapabilityDescriptor, workspace: string, newId: () => string): readonly SuggestedRule[] => {
  const { resource, name } = descriptor;
  if (resource.kind === "exec") {
    return shareOne(vectorsOf(denied, resource.bin, resource.argv)).map(({ bin, argv, calls }) => ({ capability: name, rule: { id: newId(), bin, argv }, note: null, calls }));
  }
  const found = new Map<string, SuggestedRule>();
  for (const it of denied) {
    const suggestion = suggestFor("", it, descriptor, workspace);
    if (suggestion === null) continue;
    const key = JSON.stringify(suggestion.rule);
    const known = found.get(key);
    found.set(key, known === undefined ? { capability: name, ...suggestion, rule: { ...suggestion.rule, id: newId() }, calls: [it.call] } : { ...known, calls: [...known.calls, it.call] });
  }
  return [...found.values()];
};
