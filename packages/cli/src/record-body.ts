// Members of a record's body. A journal may come from elsewhere, so nothing is taken to be there: what is missing reads as empty.
// The gate's own check is not used here: this is on the start path of every command, and the gate is not.
import type { JsonObject, JsonValue } from "@femtoclaw/protocol";

const isJsonObject = (value: JsonValue): value is JsonObject => typeof value === "object" && value !== null && !Array.isArray(value);

export const textOf = (value: JsonValue | undefined): string => (typeof value === "string" ? value : "");
export const numberOf = (value: JsonValue | undefined): number | null => (typeof value === "number" ? value : null);
export const objectOf = (value: JsonValue | undefined): JsonObject => (value !== undefined && isJsonObject(value) ? value : {});
export const listOf = (value: JsonValue | undefined): readonly JsonObject[] => (Array.isArray(value) ? value.filter(isJsonObject) : []);
