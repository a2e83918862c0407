// FC-OBS-0001.R6 to R8, FC-SEC-0003 (G9): what leaves for a sink, and what is taken in, has passed here. The adversary is an accident:
// a key in a header, in a URL, in the output of a command, in base64 inside something else.
import type { JsonObject, JsonValue } from "@femtoclaw/protocol";
import { createKnownSecrets, type KnownSecrets } from "./known-secrets.ts";
import { defaultSecretKeys, normaliseKey } from "./secret-keys.ts";

/** Tells neither the value nor its length. */
export const redactionMark = "[redacted]";

/** Deeper than any record may be; what lies below is not looked at, so it is not shown. */
const maxDepth = 300;

export interface RedactionRules {
  /** Beside the built-in ones. */
  readonly secretKeys?: readonly string[];
  /** What stands for a secret already, and is left as it is. */
  readonly isMark?: (text: string) => boolean;
  /** False where a name says nothing about its value: in what is to be done, other than in what came of it. */
  readonly names?: boolean;
  /** Texts may have been cut out of longer ones: what is left of a secret at either end goes too. */
  readonly pieces?: boolean;
}

export interface RedactorOptions extends RedactionRules {
  /** Values that configuration handed over as secrets. */
  readonly secretValues: readonly string[];
  /** What stands for a known secret: a commitment to it, say. Without it the redaction mark does. */
  readonly markOf?: (secret: string) => string;
}

export type Redactor = (value: JsonValue) => JsonValue;

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

const noMark = (): boolean => false;

const textRedactor = ({ markOfWhole, replace, replaceInPiece }: KnownSecrets, { pieces = false, isMark = noMark }: RedactionRules): ((text: string) => string) => {
  const within = pieces ? replaceInPiece : replace;
  return (text) => (isMark(text) ? text : (markOfWhole(text) ?? within(text)));
};

/** Throws FC_SECRET_LIMIT, and what `markOf` throws. */
export const createRedactor = ({ secretValues, markOf = () => redactionMark, ...rules }: RedactorOptions): Redactor =>
  redactorOf(createKnownSecrets(secretValues, markOf, redactionMark), rules);

/** Of secrets that others look for too, and that may become more. */
export const redactorOf = (known: KnownSecrets, options: RedactionRules): Redactor => {
  const keys = new Set(options.names === false ? [] : [...defaultSecretKeys, ...(options.secretKeys ?? [])].map(normaliseKey));
  const isMark = options.isMark ?? noMark;
  const redactText = textRedactor(known, options);

  const redactMembers = (object: JsonObject, depth: number): JsonObject => {
    const members = new Map<string, JsonValue>();
    for (const [key, value] of Object.entries(object)) {
      let name = redactText(key);
      // Two keys that were both secret must not become one: nothing is lost but the secret.
      for (let twin = 2; members.has(name); twin += 1) name = `${redactText(key)} ${twin}`;
      // Null says that there is no secret, and hides none.
      members.set(name, keys.has(normaliseKey(key)) && value !== null ? markOfMember(value) : redact(value, depth + 1));
    }
    return Object.fromEntries(members);
  };

  /** A known secret is named also where its key alone would have hidden it. */
  const markOfMember = (value: JsonValue): string => {
    if (typeof value !== "string") return redactionMark;
    return isMark(value) ? value : (known.markOfWhole(value) ?? redactionMark);
  };

  const redact = (value: JsonValue, depth: number): JsonValue => {
    if (typeof value === "string") return redactText(value);
    if (typeof value === "number") return known.markOfWhole(String(value)) ?? value;
    if (value === null || typeof value !== "object") return value;
    if (depth > maxDepth) return redactionMark;
    return isList(value) ? value.map((item) => redact(item, depth + 1)) : redactMembers(value, depth);
  };

  return (value) => redact(value, 0);
};
