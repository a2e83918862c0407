// A second opinion on what is an intent: the slow grammar for the text, JSON.parse for what it says, and the three forms written down
// as expressions over the canonical text of what is left.
import { isStrictJson } from "../strict-json/reference-grammar.ts";

type Plain = { readonly [key: string]: unknown };
const isPlain = (value: unknown): value is Plain => typeof value === "object" && value !== null && !Array.isArray(value);
const keysOf = (value: Plain): string => Object.keys(value).toSorted().join(" ");

const isForm = (value: Plain): boolean => {
  switch (keysOf(value)) {
    case "message":
      return isPlain(value["message"]) && keysOf(value["message"]) === "content" && typeof value["message"]["content"] === "string";
    case "tool_call": {
      const call = value["tool_call"];
      if (!isPlain(call) || keysOf(call) !== "args tool" || !isPlain(call["args"]) || typeof call["tool"] !== "string") return false;
      return call["tool"].length <= 64 && /^[a-z][a-z0-9]*([._-][a-z0-9]+)*$/.test(call["tool"]);
    }
    case "argv bin":
      return typeof value["bin"] === "string" && Array.isArray(value["argv"]) && value["argv"].every((it) => typeof it === "string");
    default:
      return false;
  }
};

/** Bytes of at most a few hundred: of the limits only the depth can matter. */
export const isReferenceIntent = (bytes: Uint8Array, maxDepth: number): boolean => {
  if (!isStrictJson(bytes, maxDepth)) return false;
  const value: unknown = JSON.parse(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
  if (!isPlain(value)) return false;
  if (!Object.hasOwn(value, "protocol")) return isForm(value);
  const { protocol, ...form } = value;
  return protocol === "1.0" && isForm(form);
};
