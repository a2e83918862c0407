import { isPointer, type JsonObject, type JsonValue } from "@femtoclaw/protocol";
import { argumentPointer } from "../argument-pointer.ts";
import { isJsonObject } from "../read-document.ts";

/** Keywords under which more places may lie than can be told from `properties` and `items` alone. */
const elsewhere = ["$ref", "$dynamicRef", "allOf", "anyOf", "oneOf", "not", "if", "patternProperties", "dependentSchemas", "unevaluatedProperties", "unevaluatedItems"];

const isIndex = (key: string): boolean => /^(0|[1-9][0-9]{0,8})$/.test(key);

/** The schema of one member or item: undefined where there is none, true where anything may be. */
const stepInto = (schema: JsonObject, key: string): JsonValue | undefined => {
  const { properties, items, prefixItems, additionalProperties } = schema;
  if (isJsonObject(properties) && Object.hasOwn(properties, key)) return properties[key];
  if (isIndex(key) && Array.isArray(prefixItems) && Number(key) < prefixItems.length) return prefixItems[Number(key)];
  if (isIndex(key) && items !== undefined) return items;
  if (elsewhere.some((keyword) => Object.hasOwn(schema, keyword))) return true;
  if (additionalProperties !== undefined) return additionalProperties;
  // An object that lists nothing may have anything; one that lists its members is taken at its word.
  return properties === undefined && items === undefined && prefixItems === undefined ? true : undefined;
};

/** True when arguments that fulfil the schema can have something at this pointer, as far as the schema lists its parts. */
export const schemaHasPointer = (schema: JsonObject, pointer: string): boolean => {
  if (!isPointer(pointer)) return false;
  let at: JsonValue = schema;
  for (const part of argumentPointer(pointer).tokens) {
    if (at === true) return true;
    if (!isJsonObject(at) || isScalarOnly(at)) return false;
    const next = stepInto(at, part);
    if (next === undefined) return false;
    at = next;
  }
  return at !== false;
};

const isScalarOnly = ({ type }: JsonObject): boolean => typeof type === "string" && type !== "object" && type !== "array";
