// Reading records as the target exported them. They come from outside, so nothing about them is taken for granted.
import type { JsonObject, JsonValue } from "@femtoclaw/protocol";
import type { Observation } from "../observation.ts";

export const isObject = (value: JsonValue | undefined): value is JsonObject => typeof value === "object" && value !== null && !Array.isArray(value);

export const bodyOf = (record: JsonObject): JsonObject => (isObject(record["body"]) ? record["body"] : {});

export const ofKind = (records: readonly JsonObject[], kind: string): readonly JsonObject[] => records.filter((it) => it["kind"] === kind);

export const recordsOf = (seen: Observation): readonly JsonObject[] => seen.records ?? [];

export const authorisations = (records: readonly JsonObject[]): readonly JsonObject[] =>
  ofKind(records, "decision").filter((it) => bodyOf(it)["verdict"] === "AUTHORIZED");
