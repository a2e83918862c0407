// A second opinion on what is an intent, and on what it says: the slow grammar for the text, JSON.parse for the values, and the three
// forms written down once more.
import type { ProtocolLimits } from "../../src/index.ts";
import { isStrictJson } from "../strict-json/reference-grammar.ts";

type Plain = { readonly [key: string]: unknown };
const isPlain = (value: unknown): value is Plain => typeof value === "object" && value !== null && !Array.isArray(value);
const keysOf = (value: Plain): string => Object.keys(value).toSorted().join(" ");

const isMessage = (it: unknown): boolean => isPlain(it) && keysOf(it) === "content" && typeof it["content"] === "string";
const isCall = (it: unknown): boolean => isPlain(it) && keysOf(it) === "args tool" && isPlain(it["args"]) && isToolName(it["tool"]);
const isToolName = (it: unknown): boolean => typeof it === "string" && it.length <= 64 && /^[a-z][a-z0-9]*([._-][a-z0-9]+)*$/.test(it);
const isExec = ({ bin, argv }: Plain): boolean => typeof bin === "string" && Array.isArray(argv) && argv.every((it) => typeof it === "string");

/** The long form of the intent that these bytes are; null where they are none. */
export const referenceIntent = (bytes: Uint8Array, limits: ProtocolLimits): unknown => {
  if (!isStrictJson(bytes, limits)) return null;
  const value: unknown = JSON.parse(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
  if (!isPlain(value)) return null;
  const { protocol = "1.0", ...form } = value;
  if (protocol !== "1.0") return null;
  switch (keysOf(form)) {
    case "message":
      return isMessage(form["message"]) ? form : null;
    case "tool_call":
      return isCall(form["tool_call"]) ? form : null;
    case "argv bin":
      return isExec(form) ? { tool_call: { tool: "shell", args: form } } : null;
    default:
      return null;
  }
};
