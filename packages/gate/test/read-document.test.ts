import { describe, expect, it } from "vitest";
import { isJsonObject, readDocument } from "../src/index.ts";
import { places } from "./support.ts";

const read = (text: string) => readDocument(text, "f.yaml", "FC_POLICY_SYNTAX");
const faults = (text: string): readonly string[] => places(read(text).faults);
const value = (text: string) => {
  const { document } = read(text);
  if (document === null) throw new Error(faults(text).join());
  return document.value;
};

describe("readDocument()", () => {
  it("reads the JSON-like part of YAML, and JSON, to the same value (FC-POL-0002.R1)", () => {
    const json = '{"a": [1, -2.5, true, null, "x"], "b": {"c d": ""}}';
    expect(value("a: [1, -2.5, true, null, x]\nb:\n  c d: ''\n")).toEqual(JSON.parse(json));
    expect(value(json)).toEqual(JSON.parse(json));
    expect(value("no: yes\n'on': off\nn: 1_000\nt: 12:30:00\n")).toEqual({ no: "yes", on: "off", n: "1_000", t: "12:30:00" });
  });

  it("merges nothing: `<<` is a key like any other", () => {
    expect(value("a: {x: 1}\nb:\n  <<: {y: 2}")).toEqual({ a: { x: 1 }, b: { "<<": { y: 2 } } });
  });

  it.each<[string, string, readonly string[]]>([
    ["an anchor", "a: &x 1\nb: 2", ["1:7"]],
    ["an alias", "a: &x 1\nb: *x", ["1:7", "2:4"]],
    ["a tag", "a: !x 1", ["1:7"]],
    ["a tag of YAML's own", "a: !!str 1", ["1:10"]],
    ["a tag on a list", "a: !!set [1]", ["1:10"]],
    ["a key twice", "a: 1\nb: 2\na: 3", ["3:1"]],
    ["a key twice in other quotes", "{\"a\": 1, 'a': 2, \"\\x61\": 3}", ["1:10", "1:18"]],
    ["__proto__", "a:\n  __proto__: {x: 1}", ["2:3"]],
    ["constructor", "constructor: 1", ["1:1"]],
    ["prototype", "a: 1\nprototype: 1", ["2:1"]],
    ["an anchored key", "&a b: 1", ["1:4"]],
    ["a key that is a number", "1: a", ["1:1"]],
    ["a key that is a list", "? [a]\n: b", ["1:3"]],
    ["a key that is an alias", "? *x\n: b", ["1:3"]],
    ["a key that is not there", "a: {: 1}", ["1:5"]],
    ["a tag on the whole", "!x {a: 1}", ["1:4"]],
    ["infinity", "a: .inf", ["1:4"]],
    ["what is not a number", "a: .nan", ["1:4"]],
    ["an inexact integer", "a: 9007199254740993", ["1:4"]],
    ["the first integer that two readers could take for two", "a: 9007199254740992\nb: -9007199254740992", ["1:4", "2:4"]],
    ["an integer of many digits", "a: 1e300", ["1:4"]],
    ["halves in the wrong order", '{"a": "\\udc00\\ud800"}', ["1:7"]],
    ["half a pair", '{"a": "\\ud800"}', ["1:7"]],
    ["half a pair in a key", '{"\\udc00": 1}', ["1:2"]],
    ["a directive", "%YAML 1.1\n---\na: no", ["1:1"]],
    ["a directive that says what holds anyway", "%YAML 1.2\n---\na: no", ["1:1"]],
    ["a tag directive", "%TAG ! !x\n---\na: 1", ["1:1"]],
    ["a second document", "a: 1\n---\nb: 2", ["2:1"]],
    ["a text that ends too soon", '{"a": [1', ["1:9", "1:9"]],
  ])("refuses %s", (_, text, expected) => {
    expect(read(text).document).toBeNull();
    expect(faults(text)).toEqual(expected.map((place) => `FC_POLICY_SYNTAX ${place}`));
  });

  it("reads numbers in every spelling of YAML's core schema, as long as they are exact", () => {
    expect(value("[9007199254740991, -9007199254740991, 1.5e-7, 0x1f, 0o17, +1, 1e3]")).toEqual([Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 1.5e-7, 31, 15, 1, 1_000]);
  });

  it("reads what is left out as null, and nothing at all too", () => {
    expect(["", "# a remark", "a:\nb: ~", "- \n- ", "? a"].map(value)).toEqual([null, null, { a: null, b: null }, [null, null], { a: null }]);
    expect(read("").document?.place("/a")).toEqual({ file: "f.yaml", line: 1, column: 1, pointer: "/a" });
  });

  it("takes whole pairs of surrogates, in values and in keys", () => {
    expect(value('{"\\ud83d\\ude00": "😀"}')).toEqual({ "😀": "😀" });
  });

  it("says under the code of the caller, of each value, where it stands and what it is part of", () => {
    const { faults: found } = readDocument("a:\n  b: [1, .inf]\n  c/d:\n    __proto__: 1\n", "f.yaml", "FC_CONFIG_SYNTAX");
    expect(found).toMatchObject([
      { code: "FC_CONFIG_SYNTAX", at: { file: "f.yaml", line: 2, column: 10, pointer: "/a/b/1" } },
      { code: "FC_CONFIG_SYNTAX", at: { file: "f.yaml", line: 4, column: 5, pointer: "/a/c~1d" } },
    ]);
  });

  it("goes 64 levels deep, and says where a document goes deeper", () => {
    const nested = (levels: number): string => `${"[".repeat(levels)}1${"]".repeat(levels)}`;
    expect(read(nested(64)).document).not.toBeNull();
    expect(faults(nested(65))).toEqual(["FC_POLICY_SYNTAX 1:66"]);
    expect(faults(`${"{a: ".repeat(65)}1${"}".repeat(65)}`)).toEqual(["FC_POLICY_SYNTAX 1:261"]);
  });

  it("reads as many characters as are allowed and not one more, and does not look into what is longer", () => {
    const most = 1_048_576;
    expect(read(`#${" ".repeat(most - 1)}`).document).not.toBeNull();
    expect(read(`#${" ".repeat(most)}`)).toMatchObject({ document: null, faults: [{ code: "FC_POLICY_SYNTAX", found: `${most + 1}`, at: { file: "f.yaml" } }] });
  });

  it("reports a thousand defects and no more, and of a long key its beginning", () => {
    expect(faults(`[${Array.from({ length: 1_001 }, () => ".inf").join()}]`)).toHaveLength(1_000);
    const key = "k".repeat(500);
    expect(read(`${key}: 1\n${key}: 2`).faults[0]?.found.length).toBeLessThan(100);
  });

  it("names what makes a value or a key mean something else", () => {
    expect(["a: *x", "a: &x 1", "a: !x 1", "*x : 1", "&x a: 1", "!x a: 1"].map((text) => read(text).faults.at(-1)?.found)).toEqual(["an alias (*name)", "an anchor (&name)", "a tag (!name)", "an alias (*name)", "an anchor (&name)", "a tag (!name)"]);
  });

  it("says in one line what the reader of YAML says", () => {
    expect(read("{a: 1").faults[0]?.found).toContain("}");
    for (const text of ['{"a": [1', '"', "a: b: c", "}"]) for (const { found } of read(text).faults) expect(found).toMatch(/^[^\n]+$/);
  });

  it("reports all at once, each with its place", () => {
    expect(faults("a: *x\nb: !t 1\n__proto__: 1\nc: .inf\nb: 1\n2: x\n")).toEqual([
      "FC_POLICY_SYNTAX 1:4", "FC_POLICY_SYNTAX 2:7", "FC_POLICY_SYNTAX 3:1", "FC_POLICY_SYNTAX 4:4", "FC_POLICY_SYNTAX 5:1", "FC_POLICY_SYNTAX 6:1",
    ]);
  });

  it("places each part by pointer, and what is missing at what would hold it", () => {
    const { document } = read("a:\n  - x: 1\n  - b/c: {d: 2}\n");
    const at = (pointer: string) => `${document?.place(pointer).line}:${document?.place(pointer).column}`;
    expect(["", "/a", "/a/0", "/a/0/x", "/a/1/b~1c", "/a/1/b~1c/d", "/a/1/b~1c/e/f", "/z", "no pointer"].map(at)).toEqual(["1:1", "1:1", "2:5", "2:5", "3:5", "3:11", "3:5", "1:1", "1:1"]);
    expect(document?.place("/a/0/x").pointer).toBe("/a/0/x");
  });

  it.each([
    ["brackets", "[".repeat(100_000)],
    ["closed brackets", `${"[".repeat(5_000)}${"]".repeat(5_000)}`],
    ["dashes", "- ".repeat(100_000)],
    ["more levels than are allowed", `${"[".repeat(66)}1${"]".repeat(66)}`],
    ["a text that is too long", `a: ${"x".repeat(1_048_576)}`],
    ["errors without end", "}".repeat(20_000)],
    ["the same key again and again", "a: 1\n".repeat(20_000)],
  ])("refuses %s in bounded time and says so in bounded length", (_, text) => {
    const found = faults(text);
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThanOrEqual(1_000);
  });

  it("reads many keys without comparing each with every other", () => {
    const text = Array.from({ length: 20_000 }, (_, index) => `k${index}: 1`).join("\n");
    expect(Object.keys(value(text) ?? {}).length).toBe(20_000);
  });
});

it("isJsonObject() holds for an object alone", () => {
  expect([{}, { a: 1 }, [], null, undefined, "a", 1, true].map(isJsonObject)).toEqual([true, true, false, false, false, false, false, false]);
});
