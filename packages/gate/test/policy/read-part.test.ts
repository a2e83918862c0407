import type { JsonValue } from "@femtoclaw/protocol";
import { describe, expect, it } from "vitest";
import { readPart, type PartReading } from "../../src/policy/read-part.ts";

const read = (value: JsonValue): PartReading => readPart(value, "p", (pointer) => ({ file: "p", pointer }));
const whole = { version: 1, name: "x" };

describe("readPart() (FC-POL-0001.R13)", () => {
  it("gives a document without defects as it is, with its file and its places", () => {
    const { part, faults } = read(whole);
    expect(faults).toEqual([]);
    expect(part).toMatchObject({ file: "p", document: whole });
    expect(part?.place("/name")).toEqual({ file: "p", pointer: "/name" });
  });

  it.each<[JsonValue]>([[null], [[]], ["x"], [1]])("has no part of %j, which is no document", (value) => {
    expect(read(value)).toMatchObject({ part: null, faults: [{ code: "FC_POLICY_SCHEMA", at: { pointer: "" } }] });
  });

  it.each<[string, JsonValue, JsonValue]>([
    ["all but the wrong member", { ...whole, tides: [], capabilities: { shell: { enabled: 1, deny: [] } } }, { ...whole, capabilities: { shell: { deny: [] } } }],
    ["all but what misses something once its wrong part is left out", { ...whole, capabilities: { shell: { allow: [{ id: "a", path: { within: 1 }, bin: "ls" }] } } }, { ...whole, capabilities: { shell: { allow: [{ id: "a", bin: "ls" }] } } }],
    ["all but what misses something once two of its parts are left out, one after the other", { ...whole, include: [{ file: 1 }], capabilities: { shell: { limits: { perRun: 1, window: { count: 1, windowMs: 0 } } } } }, { ...whole, capabilities: { shell: { limits: { perRun: 1 } } } }],
    ["what is wrong deep inside, and not what is around it", { ...whole, capabilities: { shell: { allow: [{ id: "a", argv: ["x", { optional: { many: { int: { min: "1" } } } }] }] } } }, { ...whole, capabilities: { shell: { allow: [{ id: "a", argv: ["x", { optional: { many: { int: {} } } }] }] } } }],
    ["a document without name and version", { capabilities: {} }, { version: 1, name: expect.stringMatching(/^unnamed\.[01]$/), capabilities: {} }],
    ["rules without ids", { ...whole, flow: [{ profile: "planted-instructions" }], capabilities: { shell: { allow: [{ bin: "ls" }, { id: "", bin: "wc" }] } } }, { ...whole, flow: [{ id: expect.any(String), profile: "planted-instructions" }], capabilities: { shell: { allow: [{ id: expect.any(String), bin: "ls" }, { id: expect.any(String), bin: "wc" }] } } }],
  ])("leaves of a document with defects %s", (_, value, expected) => {
    const { part, faults } = read(value);
    expect(part?.document).toEqual(expected);
    expect(faults.length).toBeGreaterThan(0);
  });
});
