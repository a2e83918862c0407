// FC-POL-0002.R19: what a schema accepts is what its validator accepts, for all that is modelled; what is not, is found wherever it stands.
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue } from "@femtoclaw/protocol";
import { fitsSchema, strangeKeyword } from "../../src/compare/modelled-schema.ts";
import { numberPoints } from "../../src/compare/number-points.ts";
import { cases } from "../cases.ts";

const schemas: readonly JsonObject[] = [
  {}, { type: "string" }, { type: "integer" }, { type: "number" }, { type: "boolean" }, { type: "null" }, { type: "array" }, { type: "object" }, { type: ["string", "null"] },
  { const: 1 }, { const: [1, { a: 2 }] }, { enum: ["a", 2, null] }, { enum: [{ a: 1 }], type: "object" }, { enum: [1, "1"], const: 1 },
  { type: "string", minLength: 1 }, { type: "string", maxLength: 1 }, { type: "number", minimum: 1 }, { type: "integer", maximum: 1 },
  { type: "array", minItems: 1 }, { type: "array", maxItems: 1 }, { type: "array", items: { type: "integer" } }, { type: "array", items: false },
  { type: "object", required: ["a"] }, { type: "object", properties: { a: { type: "integer" } } }, { type: "object", additionalProperties: false },
  { type: "object", properties: { a: true }, additionalProperties: { type: "string" } }, { type: "object", properties: { a: { type: "array", items: { const: "x" } } }, required: ["a"] },
];
const values: readonly JsonValue[] = [
  null, true, false, 0, 1, 1.5, 2, -1, "", "a", "1", "x", "ab", "😀", "😀😀", [], [1], [1.5], ["x"], [1, 2], [1, { a: 2 }], {}, { a: 1 }, { a: "x" }, { a: ["x"] }, { a: ["y"] }, { b: "x" }, { a: 1, b: 2 },
];

describe("fitsSchema()", () => {
  it.each(schemas.map((it) => [JSON.stringify(it), it] as const))("judges by %s as a validator does", (_text, schema) => {
    const validate = new Ajv2020({ strict: false }).compile(schema);
    for (const value of values) expect(fitsSchema(schema, value), JSON.stringify(value)).toBe(validate(value));
  });

  it("takes a schema that is no object for what it says", () => {
    expect([true, undefined, false].map((it) => fitsSchema(it, 1))).toEqual([true, true, false]);
  });
});

describe("strangeKeyword()", () => {
  const strange = { type: "string", pattern: "a" } as const;
  it.each<readonly [JsonObject, string, string | null]>([
    [{ properties: { x: { type: "string", minLength: 1, title: "t", description: "d", default: "a", examples: [], $comment: "c" } } }, "/x", null],
    [{ properties: { x: strange } }, "/x", "pattern"],
    [{ properties: { x: strange, y: {} } }, "/y", null],
    [{ properties: { x: {} }, dependentRequired: {} }, "/x", "dependentRequired"],
    [{ properties: { x: { properties: { y: {} }, minProperties: 1 } } }, "/x/y", "minProperties"],
    [{ properties: { x: { properties: { y: { properties: { z: {} } } }, minProperties: 1 } } }, "/x/y/z", "minProperties"],
    [{ properties: { x: { properties: { y: {}, z: strange } } } }, "/x/y", null],
    [{ properties: { x: { properties: { y: {}, z: strange } } } }, "/x", "pattern"],
    [{ properties: { x: { items: { items: strange } } } }, "/x", "pattern"],
    [{ properties: { x: { items: { items: strange } } } }, "/x/0/0", "pattern"],
    [{ properties: { x: { items: { uniqueItems: true, items: {} } } } }, "/x/0/0", "uniqueItems"],
    [{ properties: { x: { additionalProperties: strange } } }, "/x", "pattern"],
    [{ properties: { x: { additionalProperties: true, items: false } } }, "/x", null],
    [{ properties: { "a/b": { format: "date" } } }, "/a~1b", "format"],
  ])("of %j at %s is %s", (schema, pointer, keyword) => {
    expect(strangeKeyword(schema, pointer)).toBe(keyword);
  });
});

describe("numberPoints()", () => {
  it.each<readonly [readonly number[], readonly number[]]>([
    [[], [-1, -0.5, 0, 0.5, 1]],
    [[5], [4, 4.5, 5, 5.5, 6]],
    [[1, 2], [0, 0.5, 1, 1.5, 2, 2.5, 3]],
    [[3, 1], [0, 0.5, 1, 1.5, 2, 3, 3.5, 4]],
    [[0.5, 0.75], [0, 0.25, 0.5, 0.625, 0.75, 0.875, 1]],
    [[0.5, 2.5], [0, 0.25, 0.5, 0.75, 1, 2.5, 2.75, 3]],
  ])("around %j are %j", (bounds, points) => {
    expect(numberPoints(bounds).toSorted((a, b) => a - b)).toEqual(points);
  });

  it("are none that no call can say", () => {
    for (const bounds of [[Number.MAX_SAFE_INTEGER], [Number.MIN_SAFE_INTEGER], [1e300, -1e300], [Number.MAX_SAFE_INTEGER, 1e20]]) {
      for (const it of numberPoints(bounds)) expect(!Number.isInteger(it) || Number.isSafeInteger(it), String(it)).toBe(true);
    }
    expect(numberPoints([1.2e308, 1.7e308]).filter((it) => !Number.isFinite(it))).toEqual([]);
    expect(numberPoints([-1, 1]).some((it) => Object.is(it, -0))).toBe(false);
  });

  it("stand for every number, whole or not", () => {
    const number = fc.oneof(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -36, max: 36 }).map((it) => it / 4));
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 4 }), number, (bounds, value) => {
        const kind = (it: number): string => `${Number.isInteger(it)} ${bounds.map((bound) => Math.sign(it - bound)).join()}`;
        expect(numberPoints(bounds).map(kind)).toContain(kind(value));
      }),
      { numRuns: cases(300) },
    );
  });
});
