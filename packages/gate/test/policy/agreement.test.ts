// The shape of a policy is said three times: as zod, from which the published JSON Schema and the standalone validator are
// generated, and as types. Here they are held together.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import type { z } from "zod";
import { policyDefects } from "../../src/generated/policy-validator.js";
import type { ArgvPredicate, CapabilityLimits, CapabilityPolicy, PathScope, Predicate, Rule, UrlScope, WrittenDocument } from "../../src/policy/policy-document.ts";
import { policySchema } from "../../src/policy/policy.schema.ts";
import { cases } from "../cases.ts";

const schema: unknown = JSON.parse(readFileSync(join(import.meta.dirname, "../../schemas/policy.schema.json"), "utf8"));
const published = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(Object(schema));

/** Typed, so that the compiler holds the types to what the schema accepts. */
const good: readonly WrittenDocument[] = [
  { version: 1, name: "a" },
  { version: 1, name: "a.b-c_d", profile: "strict", capabilities: {}, budgets: {} },
  { version: 1, name: "a", profile: "industrial", budgets: { perRun: { steps: 0, executions: 1, wallMs: 1, tokens: 0 } } },
  { version: 1, name: "a", capabilities: { shell: { enabled: false, descriptor: `sha256:${"0".repeat(64)}`, require: "approval", allow: [], deny: [], limits: { timeoutMs: 1, maxOutputBytes: 1, perRun: 0, perMinute: 10_000, window: { count: 0, windowMs: 1_000_000_000 }, concurrent: 1 } } } },
  {
    version: 1,
    name: "a",
    capabilities: {
      shell: {
        allow: [
          { id: "a", comment: "", require: "approval", bin: "git", argv: [], pin: true, cwd: ".", environment: { A_1: "" } },
          { id: "b", argv: ["", { flag: "-n", int: {} }, { oneOf: [""] }, { pattern: "a" }, { path: { within: ["a"], not: [] } }, { optional: { many: "x" } }, { many: { flag: "--a" } }, { rest: true }, { flags: ["-a", { flag: "-n", int: {} }] }, {}] },
          { id: "c", path: { within: "." }, maxBytes: 0 },
          { id: "d", url: { origin: "x", path: "y", query: "none", addresses: [] } },
          { id: "e", where: { "": {}, "/a": { const: null }, b: { oneOf: ["", 1, true] }, c: { int: { min: 1, max: 0 } }, d: { number: { min: 0.5 } }, e: { pattern: "(" }, f: { length: {} }, g: { const: { a: [1, { b: "c" }] } } } },
        ],
      },
    },
  },
  {
    version: 1,
    name: "a",
    include: [{ file: "base.yaml", digest: `sha256:${"0".repeat(64)}` }, { file: "../a b/c-d_e.json" }],
    sets: { "a.b": ["x"], c: ["y", "z"] },
    capabilities: {
      shell: {
        allow: [
          { id: "a", argv: [{ oneOf: { set: "c" } }, { flag: "-n", path: { within: { set: "c" }, not: { set: "c" } } }] },
          { id: "b", path: { within: { set: "c" } }, url: { origin: "x", addresses: { set: "c" } }, where: { "/a": { oneOf: { set: "c" } }, "/b": { cidr: { set: "c" } }, "/c": { path: { within: ".", not: { set: "c" } } } } },
        ],
      },
    },
  },
];

const flow: readonly WrittenDocument[] = [
  { version: 1, name: "a", flow: [{ id: "a", profile: "planted-instructions" }, { id: "b", when: { sources: ["http.*", "*"] }, deny: [{ capability: "mail.send", unlessFromInput: ["/to"] }, { effect: "sends", unlessFromTrusted: ["/to"] }] }] },
  { version: 1, name: "a", flow: [], capabilities: { shell: { results: { trust: "trusted", secret: true }, allow: [{ id: "a", effects: ["reads"], bin: "git" }] } } },
];
const whole = { version: 1, name: "a" };
const withRule = (rule: unknown): unknown => ({ ...whole, capabilities: { shell: { allow: [rule] } } });
const bad: readonly unknown[] = [
  null, [], "", 1, {}, { version: 1 }, { name: "a" }, { ...whole, version: 2 }, { ...whole, version: "1" }, { ...whole, name: "" }, { ...whole, name: "A" }, { ...whole, name: "a." }, { ...whole, name: "a\n" }, { ...whole, name: "a".repeat(65) },
  { ...whole, flow: [{ id: "a", deny: [] }] }, { ...whole, flow: [{ id: "a", when: { tainted: "trusted" } }] }, { ...whole, flow: [{ id: "a", profile: "none" }] }, { ...whole, profile: "loose" }, ...["base.yaml", { file: "base" }, { file: "/base.yaml" }, { file: "a\n.yaml" }, { file: "" }, { digest: `sha256:${"0".repeat(64)}` }, { file: "a.yaml", digest: "sha256:0" }, { file: "a.yaml", as: "x" }].map((it) => ({ ...whole, include: [it] })), { ...whole, include: {} },
  { ...whole, sets: [] }, { ...whole, sets: { A: ["x"] } }, { ...whole, sets: { a: [] } }, { ...whole, sets: { a: [1] } }, { ...whole, sets: { a: [""] } }, { ...whole, sets: { a: "x" } }, { ...whole, capabilities: [] }, { ...whole, capabilities: null }, { ...whole, capabilities: { ["a".repeat(65)]: {} } },
  { ...whole, budgets: { perRun: { steps: -1 } } }, { ...whole, budgets: { perRun: { wallMs: 0 } } }, { ...whole, budgets: { perRun: { steps: 1.5 } } }, { ...whole, budgets: { perDay: {} } },
  ...[{ require: "nothing" }, { enabled: "yes" }, { descriptor: "sha256:0" }, { allow: {} }, { allow: [1] }, { limits: { perMinute: 10_001 } }, { limits: { timeoutMs: 0 } }, { limits: { window: 5 } }, { limits: { window: { count: 1 } } }, { limits: { window: { count: 10_001, windowMs: 1 } } }, { limits: { window: { count: 1, windowMs: 0 } } }, { limits: { window: { count: 1, windowMs: 1, per: "run" } } }, { limits: { timeoutMs: 1_000_000_001 } }, { limits: { concurrent: 0 } }, { limits: { concurrent: 10_001 } }, { default: "allow" }].map((block) => ({ ...whole, capabilities: { shell: block } })),
  ...[
    {}, { id: 1 }, { id: "A" }, { id: "a", effect: "allow" }, { id: "a", bin: "" }, { id: "a", bin: ["git"] }, { id: "a", argv: "log" }, { id: "a", argv: [1] }, { id: "a", argv: [null] }, { id: "a", argv: [{ regex: "a" }] }, { id: "a", argv: [{ flag: "n" }] }, { id: "a", argv: [{ oneOf: [] }] },
    { id: "a", argv: [{ rest: false }] }, { id: "a", argv: [{ flags: [] }] }, { id: "a", argv: [{ flags: Array.from({ length: 9 }, (_, index) => `-${index}`) }] }, { id: "a", argv: [{ many: { many: { nothing: 1 } } }] }, { id: "a", pin: 1 }, { id: "a", environment: { "A=B": "" } }, { id: "a", environment: { A: 1 } }, { id: "a", path: "." }, { id: "a", path: {} }, { id: "a", path: { within: [] } },
    { id: "a", path: { within: ".", except: [] } }, { id: "a", maxBytes: -1 }, { id: "a", url: "https://a" }, { id: "a", url: {} }, { id: "a", url: { origin: "a", query: "some" } }, { id: "a", where: [] }, { id: "a", where: { "/a": { equals: 1 } } }, { id: "a", where: { "/a": { int: { min: 1.5 } } } },
    { id: "a", path: { within: [{ set: "a" }] } }, { id: "a", path: { within: { set: 1 } } }, { id: "a", path: { within: { set: "a", not: [] } } }, { id: "a", where: { "/a": { pattern: { set: "a" } } } }, { id: "a", argv: [{ set: "a" }] }, { id: "a", argv: { set: "a" } },
    { id: "a", where: { "/a": { oneOf: [null] } } }, { id: "a", where: { "/a": { oneOf: [] } } }, { id: "a", where: { "/a": 1 } }, { id: "a", comment: "x".repeat(1_025) },
  ].map(withRule),
];

const judges = { zod: (it: unknown) => policySchema.safeParse(it).success, published: (it: unknown) => published(it), standalone: (it: unknown) => policyDefects(it).length === 0 };

describe("the shape of a policy (FC-POL-0002.R2)", () => {
  it.each(Object.entries(judges))("is the same to %s on the corpus", (_, judge) => {
    for (const it of [...good, ...flow]) expect(judge(structuredClone(it)), JSON.stringify(it)).toBe(true);
    for (const it of bad) expect(judge(it), JSON.stringify(it)).toBe(false);
  });

  it("is the same to all when one part of a good policy is something else", () => {
    const parts = (value: unknown, at: readonly string[] = []): readonly (readonly string[])[] =>
      typeof value !== "object" || value === null ? [at] : [at, ...Object.entries(value).flatMap(([key, part]) => parts(part, [...at, key]))];
    const replaced = (value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown => {
      if (key === undefined) return by;
      const copy: { [key: string]: unknown } = Object.assign(Array.isArray(value) ? [] : {}, value);
      copy[key] = replaced(copy[key], rest, by);
      return copy;
    };
    const corpus = good.flatMap((policy) => parts(policy).map((at) => [policy, at] as const));
    const junk = fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 1e12, "", "a", "A b", [], ["a"], {}, { a: 1 }, { id: "a" }, { within: "a" }, { min: 1 });
    fc.assert(
      fc.property(fc.constantFrom(...corpus), junk, ([policy, at], by) => {
        const changed = replaced(policy, at, by);
        const [zod, ...others] = Object.values(judges).map((judge) => judge(changed));
        expect(others, JSON.stringify(changed)).toEqual([zod, zod]);
      }),
      { numRuns: cases(1_500) },
    );
  });

  it("has the same members as the types", () => {
    type Shape = z.infer<typeof policySchema>;
    type CapabilityShape = NonNullable<Shape["capabilities"]>[string];
    type RuleShape = NonNullable<CapabilityShape["allow"]>[number];
    expectTypeOf<keyof Shape>().toEqualTypeOf<keyof WrittenDocument>();
    expectTypeOf<keyof CapabilityShape>().toEqualTypeOf<keyof CapabilityPolicy>();
    expectTypeOf<keyof RuleShape>().toEqualTypeOf<keyof Rule>();
    expectTypeOf<keyof NonNullable<CapabilityShape["limits"]>>().toEqualTypeOf<keyof CapabilityLimits>();
    expectTypeOf<keyof NonNullable<RuleShape["path"]>>().toEqualTypeOf<keyof PathScope>();
    expectTypeOf<keyof NonNullable<RuleShape["url"]>>().toEqualTypeOf<keyof UrlScope>();
    expectTypeOf<keyof NonNullable<RuleShape["where"]>[string]>().toEqualTypeOf<keyof Predicate>();
    expectTypeOf<NonNullable<Shape["profile"]>>().toEqualTypeOf<NonNullable<WrittenDocument["profile"]>>();
    expectTypeOf<keyof NonNullable<NonNullable<Shape["budgets"]>["perRun"]>>().toEqualTypeOf<keyof NonNullable<NonNullable<WrittenDocument["budgets"]>["perRun"]>>();
    // The element of an argument vector contains itself, so zod does not infer it: its members are read from the schema.
    const members = { flag: true, oneOf: true, int: true, pattern: true, path: true, optional: true, many: true, rest: true, flags: true } satisfies { [Key in keyof Required<ArgvPredicate>]: true };
    const defect = policyDefects(withRule({ id: "a", argv: [{ unknown: 1 }] })).find(({ pointer }) => pointer.endsWith("/unknown"));
    expect(defect?.expected.replace("only the keys ", "").split(", ").toSorted()).toEqual(Object.keys(members).toSorted());
  });
});
