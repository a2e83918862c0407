// FC-SEC-0003.R11: which parts of a call and of what it brings back are secret, by descriptor and policy, and how each is replaced.
import { isJsonObject, type CompiledPolicy, type MarkedParts, type Registry } from "@femtoclaw/gate";
import { pointerTokens, type JsonValue } from "@femtoclaw/protocol";

export interface Marks {
  readonly args: readonly string[];
  readonly output: readonly string[];
}

export const noMarks: Marks = { args: [], output: [] };

/** By capability; only those with a marked part. */
export const marksOf = (registry: Registry, policy: CompiledPolicy): ReadonlyMap<string, Marks> => {
  const both = (a: MarkedParts = {}, b: MarkedParts | null = null): Marks => ({
    args: [...(a.args ?? []), ...(b?.args ?? [])],
    output: [...(a.output ?? []), ...(b?.output ?? [])],
  });
  const all = [...registry.capabilities].map(([name, { descriptor }]) => [name, both(descriptor.secrets, policy.capabilities.get(name)?.secrets)] as const);
  return new Map(all.filter(([, { args, output }]) => args.length + output.length > 0));
};

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

type Path = readonly string[];

const restsAt = (paths: readonly Path[], key: string): readonly Path[] => paths.flatMap(([token, ...rest]) => (token === "*" || token === key ? [rest] : []));

const replaceAt = (value: JsonValue, paths: readonly Path[], replace: (part: JsonValue) => JsonValue): JsonValue => {
  if (paths.length === 0) return value;
  // Null says that there is no secret, and hides none.
  if (paths.some((path) => path.length === 0)) return value === null ? null : replace(value);
  if (isList(value)) return value.map((item, index) => replaceAt(item, restsAt(paths, String(index)), replace));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, replaceAt(member, restsAt(paths, key), replace)]));
};

/**
 * Each part that a pointer names, replaced; what is not there is not missed. Once, also where descriptor and policy name the same part, or
 * one of them a part of it: what was put in its place is not looked into.
 */
export const replaceMarked = (value: JsonValue, pointers: readonly string[], replace: (part: JsonValue) => JsonValue): JsonValue =>
  replaceAt(value, pointers.map((pointer) => pointerTokens(pointer) ?? []), replace);
