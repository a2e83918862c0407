// YAML or JSON text → plain value plus the place of every part, so that each later complaint can say file:line:column.
// Only the JSON-like part of YAML: no anchors, aliases, tags, directives, merge keys or keys that are not strings.
import { fault, formatPointer, type Fault, type FaultPosition, type JsonObject, type JsonValue } from "@femtoclaw/protocol";
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node, type Pair } from "yaml";

export interface ReadDocument {
  readonly file: string;
  readonly value: JsonValue;
  /** Place of a part, by RFC 6901 pointer; a missing part is placed at the nearest one that contains it. */
  readonly place: (pointer: string) => FaultPosition;
}

export type DocumentReading = { readonly document: ReadDocument; readonly faults: readonly [] } | { readonly document: null; readonly faults: readonly Fault[] };

/** How deep and how long a document may be, and how much is said about it (G10). */
const most = { characters: 1_048_576, depth: 64, faults: 1_000 };
const dangerousKeys = new Set(["__proto__", "constructor", "prototype"]);

type SyntaxCode = "FC_POLICY_SYNTAX" | "FC_CONFIG_SYNTAX" | "FC_BRAIN_SCENARIO";

/** Reads one document. Every defect of its form is reported at once, under the code the caller's domain uses. */
export const readDocument = (text: string, file: string, code: SyntaxCode): DocumentReading => {
  if (text.length > most.characters) {
    return { document: null, faults: [fault(code, `at most ${most.characters} characters`, `${text.length}`, { file })] };
  }
  const lines = new LineCounter();
  const positionAt = (offset: number): FaultPosition => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  // Repeated keys are looked for below: the library's own look compares each key with every other.
  const parsed = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false, version: "1.2", schema: "core", merge: false });
  const faults = syntaxFaults(parsed, (expected, found, offset) => fault(code, expected, found, positionAt(offset)));
  const { value, places } = plainValue(parsed.contents, (expected, found, offset, pointer) => {
    faults.push(fault(code, expected, found, { ...positionAt(offset), pointer }));
  });
  if (faults.length > 0) return { document: null, faults: faults.slice(0, most.faults) };
  const place = (pointer: string): FaultPosition => {
    for (let at = pointer; ; at = at.slice(0, at.lastIndexOf("/"))) {
      const offset = places.get(at);
      if (offset !== undefined) return { ...positionAt(offset), pointer };
      if (!at.includes("/")) return { file, line: 1, column: 1, pointer };
    }
  };
  return { document: { file, value, place }, faults: [] };
};

const syntaxFaults = (parsed: Document.Parsed, at: (expected: string, found: string, offset: number) => Fault): Fault[] => {
  const faults = parsed.errors.map((error) => at("well-formed YAML or JSON", error.message, error.pos[0]));
  // A directive can change what the words below it mean: under YAML 1.1, `no` is false.
  const { yaml, tags } = parsed.directives;
  if (yaml.explicit === true || Object.keys(tags).length > 1) faults.push(at("a document without directives", "a line that begins with %", 0));
  return faults;
};

type Complain = (expected: string, found: string, offset: number, pointer: string) => void;

const plainValue = (contents: Node | null, report: Complain): { readonly value: JsonValue; readonly places: ReadonlyMap<string, number> } => {
  const places = new Map<string, number>();

  const convert = (node: Node | null, pointer: string, depth: number): JsonValue => {
    if (node === null) return null;
    const start = startOf(node);
    if (!places.has(pointer)) places.set(pointer, start);
    const complain = (expected: string, found: string): null => {
      report(expected, found, start, pointer);
      return null;
    };
    if (depth > most.depth) return complain(`at most ${most.depth} levels`, "more");
    const ornament = ornamentOf(node);
    if (ornament !== null) return complain("a value written out", ornament);
    if (isSeq<Node>(node)) return node.items.map((item, index) => convert(item, `${pointer}/${index}`, depth + 1));
    if (isMap<Node, Node | null>(node)) return Object.fromEntries(node.items.flatMap(member(pointer, depth)));
    const value: unknown = isScalar(node) ? node.value : undefined;
    if (value === null || typeof value === "boolean") return value;
    if (typeof value === "string") return isWellFormed(value) ? value : complain("whole characters", "half of a surrogate pair");
    return typeof value === "number" && isExact(value) ? value : complain("a number that can be held exactly", String(value));
  };

  const member = (pointer: string, depth: number) => {
    const seen = new Set<string>();
    return (pair: Pair<Node, Node | null>): [string, JsonValue][] => {
      const start = startOf(pair.key);
      const complain = (expected: string, found: string): [] => {
        report(expected, found, start, pointer);
        return [];
      };
      const key: unknown = isScalar(pair.key) ? pair.key.value : undefined;
      const ornament = ornamentOf(pair.key);
      if (ornament !== null) return complain("a key written out", ornament);
      if (typeof key !== "string" || !isWellFormed(key)) return complain("a key that is a string", "another kind of key");
      if (dangerousKeys.has(key)) return complain("an ordinary key", `the key ${key}`);
      if (seen.has(key)) return complain("each key once", `${JSON.stringify(key.slice(0, 80))} again`);
      seen.add(key);
      const place = `${pointer}${formatPointer([key])}`;
      places.set(place, start);
      return [[key, convert(pair.value, place, depth + 1)]];
    };
  };

  return { value: convert(contents, "", 0), places };
};

const startOf = (node: Node): number => node.range?.[0] ?? 0;

/** What makes a node mean something else than it says, or nothing. */
const ornamentOf = (node: Node): string | null => {
  if (isAlias(node)) return "an alias (*name)";
  if (node.anchor !== undefined) return "an anchor (&name)";
  return node.tag === undefined ? null : "a tag (!name)";
};

/** With the flag `u` a pair is one character, so that only a half of one is found. */
const isWellFormed = (text: string): boolean => !/[\uD800-\uDFFF]/u.test(text);

/** Two readers could make two numbers of an integer beyond 2^53; a limit that nobody wrote would hold. */
const isExact = (value: number): boolean => Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));

export const isJsonObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
