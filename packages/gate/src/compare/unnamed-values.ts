// Lists and objects that stand for all that no condition names: of those, conditions speak only of the length of a list.
import { canonicalise, type JsonObject, type JsonValue } from "@femtoclaw/protocol";
import { isJsonObject } from "../read-document.ts";
import { fitsSchema } from "./modelled-schema.ts";
import { sampleArguments, sampleOf } from "./sample-arguments.ts";

/** Something of each kind, so that wherever a schema leaves a choice there are two. */
const valuesFor = (schema: JsonValue | undefined): readonly JsonValue[] => [sampleOf(schema), "x", "y", 0, 1, 2, false, true, null, [], {}];

const listsOf = (schema: JsonObject, length: number): readonly JsonValue[] => valuesFor(schema["items"]).map((item) => Array.from({ length }, () => item));

const objectsOf = (schema: JsonObject): readonly JsonValue[] => {
  const sample = sampleArguments(schema);
  const properties = isJsonObject(schema["properties"]) ? schema["properties"] : {};
  // With `x` for a member that the schema does not name.
  return [sample, ...Object.entries({ x: schema["additionalProperties"], ...properties }).flatMap(([key, of]) => valuesFor(of).map((value) => ({ ...sample, [key]: value })))];
};

/** A list of each length, and an object. Null where one cannot be made that is accepted and not named. The empty list is the only one of its length. */
export const unnamedValues = (schema: JsonObject, types: { readonly array: boolean; readonly object: boolean }, lengths: readonly number[], names: readonly JsonValue[]): readonly JsonValue[] | null => {
  const named = new Set(names.map(canonicalise));
  const kinds = [...(types.array ? lengths.filter((it) => it > 0).map((it) => listsOf(schema, it)) : []), ...(types.object ? [objectsOf(schema)] : [])];
  const found = kinds.map((alternatives) => alternatives.find((it) => fitsSchema(schema, it) && !named.has(canonicalise(it))));
  return found.includes(undefined) ? null : found.flatMap((it) => (it === undefined ? [] : [it]));
};
