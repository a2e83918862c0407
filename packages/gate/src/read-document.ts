// YAML or JSON text → plain value plus the place of every part, so that each later complaint can say file:line:column.
// Only the JSON-like part of YAML: no anchors, aliases, tags, merge keys or keys that are not strings.
import { fault, type Fault, type FaultPosition, type JsonObject, type JsonValue } from "@femtoclaw/protocol";
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from "yaml";

export interface ReadDocument {
  readonly file: string;
  readonly value: JsonValue;
  /** Place of a part, by RFC 6901 pointer; a missing part is placed at the nearest one that contains it. */
  readonly place: (pointer: string) => FaultPosition;
}

export type DocumentReading = { readonly document: ReadDocument; readonly faults: readonly [] } | { readonly document: null; readonly faults: readonly Fault[] };

/** How deep and how long a document may be (G10). */
const most = { bytes: 1_048_576, depth: 64 };
const dangerousKeys = new Set(["__proto__", "constructor", "prototype"]);

export const escapePointer = (key: string): string => key.replaceAll("~", "~0").replaceAll("/", "~1");

/** Reads one document. Every defect of its form is reported at once, under the code the caller's domain uses. */
export const readDocument = (text: string, file: string, code: "FC_POLICY_SYNTAX" | "FC_CONFIG_SYNTAX" | "FC_BRAIN_SCENARIO"): DocumentReading => {
  if (text.length > most.bytes) {
    return { document: null, faults: [fault(code, `at most ${most.bytes} bytes`, `${text.length}`, { file })] };
  }
  const lines = new LineCounter();
  const positionAt = (offset: number): FaultPosition => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const parsed = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true, version: "1.2", schema: "core", merge: false });
  const faults: Fault[] = parsed.errors.map((error) =>
    fault(code, "well-formed YAML or JSON", error.message.split("\n")[0] ?? "a syntax error", positionAt(error.pos[0])),
  );
  const places = new Map<string, number>();

  const convert = (node: Node | null, pointer: string, depth: number): JsonValue => {
    const start = node?.range?.[0];
    if (start !== undefined && !places.has(pointer)) places.set(pointer, start);
    const complain = (expected: string, found: string): null => {
      faults.push(fault(code, expected, found, { ...positionAt(start ?? 0), pointer }));
      return null;
    };
    if (node === null) return null;
    if (depth > most.depth) return complain(`at most ${most.depth} levels`, "more");
    if (isAlias(node)) return complain("a value written out", "an alias (*name)");
    if ((isMap(node) || isSeq(node) || isScalar(node)) && (node.anchor !== undefined || node.tag !== undefined)) {
      if (node.anchor !== undefined) return complain("a value without an anchor", `an anchor (&${node.anchor})`);
      if (node.tag?.startsWith("tag:yaml.org,2002:") !== true) return complain("a value without a tag", "a tag");
    }
    if (isSeq(node)) return node.items.map((item, index) => convert(item as Node | null, `${pointer}/${index}`, depth + 1));
    if (isMap(node)) {
      const object: { [key: string]: JsonValue } = {};
      for (const pair of node.items) {
        const key: unknown = isScalar(pair.key) ? pair.key.value : pair.key;
        if (typeof key !== "string" || dangerousKeys.has(key)) {
          complain("keys that are ordinary strings", typeof key === "string" ? `the key ${key}` : "another kind of key");
          continue;
        }
        const place = `${pointer}/${escapePointer(key)}`;
        if (isScalar(pair.key) && pair.key.range) places.set(place, pair.key.range[0]);
        object[key] = convert(pair.value as Node | null, place, depth + 1);
      }
      return object;
    }
    const value: unknown = isScalar(node) ? node.value : null;
    if (value === null || typeof value === "string" || typeof value === "boolean") return value;
    if (typeof value === "number" && Number.isFinite(value)) return value;
    return complain("a string, a finite number, true, false or null", typeof value);
  };

  const value = convert(parsed.contents as Node | null, "", 0);
  if (faults.length > 0) return { document: null, faults };
  const place = (pointer: string): FaultPosition => {
    for (let at = pointer; ; at = at.slice(0, at.lastIndexOf("/"))) {
      const offset = places.get(at);
      if (offset !== undefined) return { ...positionAt(offset), pointer };
      if (at === "") return { file, line: 1, column: 1, pointer };
    }
  };
  return { document: { file, value, place }, faults: [] };
};

export const isJsonObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
