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

const replaceAt = (value: JsonValue, [token, ...rest]: readonly string[], replace: (part: JsonValue) => JsonValue): JsonValue => {
  // Null says that there is no secret, and hides none.
  if (token === undefined) return value === null ? null : replace(value);
  const isMeant = (key: string): boolean => token === "*" || key === token;
  if (isList(value)) return value.map((item, index) => (isMeant(String(index)) ? replaceAt(item, rest, replace) : item));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, isMeant(key) ? replaceAt(member, rest, replace) : member]));
};

/** Each part that a pointer names, replaced; what is not there is not missed. */
export const replaceMarked = (value: JsonValue, pointers: readonly string[], replace: (part: JsonValue) => JsonValue): JsonValue =>
  pointers.reduce((sofar, pointer) => replaceAt(sofar, pointerTokens(pointer) ?? [], replace), value);
