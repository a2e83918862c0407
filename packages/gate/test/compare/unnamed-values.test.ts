// FC-POL-0002.R19: one value stands for all that no condition names, so it has to be one that the schema accepts and that none names.
import { expect, it } from "vitest";
import type { JsonObject, JsonValue } from "@femtoclaw/protocol";
import { unnamedValues } from "../../src/compare/unnamed-values.ts";

const [lists, objects] = [{ array: true, object: false }, { array: false, object: true }];

it.each<[string, JsonObject, typeof lists, readonly number[], readonly JsonValue[], readonly JsonValue[] | null]>([
  ["a list of each length that is not empty", { items: { type: "string" } }, lists, [0, 1, 2], [], [["x"], ["x", "x"]]],
  ["another text than the one that is named", { items: { type: "string" } }, lists, [1], [["x"]], [["y"]]],
  ["another number", { items: { type: "integer" } }, lists, [1], [[1], [0]], [[2]]],
  ["the one truth value that is left", { items: { type: ["null", "boolean"] } }, lists, [1], [[null], [true]], [[false]]],
  ["the other truth value that is left", { items: { type: "boolean" } }, lists, [1], [[false]], [[true]]],
  ["nothing, where all are named", { items: { type: "boolean" } }, lists, [1], [[false], [true]], null],
  ["nothing, where one length has none", { items: { enum: ["a"] } }, lists, [1, 2], [["a"]], null],
  ["an object", { type: "object" }, objects, [], [], [{}]],
  ["an object with another member, where the least is named", { type: "object" }, objects, [], [{}], [{ x: "x" }]],
  ["an object with another value in a member of its own", { type: "object", properties: { a: { type: "integer" } }, required: ["a"], additionalProperties: false }, objects, [], [{ a: 1 }], [{ a: 0 }]],
  ["no list and no object, where neither can be", {}, { array: false, object: false }, [1], [], []],
])("unnamedValues() is %s", (_what, schema, types, lengths, names, expected) => {
  expect(unnamedValues(schema, types, lengths, names)).toEqual(expected);
});
