// FC-POL-0002.R19: conditions on one argument, over all values that its schema accepts. The schema is the author's of the capability, and
// may be of any kind.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "@femtoclaw/protocol";
import { comparePolicies, compilePolicy, readPolicy, type CapabilityDescriptor, type CompiledPolicy, type PolicyComparison, type Registry } from "../../src/index.ts";
import { rulesOf } from "../../src/compare/case.ts";
import { valueCases } from "../../src/compare/value-cases.ts";
import { newWork } from "../../src/compare/work.ts";
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
    ["far from all others", integer, [{ int: { min: 100, max: 200 } }], [{ int: { min: 100, max: 150 } }], "allowed denied: 200"],
    ["a number that a list names", number, [{ number: { min: 1, max: 3 } }], [{ number: { min: 1, max: 3 } }, { oneOf: [3.5] }], "denied allowed: 3.5"],
  ])("finds a number %s", (_what, schema, a, b, example) => {
    const found = onX(schema, a, b);
    expect(found.undecided).toEqual([]);
    expect(shown(found)).toEqual([example]);
  });

  it("finds it whatever other conditions there are on the argument, before it or after it", () => {
    const text = { pattern: "a" };
    expect(shown(onX({}, [text, { number: { max: 5 } }], [text, { int: { max: 5 } }]))).toEqual(["allowed denied: 4.5"]);
    expect(shown(onX({}, [{ number: { min: 5 } }, text], [{ int: { min: 5 } }, text]))).toEqual(["allowed denied: 5.5"]);
  });

  it.each([
    ["whole numbers, whatever the fractions of their bounds", integer, [{ number: { min: 0.5, max: 2.5 } }], [{ int: { min: 1, max: 2 } }]],
    ["two ranges that meet, as one, where only whole numbers count", integer, [{ int: { min: 1, max: 4 } }, { int: { min: 5, max: 9 } }], [{ int: { min: 1, max: 9 } }]],
    ["bounds beyond those of the schema", { type: "number", minimum: 0, maximum: 1 }, [{ number: { min: -5, max: 5 } }], [{ number: { min: 0, max: 1 } }]],
  ])("sees that it is the same: %s", (_what, schema, a, b) => {
    expect(onX(schema, a, b)).toEqual(equivalent);
  });
});

describe("comparePolicies() of texts (FC-POL-0002.R19)", () => {
  const text = { type: "string" } as const;
  it.each([
    ["outside a list of texts and within a pattern", text, [{ pattern: "a.*" }], [{ oneOf: ["a", 5] }], 'allowed denied: "aa"'],
    ["longer than the longest", text, [{ pattern: ".*" }], [{ length: { max: 2 } }], 'allowed denied: "aaa"'],
    ["shorter than the shortest", text, [{ pattern: ".*" }], [{ length: { min: 1 } }], 'allowed denied: ""'],
    ["between two lengths", text, [{ pattern: "x*" }], [{ length: { min: 0, max: 1 } }, { length: { min: 3 } }], 'allowed denied: "xx"'],
    ["as long as the schema wants it", { ...text, minLength: 3 }, [{ pattern: ".*" }], [{ pattern: ".{5}" }], 'allowed denied: "aaa"'],
    ["no longer than the schema lets it be", { ...text, maxLength: 3 }, [{ pattern: ".*" }], [{ pattern: ".{0,2}" }], 'allowed denied: "aaa"'],
  ])("finds a text %s", (_what, schema, a, b, example) => {
    const found = onX(schema, a, b);
    expect(found.undecided).toEqual([]);
    expect(shown(found)).toContain(example);
  });

  it("is undecided about texts too long to be looked through", () => {
    expect(onX(text, [{ length: { max: 30_000 } }], [{ length: { max: 30_000 } }])).toMatchObject({ calls: [], undecided: [{ why: expect.stringContaining("too many combinations") }] });
  });

  it("sees that it is the same for all texts that the schema lets be", () => {
    expect(onX({ ...text, maxLength: 2 }, [{ pattern: ".*" }], [{ pattern: ".{0,2}|.{5}" }])).toEqual(equivalent);
    expect(onX({ ...text, minLength: 2 }, [{ length: {} }], [{ length: { min: 1 } }])).toEqual(equivalent);
    expect(onX({ ...text, minLength: 2, maxLength: 2 }, [{ pattern: "a*" }], [{ oneOf: ["aa", "aaa"] }])).toEqual(equivalent);
  });

  it("needs a number of a list of texts and numbers, and the texts of it", () => {
    expect(shown(onX({}, [{ oneOf: ["z", 5, "y", 3] }], [{ oneOf: [3, "y", 5] }]))).toEqual(['allowed denied: "z"']);
    expect(shown(onX({}, [{ oneOf: ["z", 5, "y", 3] }], [{ oneOf: ["z", "y"] }, { int: { min: 3, max: 5 } }]))).toEqual(["denied allowed: 4"]);
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

  it("finds a list between two lengths, and one as short and as long as they may be", () => {
    expect(shown(onX(list, [{ length: {} }], [{ length: { max: 2 } }, { length: { min: 4 } }]))).toEqual(['allowed denied: ["x","x","x"]']);
    expect(shown(onX(list, [{ length: {} }], [{ length: { min: 1 } }]))).toEqual(["allowed denied: []"]);
    expect(shown(onX({ ...list, minItems: 2 }, [{ length: {} }], [{ length: { min: 3 } }]))).toEqual(['allowed denied: ["x","x"]']);
    expect(shown(onX({ ...list, maxItems: 2 }, [{ length: {} }], [{ length: { max: 1 } }]))).toEqual(['allowed denied: ["x","x"]']);
    expect(shown(onX({ ...list, minItems: 1 }, [{ length: {} }, { const: [] }], [{ length: { min: 2 } }]))).toEqual(['allowed denied: ["x"]']);
  });

  it("writes lists out up to a length, and is undecided beyond it", () => {
    expect(onX(list, [{ length: { max: 1_023 } }], [{ length: { min: 0, max: 1_023 } }])).toEqual(equivalent);
    expect(onX(list, [{ length: { max: 1_024 } }], [{ length: { max: 1_024 } }])).toMatchObject({ calls: [], undecided: [{ why: expect.stringContaining("too large") }] });
    // What the schema does not let be so long is not written out, nor where it lets no list be.
    expect(onX({ ...list, maxItems: 3 }, [{ length: { max: 5_000 } }], [{ length: { max: 9 } }])).toEqual(equivalent);
    expect(onX({ type: "string", maxLength: 3 }, [{ length: { max: 5_000 } }], [{ length: { max: 9 } }])).toEqual(equivalent);
  });

  it("makes what lists and objects hold as their schemas want it", () => {
    const of = (items: JsonObject): JsonObject => ({ type: "array", items, minItems: 1, maxItems: 1 });
    for (const [items, name, other] of [
      [{ type: "integer" }, [1], [0]],
      [{ type: "boolean" }, [false], [true]],
      [{ enum: ["x", "q"] }, ["q"], ["x"]],
      [{ type: ["null", "array"], maxItems: 0 }, [null], [[]]],
      [{ type: "object", additionalProperties: false, properties: {} }, [1], [{}]],
    ] as const) {
      expect(shown(onX(of(items), [{ length: {} }], [{ const: name }])), JSON.stringify(items)).toEqual([`allowed denied: ${JSON.stringify(other)}`]);
    }
    const object = (more: JsonObject): Registry => registryFor({ type: "object", ...more });
    const others = (registry: Registry, ...names: readonly object[]) => comparePolicies(compile([{}], registry), compile(names.map((it) => ({ "/x": { const: it } })), registry), registry);
    // Each has an object that is none of those; only whether there is one can be told where all are denied but the named.
    for (const [more, names] of [
      [{}, [{}]],
      [{}, [{}, { x: "x" }]],
      [{ properties: { n: { type: "integer" } }, additionalProperties: false }, [{}, { n: 1 }]],
      [{ properties: { n: { type: "integer" }, m: { type: "boolean" } }, required: ["n"], additionalProperties: false }, [{ n: 1 }, { n: 0 }, { n: 2 }]],
      [{ properties: { x: { enum: ["p", "q"] } }, additionalProperties: false }, [{}]],
      [{ additionalProperties: { type: "boolean" } }, [{}, { x: false }]],
    ] as const) {
      expect(others(object(more as JsonObject), ...names).undecided, JSON.stringify(more)).toEqual([]);
      expect(others(object(more as JsonObject), ...names).calls.length).toBeGreaterThan(0);
    }
    for (const [more, names] of [
      [{ additionalProperties: false }, [{}]],
      [{ properties: { n: { const: 1 } }, required: ["n"], additionalProperties: false }, [{ n: 1 }]],
    ] as const) {
      expect(others(object(more as JsonObject), ...names)).toMatchObject({ equivalent: false, undecided: [{ why: expect.stringContaining("no value for each kind") }] });
    }
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
    expect(compare(registry, [{ "/x": { pattern: ".*" } }], [{ "/x": { pattern: ".*" } }])).toMatchObject({ undecided: [{ why: expect.stringContaining("validator") }] });
    // And where it accepts more than that.
    const lax = registryOf({ ...strict, validateArgs: () => [] });
    expect(compare(lax, [{ "/x": { pattern: ".*" } }], [{ "/x": { pattern: ".*" } }])).toMatchObject({ undecided: [{ why: expect.stringContaining("validator") }] });
  });

  it("is undecided where it accepts texts that the schema does not know", () => {
    const whole = capabilityOf(probe({ type: "object", properties: { x: integer } }));
    const accepting = (accepts: (value: unknown) => boolean) => registryOf({ ...whole, validateArgs: ({ x }) => (x === undefined || accepts(x) ? [] : [{ pointer: "/x", expected: "another", found: "this" }]) });
    const same = (registry: Registry) => compare(registry, [{ "/x": { int: { min: 1 } } }], [{ "/x": { int: { min: 1 } } }]);
    expect(same(accepting((it) => Number.isInteger(it)))).toEqual(equivalent);
    expect(same(accepting((it) => Number.isInteger(it) || typeof it === "string"))).toMatchObject({ undecided: [{ why: expect.stringContaining("validator") }] });
  });

  it("counts each value with each rule, and a text by its characters (G10)", () => {
    const rules = rulesOf(compile([{ "/x": { oneOf: ["a", "bcd"] } }, { "/x": { const: "bcd" } }, {}], registryFor({ enum: ["a", "bcd", ["bcd"], 7] })).capabilities.get("probe"), "a");
    const cases = (most: number) => {
      const work = newWork(most);
      return { found: valueCases("/x", rules, { enum: ["a", "bcd", ["bcd"], 7] }, () => true, work), steps: work.spent() };
    };
    // Of values that the schema lists, those are all that is done.
    const steps = 3 * (2 + 4 + 1 + 1);
    expect(cases(steps)).toMatchObject({ found: [{ args: [["/x", undefined]] }, { args: [["/x", "a"]] }, { args: [["/x", "bcd"]] }, { args: [["/x", ["bcd"]]] }], steps });
    expect(cases(steps - 1).found).toEqual({ undecided: "the conditions on /x have too many combinations" });
  });

  it("has for each way of standing to the rules one value, and nothing of any host", () => {
    const rules = rulesOf(compile([{ "/x": { const: 1 } }, {}], registryFor(integer)).capabilities.get("probe"), "a");
    expect(valueCases("/x", rules, { const: 1 }, (it) => it !== undefined, newWork(1_000))).toEqual([{ said: ["holds", "holds"], taken: [], args: [["/x", 1]], facts: [] }]);
  });

  it("is undecided where nothing can be accepted at all", () => {
    const none = { type: "string", minLength: 3, maxLength: 2 } as const;
    expect(onX(none, [{ pattern: ".*" }], [{ pattern: ".*" }])).toMatchObject({ undecided: [{ why: expect.stringContaining("its schema accepts") }] });
  });

  it("knows whether an argument may be left out", () => {
    const { known, of } = { known: registryOf(capabilityOf(probe({ type: "object", properties: { x: { type: "boolean" } }, required: ["x"] }))), of: (it: object) => ({ "/x": it }) };
    expect(comparePolicies(compile([{}], known), compile([of({ const: true }), of({ const: false })], known), known)).toEqual(equivalent);
    expect(onX({ type: "boolean" }, [{ const: true }, { const: false }], [{ oneOf: [true, false] }])).toEqual(equivalent);
    expect(compare(registryFor({ type: "boolean" }), [{}], [of({ const: true }), of({ const: false })]).calls).toMatchObject([{ call: { args: {} } }]);
  });

  it.each([
    ["a path", { path: { within: "." } }],
    ["a URL", { url: { origin: "https://x.example" } }],
    ["an address", { cidr: ["10.0.0.0/8"] }],
  ])("is undecided about %s, beside other conditions too", (_what, place) => {
    expect(onX({ type: "string" }, [place, { const: "a" }], [place, { const: "a" }])).toMatchObject({ undecided: [{ why: expect.stringContaining("conditions on a place") }] });
  });

  it("takes the choices of a schema for all that there is", () => {
    expect(onX({ enum: ["a", 1, ["z"]] }, [{ pattern: "a" }, { const: ["z"] }], [{ oneOf: ["a", "b"] }, { length: { min: 1, max: 1 } }])).toEqual(equivalent);
    expect(shown(onX({ enum: ["a", 1, true] }, [{ oneOf: ["a", true] }], [{ oneOf: ["a"] }]))).toEqual(["allowed denied: true"]);
    expect(onX({ const: 5 }, [{ int: { min: 1 } }], [{ int: { min: 5, max: 5 } }])).toEqual(equivalent);
  });

  it("tells true from false, and null from what is not there", () => {
    expect(shown(onX({ type: "boolean" }, [{ const: true }], [{ oneOf: [true, false] }]))).toEqual(["denied allowed: false"]);
    expect(shown(onX({ type: "boolean" }, [{ const: false }], [{ oneOf: [true, false] }]))).toEqual(["denied allowed: true"]);
    expect(shown(onX({ type: ["null", "string"] }, [{ const: null }, { pattern: ".*" }], [{ pattern: ".*" }]))).toEqual(["allowed denied: null"]);
  });
});
