// FC-STORAGE-0001.R7, FC-UPGRADE-0001.R15: small files that say the SHA-256 of the rest of themselves, in canonical JSON. It stops rot and no forger.
import { isJsonObject } from "@femtoclaw/gate";
import { canonicalise, type JsonObject, type JsonValue, type Sha256 } from "@femtoclaw/protocol";

const parse = (text: string): JsonValue => {
  try {
    const value: JsonValue = JSON.parse(text);
    return value;
  } catch {
    return null;
  }
};

/** The members of a file that begins with its digest, where written again it is the same text: so nothing was missing, of another type, or beside it. */
export const readSealed = <T>(text: string, read: (value: JsonObject) => T | null, encode: (it: T) => string): T | null => {
  const value = parse(text);
  const found = isJsonObject(value) ? read(value) : null;
  try {
    return found !== null && encode(found) === text ? found : null;
  } catch {
    return null;
  }
};

export const seal = (value: JsonObject, sha256: Sha256): string => `${canonicalise({ ...value, digest: sha256(canonicalise(value)) })}\n`;
