// YAML 1.2 (and so JSON) narrowed to what JSON can say, with the place of every value: no aliases, no tags, no keys that
// are not strings, no number that JSON could not carry unchanged. All defects are found, not only the first.
import { fault, formatPointer, type Fault, type FaultPosition } from "@femtoclaw/protocol";
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import { scenarioLimits } from "./scenario.ts";
import { isWellFormed } from "./well-formed.ts";

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

interface Reading {
  readonly file: string;
  readonly lines: LineCounter;
  readonly defects: Fault[];
}

const placeOf = ({ file, lines }: Reading, offset: number, path: Path): FaultPosition => {
  const { line, col } = lines.linePos(offset);
  return { file, line: Math.max(1, line), column: Math.max(1, col), pointer: formatPointer(path) };
};

const defect = (reading: Reading, at: FaultPosition, expected: string, found: string): void => {
  reading.defects.push(fault("FC_BRAIN_SCENARIO_INVALID", expected, found, at));
};

const offsetOf = (node: unknown, otherwise: number): number => {
  const range = node !== null && typeof node === "object" && "range" in node ? node.range : null;
  const start: unknown = Array.isArray(range) ? range[0] : null;
  return typeof start === "number" ? start : otherwise;
};

const nothing = (at: FaultPosition): Located => ({ kind: "scalar", value: null, at });

const readScalar = (reading: Reading, value: unknown, at: FaultPosition): Located => {
  if (value === null || typeof value === "boolean") return { kind: "scalar", value, at };
  if (typeof value === "string") {
    if (!isWellFormed(value)) defect(reading, at, "whole characters", "half of a surrogate pair");
    return { kind: "scalar", value, at };
  }
  if (typeof value === "number" && Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))) {
    return { kind: "scalar", value, at };
  }
  defect(reading, at, "a value that JSON can carry unchanged", typeof value === "number" ? "a number it cannot" : "something else");
  return nothing(at);
};

const readNode = (reading: Reading, node: unknown, path: Path, parentOffset: number): Located => {
  const offset = offsetOf(node, parentOffset);
  const at = placeOf(reading, offset, path);
  if (node === null || node === undefined) return nothing(at);
  if (path.length > scenarioLimits.maxDepth) {
    defect(reading, at, `at most ${scenarioLimits.maxDepth} levels`, "a deeper one");
    return nothing(at);
  }
  if (isScalar(node)) return readScalar(reading, node.value, at);
  if (isSeq(node)) return { kind: "list", items: node.items.map((item, index) => readNode(reading, item, [...path, index], offset)), at };
  if (!isMap(node)) {
    defect(reading, at, "a value written out", isAlias(node) ? "an alias" : "something else");
    return nothing(at);
  }
  const seen = new Set<string>();
  const entries: LocatedEntry[] = [];
  for (const pair of node.items) {
    const keyOffset = offsetOf(pair.key, offset);
    const key: unknown = isScalar(pair.key) ? pair.key.value : null;
    if (typeof key !== "string") {
      defect(reading, placeOf(reading, keyOffset, path), "a key that is a string (put it in quotes)", "another kind of key");
      continue;
    }
    const keyAt = placeOf(reading, keyOffset, [...path, key]);
    if (!isWellFormed(key)) defect(reading, keyAt, "whole characters", "half of a surrogate pair");
    if (seen.has(key)) defect(reading, keyAt, "each key once", `${JSON.stringify(key)} again`);
    seen.add(key);
    entries.push({ key, keyAt, value: readNode(reading, pair.value, [...path, key], keyOffset) });
  }
  return { kind: "map", entries, at };
};

/** `root` is null when the text could not be read at all; then there is at least one defect. */
export const readLocatedYaml = (text: string, file: string): { readonly root: Located | null; readonly defects: readonly Fault[] } => {
  const reading: Reading = { file, lines: new LineCounter(), defects: [] };
  let document;
  try {
    document = parseDocument(text, {
      lineCounter: reading.lines,
      prettyErrors: false,
      strict: true,
      // Compared here with a set: the library compares each key with each, which a hostile file could make slow.
      uniqueKeys: false,
      merge: false,
      resolveKnownTags: false,
      // Not "silent": the library then also drops its error about a second document.
      logLevel: "error",
      version: "1.2",
    });
  } catch {
    // The library reads recursively; text nested beyond the stack ends here.
    defect(reading, { file, line: 1, column: 1, pointer: "" }, "YAML or JSON that can be read", "text nested too deeply");
    return { root: null, defects: reading.defects };
  }
  for (const problem of [...document.errors, ...document.warnings]) {
    defect(reading, placeOf(reading, problem.pos[0], []), "well-formed YAML or JSON without tags", problem.message.toLowerCase());
  }
  if (reading.defects.length > 0) return { root: null, defects: reading.defects };
  const root = readNode(reading, document.contents, [], 0);
  return { root, defects: reading.defects };
};
