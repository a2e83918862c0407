import type { JsonObject } from "@femtoclaw/protocol";
import { describe, expect, it } from "vitest";
import { schemaHasPointer } from "../../src/policy/schema-has-pointer.ts";

const text = { type: "string" };
const pair: JsonObject = { type: "object", properties: { list: { type: "array", prefixItems: [text, { type: "object", properties: { a: text } }], items: false }, "a/b~c": text, none: false } };

describe("schemaHasPointer() (FC-POL-0002)", () => {
  it.each<[string, JsonObject, string]>([
    ["the arguments themselves", pair, ""],
    ["a member", pair, "/list"],
    ["a member whose name is escaped", pair, "/a~1b~0c"],
    ["an item with a schema of its own", pair, "/list/1/a"],
    ["any item of a list", { properties: { list: { items: text } } }, "/list/999999999"],
    ["an item after those with a schema of their own", { prefixItems: [false], items: text }, "/1"],
    ["anything below a part of which nothing is said", { properties: { a: true } }, "/a/b/0"],
    ["anything in an object that lists no members", { properties: { a: { type: "object" } } }, "/a/b"],
    ["anything in a list that says nothing of its items", { properties: { a: { type: "array" } } }, "/a/0"],
    ["another member where those may be anything", { properties: { a: text }, additionalProperties: true }, "/b"],
    ["a part of another member, as its schema says", { properties: {}, additionalProperties: { properties: { c: text } } }, "/b/c"],
    ["a part of what may be of several types", { properties: { a: { type: ["string", "object"] } } }, "/a/b"],
    ...["$ref", "$dynamicRef", "allOf", "anyOf", "oneOf", "not", "if", "patternProperties", "dependentSchemas", "unevaluatedProperties", "unevaluatedItems"].map((keyword): [string, JsonObject, string] => [
      `another member where ${keyword} may speak of it`, { properties: { a: text }, additionalProperties: false, [keyword]: {} }, "/b",
    ]),
  ])("finds %s", (_, schema, pointer) => {
    expect(schemaHasPointer(schema, pointer)).toBe(true);
  });

  it.each<[string, JsonObject, string]>([
    ["what is no pointer", { type: "object" }, "a"],
    ["a member that is not listed", pair, "/other"],
    ["a member that is listed as impossible", pair, "/none"],
    ["what lies below an impossible one", pair, "/none/a"],
    ["another member where there is none", { additionalProperties: false }, "/a"],
    ["an inherited name", { properties: {} }, "/toString"],
    ["a member of a list", { properties: { a: { items: text } } }, "/a/name"],
    ["an item by a number that is not in its one form", { items: text }, "/01"],
    ["an item by a number with a sign", { items: text }, "/-1"],
    ["an item by a number beyond all lists", { items: text }, "/1000000000"],
    ["an item by what only begins or ends with a number", { properties: { a: { items: text } } }, "/a/1x"],
    ["an item by what only ends with a number", { items: text }, "/x1"],
    ["an item behind the last of a list that is closed", pair, "/list/2"],
    ["an item behind the last of a list that only tells these", { prefixItems: [text] }, "/1"],
    ["a part of a text", { properties: { a: text } }, "/a/length"],
    ["a part of a number", { properties: { a: { type: "integer" } } }, "/a/0"],
    ["a part of a text of which something else is said", { properties: { a: { ...text, allOf: [] } } }, "/a/b"],
    ["a part of what is no schema", { properties: { a: "text" } }, "/a/b"],
  ])("does not find %s", (_, schema, pointer) => {
    expect(schemaHasPointer(schema, pointer)).toBe(false);
  });
});
