import type { JsonObject, JsonValue } from "@femtoclaw/protocol";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { sampleArguments, schemaAt, withArgument } from "../../src/compare/sample-arguments.ts";

const sampleOf = (schema: JsonValue): JsonValue | undefined => sampleArguments({ required: ["a"], properties: { a: schema } })["a"];

describe("sampleArguments()", () => {
  it.each<[JsonValue, JsonValue]>([
    [{ const: 0 }, 0], [{ const: "", type: "string" }, ""], [{ enum: ["b", "a"], type: "string" }, "b"], [{ enum: [false] }, false], [{ enum: [] }, "x"], [{ enum: "no list" }, "x"],
    [{ type: "integer" }, 1], [{ type: "number" }, 1], [{ type: "integer", minimum: 7 }, 7], [{ type: "integer", minimum: -2, maximum: 9 }, -2], [{ type: "number", maximum: 0.5 }, 0.5], [{ type: "integer", maximum: 9 }, 1], [{ type: "integer", minimum: "7" }, 1],
    [{ type: "boolean" }, false], [{ type: "null" }, null], [{ type: ["null", "string"] }, null], [{ type: [] }, "x"],
    [{ type: "array" }, []], [{ type: "array", minItems: 2, items: { type: "integer" } }, [1, 1]], [{ type: "array", minItems: 1 }, ["x"]], [{ type: "array", minItems: 1_000_000, items: { type: "null" } }, Array.from({ length: 16 }, () => null)],
    [{ type: "string" }, "x"], [{ type: "string", minLength: 0 }, "x"], [{ type: "string", minLength: 3 }, "xxx"], [{ type: "string", minLength: 1_000_000_000 }, "x".repeat(256)], [{}, "x"], [true, "x"],
    [{ type: "object" }, {}], [{ type: "object", properties: { b: {}, c: {} }, required: ["c"] }, { c: "x" }], [{ type: "object", required: ["d"] }, { d: "x" }],
  ])("of %j is %j", (schema, expected) => {
    expect(sampleOf(schema)).toEqual(expected);
  });

  it("has what is required, in that order, and nothing else", () => {
    expect(Object.entries(sampleArguments({ required: ["b", "a", 1], properties: { a: {}, b: { type: "null" }, c: {} } }))).toEqual([["b", null], ["a", "x"]]);
    expect(sampleArguments({ properties: { a: {} } })).toEqual({});
    expect(sampleArguments({ required: "a", properties: [] })).toEqual({});
  });

  it("goes eight levels deep and no deeper, whatever the schema", () => {
    const nested = (levels: number): JsonObject => (levels === 0 ? { type: "boolean" } : { type: "object", required: ["a"], properties: { a: nested(levels - 1) } });
    const depthOf = (value: JsonValue | undefined): readonly JsonValue[] => (typeof value === "object" && value !== null && !Array.isArray(value) && "a" in value ? [1, ...depthOf(value["a"])] : [value ?? null]);
    expect(depthOf(sampleArguments(nested(8)))).toEqual([...Array.from({ length: 8 }, () => 1), false]);
    expect(depthOf(sampleArguments(nested(9)))).toEqual([...Array.from({ length: 9 }, () => 1), "x"]);
    const lists = (levels: number): JsonObject => (levels === 0 ? { type: "boolean" } : { type: "array", minItems: 1, items: lists(levels - 1) });
    expect(JSON.stringify(sampleOf(lists(7)))).toBe("[[[[[[[false]]]]]]]");
    expect(JSON.stringify(sampleOf(lists(8)))).toBe('[[[[[[[["x"]]]]]]]]');
  });

  it("is accepted by the schema", () => {
    const schema: JsonObject = {
      type: "object", additionalProperties: false, required: ["to", "size", "mode", "more"],
      properties: { to: { type: "array", minItems: 2, items: { type: "string", minLength: 2 } }, size: { type: "integer", maximum: 0 }, mode: { enum: ["create"] }, more: { type: "object", required: ["x"], properties: { x: { type: "number", minimum: 3.5 } } } },
    };
    expect(new Ajv2020().compile(schema)(sampleArguments(schema))).toBe(true);
  });
});

describe("schemaAt()", () => {
  const schema: JsonObject = { properties: { a: { properties: { "b/c": { type: "null" } }, items: { type: "number" } }, list: { items: { items: { type: "string" } } }, bad: 1 } };

  it.each<[string, JsonObject]>([["", schema], ["/a/b~1c", { type: "null" }], ["/a/0", { type: "number" }], ["/list/0/7", { type: "string" }], ["/none", {}], ["/none/more", {}], ["/bad", {}], ["/bad/x", {}], ["/toString", {}], ["/a/b~1c/x", {}]])("at %j is what the schema lists there", (pointer, expected) => {
    expect(schemaAt(schema, pointer)).toEqual(expected);
  });
});

describe("withArgument()", () => {
  it.each<[JsonObject, string, JsonValue | undefined, JsonObject]>([
    [{}, "/a", 1, { a: 1 }], [{ a: 1, b: 2 }, "/a", 3, { a: 3, b: 2 }], [{ a: 1 }, "/a", null, { a: null }],
    [{}, "/a/b", 1, { a: { b: 1 } }], [{ a: { c: 2 } }, "/a/b", 1, { a: { c: 2, b: 1 } }], [{ a: 5 }, "/a/b", 1, { a: { b: 1 } }],
    [{}, "/a/0", 1, { a: [1] }], [{ a: [1, 2] }, "/a/0", 3, { a: [3, 2] }], [{ a: [1, 2] }, "/a/1", 3, { a: [1, 3] }], [{ a: [1] }, "/a/1", 2, { a: [1, 2] }],
    [{ a: [{ b: 1, c: 2 }] }, "/a/0/b", 3, { a: [{ b: 3, c: 2 }] }], [{}, "/a/0/b", 1, { a: [{ b: 1 }] }], [{ a: [] }, "/a/0/b", 1, { a: [{ b: 1 }] }],
    [{ "x/y": 1 }, "/x~1y", 2, { "x/y": 2 }],
    [{ a: 1, b: 2 }, "/a", undefined, { b: 2 }], [{ a: { b: 1, c: 2 } }, "/a/b", undefined, { a: { c: 2 } }], [{ a: [1, 2, 3] }, "/a/1", undefined, { a: [1] }], [{ a: [{ b: 1, c: 2 }, 5] }, "/a/0/b", undefined, { a: [{ c: 2 }, 5] }],
    [{ a: 1 }, "/b", undefined, { a: 1 }], [{ a: 1 }, "", { b: 2 }, { b: 2 }], [{ a: 1 }, "", 5, { a: 1 }], [{ a: 1 }, "", undefined, { a: 1 }],
  ])("of %j at %j with %j is %j", (args, pointer, value, expected) => {
    const before = structuredClone(args);
    expect(withArgument(args, pointer, value)).toEqual(expected);
    expect(args).toEqual(before);
  });
});
