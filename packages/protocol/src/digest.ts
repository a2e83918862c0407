import { canonicalise } from "./canonical-json.ts";
import type { JsonValue } from "./json-value.ts";

/** SHA-256 as 64 lower-case hexadecimal digits; a string is hashed as its UTF-8. A port: the host passes its own in. */
export type Sha256 = (data: Uint8Array | string) => string;

export type Digest = `sha256:${string}`;

/** The digest of what a value means, whatever the order of its keys. Throws as `canonicalise` does. */
export const digestOf = (value: JsonValue, sha256: Sha256): Digest => `sha256:${sha256(canonicalise(value))}`;
