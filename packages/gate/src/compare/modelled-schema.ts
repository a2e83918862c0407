// What a schema accepts, as far as it is modelled. Where the validator of a capability and this disagree, nothing is claimed of its values.
import { canonicalise, type JsonObject, type JsonValue } from "@femtoclaw/protocol";
import { argumentPointer } from "../argument-pointer.ts";
import { isJsonObject } from "../read-document.ts";
import { schemaAt } from "./sample-arguments.ts";

/** Keywords by which values are chosen, and those that choose nothing. With any other, a value that fits could be missed. */
const modelled: ReadonlySet<string> = new Set([
  "type", "enum", "const", "minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems", "items", "properties", "required", "additionalProperties",
  "$schema", "$id", "$comment", "title", "description", "default", "examples",
]);

const ownStrange = (schema: JsonValue | undefined): string | null => (isJsonObject(schema) ? (Object.keys(schema).find((it) => !modelled.has(it)) ?? null) : null);

/** A keyword that is not modelled, in the schema or in what its values hold. */
const strangeWithin = (schema: JsonValue | undefined): string | null => {
  if (!isJsonObject(schema)) return null;
  const properties = isJsonObject(schema["properties"]) ? Object.values(schema["properties"]) : [];
  return [ownStrange(schema), ...[schema["items"], schema["additionalProperties"], ...properties].map(strangeWithin)].find((it) => it !== null) ?? null;
};

/** One by which the values at the pointer may be chosen: in their own schema, or in that of what holds them. */
export const strangeKeyword = (schema: JsonObject, pointer: string): string | null => {
  const { tokens } = argumentPointer(pointer);
  const holders = tokens.map((_, index) => schemaAt(schema, ["", ...pointer.split("/").slice(1, index + 1)].join("/")));
  return [...holders.map(ownStrange), strangeWithin(schemaAt(schema, pointer))].find((it) => it !== null) ?? null;
};

const listOf = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? value : []);

export const typesOf = (schema: JsonObject): readonly JsonValue[] | null => (schema["type"] === undefined ? null : [schema["type"]].flat());

/** All values that there are, where the schema lists them; null where it does not. */
export const choicesOf = (schema: JsonObject): readonly JsonValue[] | null => {
  if (schema["const"] !== undefined) return [schema["const"]];
  return Array.isArray(schema["enum"]) ? listOf(schema["enum"]) : null;
};

const isOfType = (value: JsonValue, type: JsonValue): boolean => {
  if (type === "integer") return Number.isInteger(value);
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isJsonObject(value);
  return typeof value === type;
};

const within = (value: number, least: JsonValue | undefined, most: JsonValue | undefined): boolean => !(typeof least === "number" && value < least) && !(typeof most === "number" && value > most);

/** Of a schema with none but modelled keywords. */
export const fitsSchema = (schema: JsonValue | undefined, value: JsonValue): boolean => {
  if (!isJsonObject(schema)) return schema !== false;
  const isOneOf = (choices: readonly JsonValue[]): boolean => choices.some((it) => canonicalise(it) === canonicalise(value));
  if (typesOf(schema)?.some((it) => isOfType(value, it)) === false) return false;
  if (schema["const"] !== undefined && !isOneOf([schema["const"]])) return false;
  if (Array.isArray(schema["enum"]) && !isOneOf(schema["enum"])) return false;
  if (typeof value === "string") return within([...value].length, schema["minLength"], schema["maxLength"]);
  if (typeof value === "number") return within(value, schema["minimum"], schema["maximum"]);
  if (Array.isArray(value)) return within(value.length, schema["minItems"], schema["maxItems"]) && value.every((it: JsonValue) => fitsSchema(schema["items"], it));
  if (!isJsonObject(value)) return true;
  const properties = isJsonObject(schema["properties"]) ? schema["properties"] : {};
  const has = (key: JsonValue): boolean => typeof key === "string" && Object.hasOwn(value, key);
  return listOf(schema["required"]).every(has) && Object.entries(value).every(([key, it]) => fitsSchema(Object.hasOwn(properties, key) ? properties[key] : schema["additionalProperties"], it));
};
