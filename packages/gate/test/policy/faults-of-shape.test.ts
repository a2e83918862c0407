import type { FaultPosition, JsonValue } from "@femtoclaw/protocol";
import { describe, expect, it } from "vitest";
import type { ArgumentDefect } from "../../src/capability.ts";
import { faultsOfShape } from "../../src/policy/faults-of-shape.ts";

const defect = (pointer: string, more: Partial<ArgumentDefect> = {}): ArgumentDefect => ({ pointer, expected: "another", found: "this", ...more });
const unknownKey = (pointer: string, ...keys: readonly string[]): ArgumentDefect => defect(pointer, { keys });
const notOf = (pointer: string, ...texts: readonly string[]): ArgumentDefect => defect(pointer, { texts });

const places: { readonly [pointer: string]: readonly [line: number, column: number] } = { "/b": [2, 9], "/c": [3, 1], "/d": [2, 10] };
const place = (pointer: string): FaultPosition => {
  const [line, column] = places[pointer] ?? [1, 1];
  return { line, column, pointer };
};
const told = (defects: readonly ArgumentDefect[], value: JsonValue = {}): readonly string[] => faultsOfShape(defects, value, place).map(({ expected, at }) => `${at?.pointer} ${expected}`);

describe("faultsOfShape() (FC-POL-0002.R3)", () => {
  it("tells each defect with its place, in the order in which they are written", () => {
    expect(faultsOfShape([defect("/a")], {}, place)).toMatchObject([{ code: "FC_POLICY_SCHEMA", expected: "another", found: "this", at: { line: 1, column: 1, pointer: "/a" } }]);
    expect(told([defect("/c"), defect("/d"), defect("/b"), defect("/a")])).toEqual(["/a another", "/b another", "/d another", "/c another"]);
    expect(faultsOfShape([defect("/b"), defect("/a")], {}, () => ({ file: "p" })).map(({ found }) => found)).toEqual(["this", "this"]);
  });

  it("is silent about a part in which something closer is wrong, and not about its neighbours", () => {
    expect(told([defect("/a"), defect("/a/x"), defect("/a/x/y")])).toEqual(["/a/x/y another"]);
    expect(told([defect("/a"), defect("/ab")])).toEqual(["/a another", "/ab another"]);
    expect(told([defect("/a"), defect("/a")])).toEqual(["/a another", "/a another"]);
  });

  it("says which key was meant, and not also that this one is missing there", () => {
    expect(faultsOfShape([unknownKey("/x/withn", "within", "not"), defect("/x/within"), defect("/y/within")], {}, place)).toMatchObject([
      { expected: "another; did you mean within?", found: 'the unknown key "withn"', at: { pointer: "/x/withn" } }, { expected: "another", found: "this", at: { pointer: "/y/within" } },
    ]);
    expect(told([unknownKey("/x/a~1bd", "a/bc", "other"), defect("/x/a~1bc"), unknownKey("/nme", "name"), defect("/name")])).toEqual(["/x/a~1bd another; did you mean a/bc?", "/nme another; did you mean name?"]);
  });

  it("makes up no key where none is near, and goes on to miss the right one", () => {
    expect(told([unknownKey("/x/tides", "within"), defect("/x/within")])).toEqual(["/x/tides another", "/x/within another"]);
    expect(told([unknownKey("/tides", "within"), defect("")])).toEqual(["/tides another"]);
    // An empty key is one too, and nothing of it was misspelt.
    expect(told([unknownKey("/x/tides", "within"), unknownKey("/x/", "within")])).toEqual(["/x/tides another", "/x/ another"]);
  });

  it("says which text was meant where there are several, and only of a text", () => {
    const value = { a: "strct", b: "strct", c: 5 };
    expect(told([notOf("/a", "strict", "observe")], value)).toEqual(["/a another; did you mean strict?"]);
    expect(told([notOf("/a", "strict", "observe"), defect("/strict")], value)).toEqual(["/a another; did you mean strict?", "/strict another"]);
    expect(told([notOf("/a", "strict")], value)).toEqual(["/a another"]);
    expect(told([notOf("/c", "6", "7"), defect("/b"), notOf("/missing", "x", "y")], value)).toEqual(["/missing another", "/b another", "/c another"]);
    expect(faultsOfShape([notOf("/a", "strict", "observe")], value, place)).toMatchObject([{ found: "this" }]);
  });
});
