// FC-POL-0002: the smallest rules that would allow calls that were denied: exactly those calls and no other. For a person to read; what
// should be allowed is for them to say.
import { canonicalise, formatPointer, type JsonObject, type JsonValue } from "@femtoclaw/protocol";
import type { CapabilityDescriptor, Resource } from "./capability.ts";
import type { Call } from "./decision.ts";
import { factAboutPath, type Fact } from "./fact.ts";
import { argumentAt, argumentPointer } from "./argument-pointer.ts";
import { resolvePath } from "./path.ts";
import { escapeRoute } from "./policy/escape-capable.ts";
import type { Rule } from "./policy/policy-document.ts";
import { isJsonObject } from "./read-document.ts";
import { shareVectors, type Vector } from "./share-vectors.ts";
import { originOf, parseWebUrl } from "./web-url.ts";

export interface DeniedCall {
  readonly call: Call;
  readonly facts: readonly Fact[];
}

export interface SuggestedRule {
  readonly capability: string;
  readonly rule: Rule;
  /** What a person should look at before they take it over. */
  readonly notes: readonly string[];
  readonly calls: readonly Call[];
}

/** A rule for one call, with what stands out about it. */
interface Suggestion {
  readonly rule: Omit<Rule, "id">;
  readonly notes: readonly string[];
}

const textAt = (call: Call, pointer: string): string | null => {
  const value = argumentAt(call.args, argumentPointer(pointer));
  return typeof value === "string" ? value : null;
};

/** A longer text is content, and no choice: a rule that repeats it says nothing to a reader. */
const mostPinned = 256;

/** Arguments other than the resource: each that the call gives is pinned to its value, and what no rule can pin is said. */
const pinned = ({ args }: Call, schema: JsonObject, resource: readonly string[]): { readonly where: Rule["where"]; readonly notes: readonly string[] } => {
  // In one order, so that calls that say the same share a rule.
  const others = Object.entries(args).filter(([key]) => !resource.includes(formatPointer([key]))).sort(([a], [b]) => (a < b ? -1 : 1));
  const isLong = ([, value]: readonly [string, JsonValue]): boolean => canonicalise(value).length > mostPinned;
  const short = others.filter((it) => !isLong(it));
  const { properties } = schema;
  const absent = isJsonObject(properties) ? Object.keys(properties).filter((key) => !Object.hasOwn(args, key)) : [];
  return {
    where: short.length === 0 ? undefined : Object.fromEntries(short.map(([key, value]) => [formatPointer([key]), { const: value }])),
    notes: [...openNote(others.filter(isLong).map(([key]) => key), "too long to repeat"), ...openNote(absent, "not given by the call")],
  };
};

const openNote = (open: readonly string[], why: string): readonly string[] => (open.length === 0 ? [] : [`any ${open.join(" and any ")}, ${why}`]);

const withWhere = (rule: Omit<Rule, "id">, where: Rule["where"]): Omit<Rule, "id"> => (where === undefined ? rule : { ...rule, where });

const suggestPath = ({ call, facts }: DeniedCall, schema: JsonObject, pointer: string, isList: boolean, workspace: string): Suggestion | null => {
  const path = resolvePath(workspace, textAt(call, pointer) ?? "");
  const within = path === null ? null : factAboutPath(facts, path);
  if (within === null) return null;
  const { where, notes } = pinned(call, schema, [pointer]);
  const link = within === path ? [] : ["the path leads through a link; the rule names where to"];
  return { rule: withWhere({ path: { within } }, where), notes: [...link, ...(isList ? ["what lies under the directory is allowed as well"] : []), ...notes] };
};

const suggestUrl = ({ call }: DeniedCall, schema: JsonObject, pointer: string): Suggestion | null => {
  const url = parseWebUrl(textAt(call, pointer) ?? "");
  // A sign that a glob reads as more than itself cannot be written in a rule.
  if (url === null || /[*?[\]{}\\]/.test(url.path)) return null;
  const scope = { origin: originOf(url), path: url.path };
  const { where, notes } = pinned(call, schema, [pointer]);
  if (url.query === null) return { rule: withWhere({ url: scope }, where), notes };
  return { rule: withWhere({ url: { ...scope, query: "any" } }, where), notes: ["the call had a query; a rule can only allow any, and a query can carry data away", ...notes] };
};

const suggestFor = (denied: DeniedCall, resource: Exclude<Resource, { kind: "exec" }>, args: JsonObject, workspace: string): Suggestion | null => {
  switch (resource.kind) {
    case "path":
      return suggestPath(denied, args, resource.path, resource.access === "list", workspace);
    case "url":
      return suggestUrl(denied, args, resource.url);
    case "none": {
      const { where, notes } = pinned(denied.call, args, []);
      return { rule: withWhere({}, where), notes };
    }
  }
};

const isTexts = (value: JsonValue | undefined): value is readonly string[] => Array.isArray(value) && value.every((it) => typeof it === "string");

const vectorsOf = (denied: readonly DeniedCall[], schema: JsonObject, bin: string, argv: string): readonly Vector[] => {
  const found = new Map<string, Vector>();
  for (const { call } of denied) {
    const name = textAt(call, bin);
    const words = argumentAt(call.args, argumentPointer(argv));
    if (name === null || !isTexts(words)) continue;
    const { where, notes } = pinned(call, schema, [bin, argv]);
    const key = JSON.stringify([name, words, where]);
    found.set(key, { bin: name, argv: words, where, notes, calls: [...(found.get(key)?.calls ?? []), call] });
  }
  return [...found.values()];
};

const escapeNote = (bin: string): readonly string[] => (escapeRoute(bin) === null ? [] : [`${bin} can start other programs or write anywhere: see what these arguments do`]);

/** `newId` gives ids that no rule has. Calls of which no rule can speak exactly are left out: they are in no `calls`. */
export const suggestRules = (denied: readonly DeniedCall[], descriptor: CapabilityDescriptor, workspace: string, newId: () => string): readonly SuggestedRule[] => {
  const { resource, name, args } = descriptor;
  if (resource.kind === "exec") {
    return shareVectors(vectorsOf(denied, args, resource.bin, resource.argv)).map(({ bin, argv, where, notes, calls }) => ({
      capability: name, rule: { id: newId(), ...withWhere({ bin, argv }, where) }, notes: [...escapeNote(bin), ...notes], calls,
    }));
  }
  const found = new Map<string, SuggestedRule>();
  for (const it of denied) {
    const suggestion = suggestFor(it, resource, args, workspace);
    if (suggestion === null) continue;
    const key = JSON.stringify(suggestion.rule);
    const known = found.get(key);
    found.set(key, known === undefined ? { capability: name, rule: { id: newId(), ...suggestion.rule }, notes: suggestion.notes, calls: [it.call] } : { ...known, calls: [...known.calls, it.call] });
  }
  return [...found.values()];
};
