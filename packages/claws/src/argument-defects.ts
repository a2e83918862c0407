// FC-CLAW-0001.R7: what a JSON Schema validator found, said so that a person who never saw the schema can correct the call.
// One defect for each place: what was wanted there as a whole, and what kind of thing stood there. Values are never repeated,
// for an argument may be long or secret; numbers, lengths and counts are.
// Used by the validators compiled at build time and by those compiled at run time, so it needs nothing but the language.
import type { ArgumentDefect } from "@femtoclaw/gate";

/** The part of an ajv error (made with `verbose: true`) that is used. */
export interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: { readonly [name: string]: unknown };
  readonly parentSchema?: unknown;
  readonly data?: unknown;
}

const MAX_DEFECTS = 64;
const MAX_KEY_LENGTH = 100;

/**
 * In the order of the pointers, one defect a place, whatever order the schema's keys have: a schema read back from a record has
 * them sorted, and must say the same again (G7).
 */
export const argumentDefects = (errors: readonly SchemaError[]): readonly ArgumentDefect[] => {
  const byPointer = new Map<string, ArgumentDefect>();
  for (const error of errors) {
    const defect = defectOf(error);
    const known = byPointer.get(defect.pointer);
    if (known === undefined || defect.expected < known.expected) byPointer.set(defect.pointer, defect);
  }
  return [...byPointer.values()].sort((a, b) => (a.pointer < b.pointer ? -1 : 1)).slice(0, MAX_DEFECTS);
};

const defectOf = (error: SchemaError): ArgumentDefect => {
  const schema = isObject(error.parentSchema) ? error.parentSchema : {};
  const missing = error.params["missingProperty"];
  if (typeof missing === "string") {
    const properties = schema["properties"];
    const wanted = isObject(properties) ? properties[missing] : undefined;
    return { pointer: below(error.instancePath, missing), expected: describeSchema(wanted), found: "nothing" };
  }
  const unknown = error.params["additionalProperty"] ?? error.params["unevaluatedProperty"];
  if (typeof unknown === "string") {
    return { pointer: below(error.instancePath, unknown), expected: describeKeys(schema["properties"]), found: "an unknown key", keys: keysOf(schema["properties"]) };
  }
  const texts = typeof error.data === "string" ? textsOf(schema) : [];
  return { pointer: error.instancePath, expected: describeSchema(schema), found: describeValue(error.data), ...(texts.length === 0 ? {} : { texts }) };
};

/** What a schema wants, in one phrase: `an integer from 1 to 200`. */
export const describeSchema = (schema: unknown): string => {
  if (!isObject(schema)) return schema === false ? "nothing" : "a value";
  if ("const" in schema) return JSON.stringify(schema["const"]);
  const options = schema["enum"];
  if (Array.isArray(options)) return `one of ${options.map((it) => JSON.stringify(it)).join(", ")}`;
  const { type } = schema;
  if (Array.isArray(type)) return type.map((it) => describeSchema({ ...schema, type: it })).join(" or ");
  switch (type) {
    case "integer":
      return `an integer${range(schema["minimum"], schema["maximum"], "")}`;
    case "number":
      return `a number${range(schema["minimum"], schema["maximum"], "")}`;
    case "string":
      return `a string${range(schema["minLength"], schema["maxLength"], "characters")}${describePattern(schema["pattern"])}`;
    case "array":
      return `an array${range(schema["minItems"], schema["maxItems"], "items")}`;
    case "object":
      return `an object${range(schema["minProperties"], schema["maxProperties"], "keys")}`;
    case "boolean":
      return "true or false";
    case "null":
      return "null";
    default:
      return describeChoice(schema["oneOf"] ?? schema["anyOf"]);
  }
};

const describeChoice = (choices: unknown): string =>
  Array.isArray(choices) && choices.length > 0 ? [...new Set(choices.map(describeSchema))].join(" or ") : "what the schema allows";

const range = (least: unknown, most: unknown, unit: string): string => {
  if (typeof least === "number" && typeof most === "number") {
    return unit === "" ? ` from ${least} to ${most}` : ` of ${least} to ${most} ${unit}`;
  }
  const suffix = unit === "" ? "" : ` ${unit}`;
  if (typeof least === "number") return ` of at least ${least}${suffix}`;
  return typeof most === "number" ? ` of at most ${most}${suffix}` : "";
};

const describePattern = (pattern: unknown): string => {
  if (typeof pattern !== "string") return "";
  return pattern === "^[^\\u0000]*$" ? " without NUL" : ` matching ${pattern}`;
};

const keysOf = (properties: unknown): readonly string[] => (isObject(properties) ? Object.keys(properties).sort() : []);

const textsOf = ({ const: one, enum: many }: { readonly [keyword: string]: unknown }): readonly string[] =>
  (Array.isArray(many) ? many : [one]).filter((it) => typeof it === "string");

const describeKeys = (properties: unknown): string => {
  const keys = keysOf(properties);
  return keys.length === 0 ? "no keys" : `only the keys ${keys.join(", ")}`;
};

/** What a value is, without what it says. */
const describeValue = (value: unknown): string => {
  if (value === null) return "null";
  if (Array.isArray(value)) return `an array of ${counted(value.length, "item")}`;
  switch (typeof value) {
    case "string":
      return `a string of ${counted(value.length, "character")}`;
    case "number":
      return `the number ${value}`;
    case "boolean":
      return String(value);
    case "object":
      return `an object of ${counted(Object.keys(value).length, "key")}`;
    default:
      return "nothing";
  }
};

const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? "" : "s"}`;

const below = (pointer: string, key: string): string => {
  // By characters, so that no pair is cut into halves, which no record could carry.
  const cut = key.length > MAX_KEY_LENGTH ? `${[...key].slice(0, MAX_KEY_LENGTH).join("")}…` : key;
  return `${pointer}/${cut.replaceAll("~", "~0").replaceAll("/", "~1")}`;
};

const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value);
