// A call, and what was granted of it, as people read them. Everything in them may come from a brain, so all of it is made printable.
import type { JsonObject, JsonValue } from "@femtoclaw/protocol";
import { printable } from "./printable.ts";
import { numberOf, objectOf, textOf } from "./record-body.ts";

/** Bare where it is harmless, else in quotes, so that the parts of an argument vector can be told apart. */
const wordText = (value: JsonValue): string => {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : printable(JSON.stringify(text));
};

export const callText = (capability: string, args: JsonObject): string => {
  const { bin, argv, path, url } = args;
  if (typeof bin === "string" && Array.isArray(argv)) return [capability, bin, ...argv].map(wordText).join(" ");
  if (typeof path === "string") return `${printable(capability)} ${wordText(path)}`;
  if (typeof url === "string") return `${printable(capability)} ${wordText(url)}`;
  return `${printable(capability)} ${printable(JSON.stringify(args))}`;
};

/** Every member of a grant that matters to the person who is asked about it. Nothing is left out and nothing is shortened. */
export const grantRows = (grant: JsonObject): readonly (readonly [label: string, text: string])[] => {
  const rows: (readonly [string, string])[] = [["capability", printable(textOf(grant["capability"]))]];
  const text = (label: string, value: JsonValue | undefined): void => {
    if (typeof value === "string" && value !== "") rows.push([label, printable(value)]);
  };
  const { argv, environment, addresses, limits } = grant;
  text("program", grant["executable"]);
  text("pinned to", grant["executableDigest"]);
  if (Array.isArray(argv)) rows.push(["arguments", argv.length === 0 ? "none" : argv.map(wordText).join(" ")]);
  text("directory", grant["cwd"]);
  const variables = Object.entries(objectOf(environment));
  if (variables.length > 0) rows.push(["environment", variables.map(([name, value]) => `${printable(name)}=${wordText(value)}`).join(" ")]);
  text("access", grant["access"]);
  text("path", grant["path"]);
  text("method", grant["method"]);
  text("url", grant["url"]);
  if (Array.isArray(addresses)) rows.push(["addresses", addresses.map(wordText).join(" ")]);
  const maxBytes = numberOf(grant["maxBytes"]);
  if (maxBytes !== null) rows.push(["at most", `${maxBytes} bytes written`]);
  if (grant["kind"] !== "exec") rows.push(["arguments", printable(JSON.stringify(grant["args"] ?? {}))]);
  const { timeoutMs, maxOutputBytes } = objectOf(limits);
  if (timeoutMs !== undefined) rows.push(["limits", `${JSON.stringify(timeoutMs)} ms, ${JSON.stringify(maxOutputBytes ?? null)} bytes of output`]);
  return rows;
};
