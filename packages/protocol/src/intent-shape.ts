/**
 * intent    = { "message": { "content": string } }
 *           / { "tool_call": { "tool": tool-name, "args": object } }
 *           / { "bin": string, "argv": [ *string ] }        short for a tool_call to "shell" with these two as args
 *
 * Each may also have "protocol": version (FC-PROTO-0004), which is judged before all else: by another version, other keys are right.
 * Exactly these keys, in any order. Where several things are wrong the first in this order is told: not an object, two
 * forms, an unknown key, a missing key, a wrong type, a name that is no tool's.
 */
import type { FaultCode } from "./error-catalogue/index.ts";
import type { Intent } from "./intent.ts";
import type { JsonObject, JsonValue } from "./json-value.ts";
import { isProtocolVersion, isReadableVersion, PROTOCOL_VERSION } from "./protocol-version.ts";
import { isToolName, MAX_TOOL_NAME_LENGTH } from "./tool-name.ts";

export const SHELL_TOOL = "shell";

/** What is wrong with the shape, and at which path. */
export interface ShapeDefect {
  readonly code: FaultCode;
  readonly expected: string;
  readonly found: string;
  readonly path: readonly (string | number)[];
}
type Shaped = { readonly intent: Intent } | { readonly defect: ShapeDefect };

const FORMS = "message, tool_call, or bin with argv";

export const shapeIntent = (value: JsonValue): Shaped => {
  if (!isObject(value)) return defect("FC_PROTO_NOT_OBJECT", "a JSON object", describeType(value), []);
  if (hasExactly(value, ["tool_call"])) return shapeToolCall(value.tool_call);
  if (hasExactly(value, ["message"])) return shapeMessage(value.message);
  if (hasExactly(value, ["bin", "argv"])) return shapeExec(value);
  return has(value, "protocol") ? shapeVersioned(value) : explainForm(value);
};

const shapeVersioned = ({ protocol, ...form }: JsonObject): Shaped => {
  if (typeof protocol !== "string") return wrongType("a string", protocol, ["protocol"]);
  if (!isProtocolVersion(protocol)) return defect("FC_PROTO_VERSION", "a version such as 1.0", "another text", ["protocol"]);
  if (isReadableVersion(protocol)) return shapeIntent(form);
  return defect("FC_PROTO_VERSION_UNSUPPORTED", `a version that ${PROTOCOL_VERSION} reads`, "another one", ["protocol"]);
};

const shapeMessage = (message: JsonValue | undefined): Shaped => {
  if (!isObject(message)) return wrongType("an object", message, ["message"]);
  if (!hasExactly(message, ["content"])) return explainKeys(message, ["content"], ["message"]);
  const { content } = message;
  return typeof content === "string"
    ? { intent: { kind: "message", content } }
    : wrongType("a string", content, ["message", "content"]);
};

const shapeToolCall = (call: JsonValue | undefined): Shaped => {
  if (!isObject(call)) return wrongType("an object", call, ["tool_call"]);
  if (!hasExactly(call, ["tool", "args"])) return explainKeys(call, ["tool", "args"], ["tool_call"]);
  const { tool, args } = call;
  if (typeof tool !== "string") return wrongType("a string", tool, ["tool_call", "tool"]);
  if (!isObject(args)) return wrongType("an object", args, ["tool_call", "args"]);
  return isToolName(tool) ? { intent: { kind: "tool_call", tool, args } } : notAToolName(tool);
};

const shapeExec = (value: JsonObject): Shaped => {
  const { bin, argv } = value;
  if (typeof bin !== "string") return wrongType("a string", bin, ["bin"]);
  if (!isArray(argv)) return wrongType("an array of strings", argv, ["argv"]);
  const odd = argv.findIndex((item) => typeof item !== "string");
  if (odd !== -1) return wrongType("a string", argv[odd], ["argv", odd]);
  return { intent: { kind: "tool_call", tool: SHELL_TOOL, args: { bin, argv } } };
};

/** The object has the keys of no form: of two, of one with a stranger or a gap, or of none. */
const explainForm = (value: JsonObject): Shaped => {
  const isExec = has(value, "bin") || has(value, "argv");
  const forms = Number(has(value, "message")) + Number(has(value, "tool_call")) + Number(isExec);
  if (forms > 1) return defect("FC_PROTO_TWO_FORMS", `one of ${FORMS}`, `${forms} of them`, []);
  if (isExec) return explainKeys(value, ["bin", "argv"], []);
  const stranger = Object.keys(value).find((key) => key !== "message" && key !== "tool_call");
  return stranger === undefined
    ? defect("FC_PROTO_MISSING_KEY", FORMS, "an empty object", [])
    : defect("FC_PROTO_UNKNOWN_KEY", FORMS, "another key", [stranger]);
};

/** A stranger is told before an absence, since it is often the missing key misspelt. */
const explainKeys = (value: JsonObject, keys: readonly string[], path: readonly string[]): Shaped => {
  const stranger = Object.keys(value).find((key) => !keys.includes(key));
  return stranger === undefined
    ? defect("FC_PROTO_MISSING_KEY", keys.find((key) => !has(value, key)) ?? "", "no such key", path)
    : defect("FC_PROTO_UNKNOWN_KEY", `only ${keys.join(" and ")}`, "another key", [...path, stranger]);
};

const notAToolName = (tool: string): Shaped =>
  defect(
    "FC_PROTO_TOOL_NAME",
    `lower-case words joined by . _ or -, at most ${MAX_TOOL_NAME_LENGTH} characters`,
    `another text of ${tool.length} characters`,
    ["tool_call", "tool"],
  );

const hasExactly = (value: JsonObject, keys: readonly string[]): boolean => {
  for (const key of keys) {
    if (!has(value, key)) return false;
  }
  return Object.keys(value).length === keys.length;
};

const defect = (code: FaultCode, expected: string, found: string, path: readonly (string | number)[]): Shaped =>
  ({ defect: { code, expected, found, path } });
const wrongType = (expected: string, value: JsonValue | undefined, path: readonly (string | number)[]): Shaped =>
  defect("FC_PROTO_WRONG_TYPE", expected, describeType(value), path);

const has = (value: JsonObject, key: string): boolean => Object.hasOwn(value, key);
const isArray = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value);
const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const describeType = (value: JsonValue | undefined): string => {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
};
