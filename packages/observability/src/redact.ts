// FC-OBS-0001.R6 to R8 (G9): what leaves for a sink has passed here. The adversary is an accident: a key in a header, in a
// URL, in the output of a command, in base64 inside something else.
import type { JsonObject, JsonValue } from "@femtoclaw/protocol";
import { minSearchedLength, replaceForms, searchedForms } from "./known-secrets.ts";
import { defaultSecretKeys, normaliseKey } from "./secret-keys.ts";

/** Tells neither the value nor its length. */
export const redactionMark = "[redacted]";

/** Deeper than any record may be; what lies below is not looked at, so it is not shown. */
const maxDepth = 300;

export interface RedactorOptions {
  /** Values that configuration handed over as secrets. */
  readonly secretValues: readonly string[];
  /** Beside the built-in ones. */
  readonly secretKeys?: readonly string[];
}

export type Redactor = (value: JsonValue) => JsonValue;

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

export const createRedactor = (options: RedactorOptions): Redactor => {
  const secrets = options.secretValues.filter((secret) => secret !== "");
  const whole = new Set(secrets.filter((secret) => secret.length < minSearchedLength));
  const exact = new Set(secrets);
  const forms = searchedForms(secrets);
  const keys = new Set([...defaultSecretKeys, ...(options.secretKeys ?? [])].map(normaliseKey));

  const redactText = (text: string): string => (whole.has(text) ? redactionMark : replaceForms(text, forms, redactionMark));

  const redactMembers = (object: JsonObject, depth: number): JsonObject => {
    const members = new Map<string, JsonValue>();
    for (const [key, value] of Object.entries(object)) {
      let name = redactText(key);
      // Two keys that were both secret must not become one: nothing is lost but the secret.
      for (let twin = 2; members.has(name); twin += 1) name = `${redactText(key)} ${twin}`;
      // Null says that there is no secret, and hides none.
      members.set(name, keys.has(normaliseKey(key)) && value !== null ? redactionMark : redact(value, depth + 1));
    }
    return Object.fromEntries(members);
  };

  const redact = (value: JsonValue, depth: number): JsonValue => {
    if (typeof value === "string") return redactText(value);
    if (typeof value === "number") return exact.has(String(value)) ? redactionMark : value;
    if (value === null || typeof value !== "object") return value;
    if (depth > maxDepth) return redactionMark;
    return isList(value) ? value.map((item) => redact(item, depth + 1)) : redactMembers(value, depth);
  };

  return (value) => redact(value, 0);
};
