// Arguments that a schema accepts, as small as they come: what an example says where no rule cares.
import type { JsonObject, JsonValue } from "@femtoclaw/protocol";
import { argumentPointer } from "../argument-pointer.ts";
import { isJsonObject } from "../read-document.ts";

const numberIn = (value: JsonValue | undefined, otherwise: number): number => (typeof value === "number" ? value : otherwise);

export const sampleOf = (schema: JsonValue | undefined, depth = 0): JsonValue => {
  if (!isJsonObject(schema) || depth > 8) return "x";
  if (schema["const"] !== undefined) return schema["const"];
  if (Array.isArray(schema["enum"]) && schema["enum"][0] !== undefined) return schema["enum"][0];
  const type = Array.isArray(schema["type"]) ? schema["type"][0] : schema["type"];
  switch (type) {
    case "integer":
    case "number":
      return numberIn(schema["minimum"], Math.min(1, numberIn(schema["maximum"], 1)));
    case "boolean":
      return false;
    case "null":
      return null;
    case "array":
      return Array.from({ length: Math.min(16, numberIn(schema["minItems"], 0)) }, () => sampleOf(schema["items"], depth + 1));
    case "object":
      return sampleArguments(schema, depth);
    default:
      return "x".repeat(Math.min(256, Math.max(1, numberIn(schema["minLength"], 1))));
  }
};

export const sampleArguments = (schema: JsonObject, depth = 0): JsonObject => {
  const properties = isJsonObject(schema["properties"]) ? schema["properties"] : {};
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  return Object.fromEntries(required.flatMap((key) => (typeof key === "string" ? [[key, sampleOf(properties[key], depth + 1)] as const] : [])));
};

/** The schema of what a pointer names, as far as `properties` and `items` tell. */
export const schemaAt = (schema: JsonObject, pointer: string): JsonObject => {
  let at: JsonValue | undefined = schema;
  for (const token of argumentPointer(pointer).tokens) {
    if (!isJsonObject(at)) return {};
    const properties: JsonValue | undefined = at["properties"];
    at = isJsonObject(properties) && Object.hasOwn(properties, token) ? properties[token] : at["items"];
  }
  return isJsonObject(at) ? at : {};
};

const put = (into: JsonValue, tokens: readonly string[], value: JsonValue | undefined): JsonValue => {
  const [token, ...rest] = tokens;
  if (token === undefined) return value ?? null;
  if (Array.isArray(into)) {
    const items: JsonValue[] = [...into];
    const inside = put(items[Number(token)] ?? {}, rest, value);
    if (rest.length === 0 && value === undefined) items.splice(Number(token));
    else items[Number(token)] = inside;
    return items;
  }
  const members = isJsonObject(into) ? { ...into } : {};
  if (rest.length === 0 && value === undefined) return Object.fromEntries(Object.entries(members).filter(([key]) => key !== token));
  return { ...members, [token]: put(members[token] ?? (rest[0] === "0" ? [] : {}), rest, value) };
};

/** The arguments with this value at the pointer; undefined takes it away. */
export const withArgument = (args: JsonObject, pointer: string, value: JsonValue | undefined): JsonObject => {
  const result = put(args, argumentPointer(pointer).tokens, value);
  return isJsonObject(result) ? result : args;
};
