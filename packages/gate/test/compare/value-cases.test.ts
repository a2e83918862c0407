// FC-POL-0002.R19: conditions on one argument, over all values that its schema accepts. The schema is the author's of the capability, and
// may be of any kind.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "@femtoclaw/protocol";
import { comparePolicies, compilePolicy, readPolicy, type CapabilityDescriptor, type CompiledPolicy, type PolicyComparison, type Registry } from "../../src/index.ts";
import { capabilityOf, factsFor, registryOf, sha256 } from "../support.ts";

const probe = (args: JsonObject): CapabilityDescriptor => ({ name: "probe", description: "probe", args, effects: [], resource: { kind: "none" }, retry: "never" });
const registryFor = (x: JsonObject, more: JsonObject = {}): Registry => registryOf(capabilityOf(probe({ type: "object", properties: { x, ...more }, additionalProperties: false })));

const compile = (rules: readonly object[], registry: Registry): CompiledPolicy => {
  const text = JSON.stringify({ version: 1, name: "x", capabilities: { probe: { allow: rules.map((where, index) => ({ id: `r${index}`, where })) } } });
  const { policy: written } = readPolicy(text, "policy.yaml");
  const { policy } = written === null ? { policy: null } : compilePolicy(written, registry, factsFor(text), { sha256 });
  if (policy === null) throw new Error("a policy with defects");
  return policy;
};

const compare = (registry: Registry, a: readonly object[], b: readonly object[]): PolicyComparison => comparePolicies(compile(a, registry), compile(b, registry), registry);
/** Rules for one argument, each of one condition on it. */
const onX = (schema: JsonObject, a: readonly object[], b: readonly object[]): PolicyComparison => {
  const rule = (it: object): object => ({ "/x": it });
  return compare(registryFor(schema), a.map(rule), b.map(rule));
};
const equivalent: PolicyComparison = { equivalent: true, calls: [], undecided: [], others: [], observed: false };
const shown = ({ calls }: PolicyComparison): readonly string[] => calls.map(({ a, b, call }) => `${a} ${b}: ${JSON.stringify(call.args["x"])}`);

const integer = { type: "integer" } as const;
const number = { type: "number" } as const;

describe("comparePolicies() of numbers (FC-POL-0002.R19)", () => {
  it.each([
    ["between two bounds far apart", number, [{ number: { min: 1, max: 9 } }], [{ number: { max: 2, min: 1 } }, { number: { min: 8, max: 9 } }], "allowed denied: 3"],
    ["between two bounds close together", number, [{ number: { min: 0.1, max: 0.9 } }], [{ number: { min: 0.1, max: 0.2 } }, { number: { min: 0.3, max: 0.9 } }], "allowed denied: 0.25"],
    ["between fractional bounds, where only one whole number lies", integer, [{ number: { min: 1.25, max: 2.25 } }], [{ number: { min: 1.25, max: 1.75 } }], "allowed denied: 2"],
    ["a whole number beside a fractional bound", integer, [{ number: { min: 2.75 } }], [{ number: { min: 3.25 } }], "allowed denied: 3"],
    ["a fraction between whole numbers", number, [{ number: { min: 1, max: 3 } }], [{ int: { min: 1, max: 3 } }], "allowed denied: 1.5"],
    ["a fraction in the only place for one", number, [{ number: { min: 1, max: 1.1 } }], [{ const: 1 }, { const: 1.1 }], "allowed denied: 1.05"],
    ["below the lowest and above the highest bound", number, [{ number: {} }], [{ number: { min: -100, max: 100 } }], "allowed denied: -101"],
    ["a number that a list names", number, [{ number: { min: 1, max: 3 } }], [{ number: { min: 1, max: 3 } }, { oneOf: [3.5] }], "denied allowed: 3.5"],
  ])("finds a number %s", (_what, schema, a, b, example) => {
    const found = onX(schema, a, b);
    expect(found.undecided).toEqual([]);
    expect(shown(found)).toEqual([example]);
  });

  it.each([
    ["whole numbers, whatever the fractions of their bounds", integer, [{ number: { min: 0.5, max: 2.5 } }], [{ int: { min: 1, max: 2 } }]],
    ["two ranges that meet, as one, where only whole numbers count", integer, [{ int: { min: 1, max: 4 } }, { int: { min: 5, max: 9 } }], [{ int: { min: 1, max: 9 } }]],
    ["bounds beyond those of the schema", { type: "number", minimum: 0, maximum: 1 }, [{ number: { min: -5, max: 5 } }], [{ number: { min: 0, max: 1 } }]],
  ])("sees that it is the same: %s", (_what, schema, a, b) => {
    expect(onX(schema, a, b)).toEqual(equivalent);
  });
});

describe("comparePolicies() of lists and objects (FC-POL-0002.R19)", () => {
  const list = { type: "array", items: { type: "string" } } as const;

  it("tries a list and an object that no condition names", () => {
    // What is no such list and no such object: only the absent value would be left.
    expect(shown(onX(list, [{ length: { max: 1 } }], [{ const: [] }, { const: ["x"] }]))).toEqual(['allowed denied: ["y"]']);
    const object = { type: "object", properties: { n: { type: "integer" } }, additionalProperties: false } as const;
    const both = (...rules: readonly object[]) => compare(registryFor(object), [{}], rules);
    expect(both({ "/x": { const: {} } }).calls.length).toBeGreaterThan(0);
  });

  it("tells one list from another of its length", () => {
    expect(shown(onX(list, [{ const: ["a"] }], [{ const: ["b"] }]))).toEqual(expect.arrayContaining(['allowed denied: ["a"]', 'denied allowed: ["b"]']));
    expect(onX({ ...list, maxItems: 1 }, [{ length: { min: 1 } }], [{ length: { min: 1, max: 5 } }])).toEqual(equivalent);
    expect(onX({ ...list, minItems: 2 }, [{ length: { min: 1 } }], [{ length: { min: 2 } }])).toEqual(equivalent);
  });

  it("is undecided where it has no list or object but those that are named", () => {
    const one = { type: "array", items: { type: "string", enum: ["x"] }, minItems: 1, maxItems: 1 } as const;
    expect(onX(one, [{ const: ["x"] }], [{ length: {} }]).equivalent).toBe(false);
  });
});

describe("comparePolicies() of what a schema accepts (FC-POL-0002.R19)", () => {
  const undecided = { equivalent: false, calls: [], undecided: [{ capability: "probe" }] };

  it.each([
    ["a keyword that is not modelled", { type: "string", pattern: "^a+$" }],
    ["one in what an object holds", { type: "object", properties: { s: { type: "string", pattern: "^a+$" } } }],
    ["one in what a list holds", { type: "array", items: { type: "array", items: { type: "integer", multipleOf: 3 } } }],
    ["one in what further members hold", { type: "object", additionalProperties: { type: "number", exclusiveMinimum: 3 } }],
  ])("is undecided about %s", (_what, schema) => {
    expect(onX(schema as JsonObject, [{ const: ["named"] }], [{ const: { named: 1 } }])).toMatchObject(undecided);
  });

  it("is undecided about a condition behind such a keyword, and decides beside it", () => {
    const nested = registryFor({ type: "object", properties: { s: { type: "string" } }, required: ["s"], minProperties: 1 }, { y: integer });
    expect(compare(nested, [{ "/x/s": { const: "a" } }], [{ "/x/s": { const: "b" } }])).toMatchObject(undecided);
    expect(compare(nested, [{ "/y": { const: 1 } }], [{ "/y": { oneOf: [1] } }])).toEqual(equivalent);
  });

  it("is undecided where no value that it knows of is accepted", () => {
    // The list has to hold an object with a name, of which a condition on its size says nothing.
    const items = { type: "array", items: { type: "object", properties: { name: { type: "string" }, size: integer }, required: ["name"] } } as const;
    expect(compare(registryFor(items), [{ "/x/0/size": { int: { min: 1 } } }], [{ "/x/0/size": { int: { min: 2 } } }])).toMatchObject(undecided);
  });

  it("is undecided where the validator refuses what the schema allows", () => {
    const strict = capabilityOf(probe({ type: "object", properties: { x: { type: "string" } } }));
    const registry = registryOf({ ...strict, validateArgs: (args) => (args["x"] === undefined || args["x"] === "secret" ? [] : [{ pointer: "/x", expected: "another", found: "this" }]) });
    expect(compare(registry, [{ "/x": { pattern: ".*" } }], [{ "/x": { pattern: "[^s]*" } }])).toMatchObject(undecided);
  });

  it("takes the choices of a schema for all that there is", () => {
    expect(onX({ enum: ["a", 1, ["z"]] }, [{ pattern: "a" }, { const: ["z"] }], [{ oneOf: ["a", "b"] }, { length: { min: 1, max: 1 } }])).toEqual(equivalent);
    expect(shown(onX({ enum: ["a", 1, true] }, [{ oneOf: ["a", true] }], [{ oneOf: ["a"] }]))).toEqual(["allowed denied: true"]);
    expect(onX({ const: 5 }, [{ int: { min: 1 } }], [{ int: { min: 5, max: 5 } }])).toEqual(equivalent);
  });

  it("tells true from false, and null from what is not there", () => {
    expect(shown(onX({ type: "boolean" }, [{ const: true }], [{ oneOf: [true, false] }]))).toEqual(["denied allowed: false"]);
    expect(shown(onX({ type: ["null", "string"] }, [{ const: null }, { pattern: ".*" }], [{ pattern: ".*" }]))).toEqual(["allowed denied: null"]);
  });
});
