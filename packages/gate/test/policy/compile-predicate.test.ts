import { describe, expect, it } from "vitest";
import { compile, policyWith } from "../support.ts";

const defectsOf = (predicate: object): readonly (readonly [string, string | undefined, string])[] =>
  compile(JSON.stringify({ version: 1, name: "x", capabilities: { "mail.send": { allow: [{ id: "x", where: { "/subject": predicate } }] } } })).faults.map(({ code, at, found }) => [code, at?.pointer?.replace("/capabilities/mail.send/allow/0/where/~1subject", ""), found]);
const compiled = (predicate: object) => policyWith("mail.send", { allow: [{ id: "x", where: { "/subject": predicate } }] }).capabilities.get("mail.send")?.allow[0]?.where;

describe("a predicate", () => {
  it.each<[object, string, string]>([
    [{}, "", "none"], [{ const: 1, int: {} }, "", "const and int"], [{ pattern: "a", length: {}, cidr: ["::1"] }, "", "pattern and length and cidr"],
    [{ int: { min: 2, max: 1 } }, "/int", "2 and 1"], [{ number: { min: 0.2, max: 0.1 } }, "/number", "0.2 and 0.1"], [{ length: { min: 1, max: 0 } }, "/length", "1 and 0"],
    [{ cidr: ["10.0.0.0/8", "ten", "::/129"] }, "/cidr/1", '"ten"'],
  ])("%j is refused at %j: %s (FC-POL-0002.R3)", (predicate, pointer, found) => {
    expect(defectsOf(predicate)[0]).toEqual(["FC_POLICY_PREDICATE", pointer, found]);
  });

  it.each([[{ int: { min: 1, max: 1 } }], [{ number: { min: 0 } }], [{ length: { max: 0 } }], [{ int: {} }]])("%j is none", (predicate) => {
    expect(defectsOf(predicate)).toEqual([]);
  });

  it("with a range turned round is told it the right way", () => {
    const { faults } = compile(JSON.stringify({ version: 1, name: "x", capabilities: { "mail.send": { allow: [{ id: "x", where: { "/priority": { int: { min: 9, max: -1 } } } }] } } }));
    expect(faults[0]?.expected).toContain("did you mean min -1, max 9?");
  });

  it("with a pattern that is none is told what was expected, and at which character, from 1", () => {
    const { faults } = compile(JSON.stringify({ version: 1, name: "x", capabilities: { "mail.send": { allow: [{ id: "x", where: { "/subject": { pattern: "ab)" } } }] } } }));
    expect(faults).toMatchObject([{ code: "FC_POLICY_PATTERN", expected: expect.stringMatching(/, at character 3$/), found: '"ab)"', at: { pointer: "/capabilities/mail.send/allow/0/where/~1subject/pattern" } }]);
  });

  it("has every range that is none told", () => {
    expect(defectsOf({ cidr: ["10.0.0.0/8", "ten", "::/129"] }).map(([, pointer]) => pointer)).toEqual(["/cidr/1", "/cidr/2"]);
  });

  it("about a place has the defects of that place", () => {
    expect(defectsOf({ path: { within: ["nowhere"] } })).toEqual([["FC_POLICY_PATH", "/path/within/0", '"nowhere"']]);
    expect(defectsOf({ url: { origin: "https://example.com", path: "a" } })).toEqual([["FC_POLICY_URL", "/url/path", '"a"']]);
  });

  it.each<[object, object]>([
    [{ const: "a" }, { kind: "oneOf", values: ["a"], expected: '"a"' }],
    [{ const: null }, { kind: "oneOf", values: [null], expected: "null" }],
    [{ const: false }, { kind: "oneOf", values: [false], expected: "false" }],
    [{ const: [2, 1] }, { kind: "const", canonical: "[2,1]", expected: "[2,1]" }],
    [{ const: { b: 1, a: 2 } }, { kind: "const", canonical: '{"a":2,"b":1}' }],
    [{ oneOf: ["a", 1, true] }, { kind: "oneOf", values: ["a", 1, true], expected: 'one of "a", 1, true' }],
    [{ int: { min: 1, max: 2 } }, { kind: "int", range: { min: 1, max: 2 }, expected: "an integer from 1 to 2" }],
    [{ number: { min: 1, max: 2 } }, { kind: "number", range: { min: 1, max: 2 }, expected: "a number from 1 to 2" }],
    [{ length: { min: 1, max: 2 } }, { kind: "length", range: { min: 1, max: 2 }, expected: "a string or list with a length from 1 to 2" }],
    [{ pattern: "a+" }, { kind: "pattern", expected: "a string matching a+" }],
    [{ path: { within: "notes" } }, { kind: "path", from: "/srv/space", scope: { roots: [{ written: "notes", real: "/srv/space/notes" }], not: [] } }],
    // Nothing is connected to on its account.
    [{ url: { origin: "https://10.0.0.1" } }, { kind: "url", scope: { origin: "https://10.0.0.1", query: false, addresses: null }, expected: "a URL of https://10.0.0.1" }],
    [{ cidr: ["10.0.0.0/8", "::1"] }, { kind: "cidr", ranges: [{ family: 4, bits: 8 }, { family: 6, bits: 128 }], expected: "an address within 10.0.0.0/8 or ::1" }],
  ])("%j is judged as %j", (predicate, expected) => {
    expect(compiled(predicate)).toMatchObject([{ pointer: { text: "/subject" }, predicate: expected }]);
  });
});
