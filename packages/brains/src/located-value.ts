// A document's values with their places, for a reader that wants to complain about each where it stands.
import { readDocument, type ReadDocument } from "@femtoclaw/gate";
import { fault, formatPointer, isWellFormed, type Fault, type FaultPosition, type JsonValue } from "@femtoclaw/protocol";

export type Located =
  | { readonly kind: "scalar"; readonly value: null | boolean | number | string; readonly at: FaultPosition }
  | { readonly kind: "list"; readonly items: readonly Located[]; readonly at: FaultPosition }
  | { readonly kind: "map"; readonly entries: readonly LocatedEntry[]; readonly at: FaultPosition };

export interface LocatedEntry {
  readonly key: string;
  readonly keyAt: FaultPosition;
  readonly value: Located;
}

type Path = readonly (string | number)[];

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

/** What is said must reach the wire unchanged: no half characters, no integer that a double has already rounded. */
const scalarDefect = (value: null | boolean | number | string): readonly [string, string] | null => {
  if (typeof value === "string" && !isWellFormed(value)) return ["whole characters", "half of a surrogate pair"];
  if (typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value)) return ["an integer below 2^53", "a larger one"];
  return null;
};

const locate = (document: ReadDocument, value: JsonValue, path: Path, defects: Fault[]): Located => {
  const at = document.place(formatPointer(path));
  const complain = (expected: string, found: string): void => void defects.push(fault("FC_BRAIN_SCENARIO_INVALID", expected, found, at));
  if (value === null || typeof value !== "object") {
    const defect = scalarDefect(value);
    if (defect !== null) complain(...defect);
    return { kind: "scalar", value, at };
  }
  if (isList(value)) return { kind: "list", items: value.map((item, index) => locate(document, item, [...path, index], defects)), at };
  const entries = Object.entries(value).map(([key, inner]): LocatedEntry => {
    if (!isWellFormed(key)) complain("keys of whole characters", "half of a surrogate pair");
    const here = [...path, key];
    return { key, keyAt: document.place(formatPointer(here)), value: locate(document, inner, here, defects) };
  });
  return { kind: "map", entries, at };
};

/** `root` is null when the text could not be read at all; then there is at least one defect. */
export const readLocated = (text: string, file: string): { readonly root: Located | null; readonly defects: readonly Fault[] } => {
  const read = readDocument(text, file, "FC_BRAIN_SCENARIO");
  if (read.document === null) {
    // In a file it is a defect of the file; the other code is for a brain that cannot go on.
    return { root: null, defects: read.faults.map((it) => fault("FC_BRAIN_SCENARIO_INVALID", it.expected, it.found, it.at)) };
  }
  const defects: Fault[] = [];
  return { root: locate(read.document, read.document.value, [], defects), defects };
};
