// The questions a reader asks of a located value. Each answers null after it has noted what was expected there.
import { fault, type Fault, type FaultPosition } from "@femtoclaw/protocol";
import type { Located } from "./located-value.ts";

export type LocatedMap = Extract<Located, { kind: "map" }>;

/** Collects what is wrong, so that one reading finds every defect. */
export interface Check {
  readonly defects: Fault[];
}

export const nameOf = (it: Located): string => {
  if (it.kind !== "scalar") return it.kind === "list" ? "a list" : "a map";
  return it.value === null ? "nothing" : typeof it.value === "string" ? "a text" : `${it.value}`;
};

export const wrong = (check: Check, at: FaultPosition, expected: string, found: string): null => {
  check.defects.push(fault("FC_BRAIN_SCENARIO_INVALID", expected, found, at));
  return null;
};

export const asMap = (check: Check, it: Located, what: string): LocatedMap | null =>
  it.kind === "map" ? it : wrong(check, it.at, what, nameOf(it));

export const asText = (check: Check, it: Located, what: string): string | null =>
  it.kind === "scalar" && typeof it.value === "string" && it.value !== ""
    ? it.value
    : wrong(check, it.at, what, it.kind === "scalar" && it.value === "" ? "an empty text" : nameOf(it));

export const asInteger = (check: Check, it: Located, what: string, min: number, max: number): number | null =>
  it.kind === "scalar" && typeof it.value === "number" && Number.isInteger(it.value) && it.value >= min && it.value <= max
    ? it.value
    : wrong(check, it.at, what, nameOf(it));

export const member = (map: LocatedMap, key: string): Located | undefined => map.entries.find((entry) => entry.key === key)?.value;

export const onlyKeys = (check: Check, map: LocatedMap, keys: readonly string[]): void => {
  for (const entry of map.entries) {
    if (!keys.includes(entry.key)) wrong(check, entry.keyAt, `one of ${keys.join(", ")}`, JSON.stringify(entry.key));
  }
};

export const optional = <T>(map: LocatedMap, key: string, read: (it: Located) => T | null): T | null => {
  const it = member(map, key);
  return it === undefined ? null : read(it);
};

export const required = <T>(check: Check, map: LocatedMap, key: string, read: (it: Located) => T | null): T | null => {
  const it = member(map, key);
  return it === undefined ? wrong(check, map.at, `a member "${key}"`, "none") : read(it);
};
