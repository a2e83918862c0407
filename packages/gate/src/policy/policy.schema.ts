// The policy's shape as zod describes it. Only the build reads this file: it yields the published JSON Schema and the
// standalone validator; zod itself is on nobody's start path. policy-document.ts says the same as types; a test holds them together.
import { z } from "zod";

const count = z.int().min(0).max(1_000_000_000);
const positive = z.int().min(1).max(1_000_000_000);
const integer = z.int();
const range = z.strictObject({ min: integer.optional(), max: integer.optional() });
const numberRange = z.strictObject({ min: z.number().optional(), max: z.number().optional() });
const text = z.string().min(1).max(4_096);
const id = z.string().regex(/^[a-z0-9]+([._-][a-z0-9]+)*$/).max(64).describe("lower-case words joined by . _ or -");

/** Where a list of texts stands, a set may be named. */
const named = z.strictObject({ set: id }).meta({ id: "named" });

const pathScope = z.strictObject({
  within: z.union([text, z.array(text).min(1).max(64), named]),
  not: z.union([z.array(text).max(64), named]).optional(),
}).meta({ id: "pathScope" });

const predicate = z
  .strictObject({
    const: z.json(),
    oneOf: z.union([z.array(z.union([z.string(), z.number(), z.boolean()])).min(1).max(1_024), named]),
    int: range,
    number: numberRange,
    pattern: text,
    length: range,
    path: pathScope,
    url: z.strictObject({ origin: text, path: text.optional(), query: z.enum(["none", "any"]).optional() }),
    cidr: z.union([z.array(text).min(1).max(64), named]),
  })
  .partial()
  .meta({ id: "predicate" });

const argvElement: z.ZodType = z.lazy(() =>
  z.union([
    z.string().max(4_096),
    z
      .strictObject({
        flag: z.string().regex(/^--?[A-Za-z0-9]/).max(64),
        oneOf: z.union([z.array(z.string()).min(1).max(1_024), named]),
        int: range,
        pattern: text,
        path: pathScope,
        optional: argvElement,
        many: argvElement,
        rest: z.literal(true),
        flags: z.array(argvElement).min(1).max(8),
      })
      .partial(),
  ]),
).meta({ id: "argvElement" });

const pointer = z.string().regex(/^(\/([^~/]|~[01])*)*$/).max(1_024).describe("an RFC 6901 pointer; a token * stands for every member or item");

const effect = z.enum(["reads", "writes", "sends", "spends", "irreversible"]);

const rule = z.strictObject({
  id,
  comment: z.string().max(1_024).optional(),
  require: z.literal("approval").optional(),
  effects: z.array(effect).max(5).optional(),
  bin: text.optional(),
  argv: z.array(argvElement).max(64).optional(),
  pin: z.boolean().optional(),
  cwd: text.optional(),
  environment: z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/), z.string().max(4_096)).optional(),
  path: pathScope.optional(),
  maxBytes: count.optional(),
  url: z
    .strictObject({
      origin: text,
      path: text.optional(),
      query: z.enum(["none", "any"]).optional(),
      addresses: z.union([z.array(text).max(64), named]).optional(),
    })
    .optional(),
  where: z.record(z.string().max(1_024), predicate).optional(),
}).meta({ id: "rule" });

const capability = z.strictObject({
  enabled: z.boolean().optional(),
  descriptor: z.string().regex(/^sha256:[0-9a-f]{64}$/).optional(),
  require: z.literal("approval").optional(),
  allow: z.array(rule).max(10_000).optional(),
  deny: z.array(rule).max(10_000).optional(),
  results: z.strictObject({ trust: z.enum(["trusted", "untrusted"]).optional(), secret: z.boolean().optional() }).optional(),
  secrets: z.strictObject({ args: z.array(pointer).min(1).max(64).optional(), output: z.array(pointer).min(1).max(64).optional() }).optional(),
  limits: z
    .strictObject({
      timeoutMs: positive.optional(),
      maxOutputBytes: positive.optional(),
      perRun: count.optional(),
      perMinute: count.max(10_000).optional(),
      window: z.strictObject({ count: count.max(10_000), windowMs: positive }).optional(),
      concurrent: positive.max(10_000).optional(),
    })
    .optional(),
});

const capabilityName = z.string().regex(/^([a-z][a-z0-9._-]*|([a-z][a-z0-9._-]*\.)?\*)$/).max(64).describe("a capability, a beginning such as http.*, or *");
const flowTargets = z
  .array(
    z.strictObject({
      capability: capabilityName.optional(),
      effect: effect.optional(),
      unlessFromInput: z.array(z.string().max(1_024)).min(1).max(64).optional(),
      unlessFromTrusted: z.array(z.string().max(1_024)).min(1).max(64).optional(),
    }),
  )
  .min(1)
  .max(256);
const flowRule = z.strictObject({
  id,
  comment: z.string().max(1_024).optional(),
  profile: z.enum(["planted-instructions"]).optional(),
  when: z.strictObject({ tainted: z.enum(["untrusted"]).optional(), secret: z.literal(true).optional(), sources: z.array(capabilityName).min(1).max(64).optional() }).optional(),
  deny: flowTargets.optional(),
  approve: flowTargets.optional(),
});

export const policySchema = z
  .strictObject({
    version: z.literal(1),
    name: id,
    profile: z.enum(["strict", "industrial", "observe"]).optional(),
    include: z
      .array(
        z.strictObject({
          file: z.string().regex(/^[A-Za-z0-9_.-][A-Za-z0-9_. /-]*\.(yaml|yml|json)$/).max(256).describe("a path seen from the policy's directory, ending in .yaml, .yml or .json"),
          digest: z.string().regex(/^sha256:[0-9a-f]{64}$/).optional().describe("of the text that was reviewed; without it nothing is taken"),
        }),
      )
      .max(16)
      .optional(),
    sets: z.record(id, z.array(text).min(1).max(1_024)).optional(),
    capabilities: z.record(z.string().max(64), capability).optional(),
    flow: z.array(flowRule).max(256).optional(),
    budgets: z
      .strictObject({
        perRun: z
          .strictObject({
            steps: count.optional(),
            executions: count.optional(),
            wallMs: positive.optional(),
            tokens: count.optional(),
          })
          .optional(),
      })
      .optional(),
  })
  .meta({ title: "FemtoClaw policy", description: "FC-POL-0002. Deny by default: what no rule allows is denied." });
