// The configuration file's shape as zod describes it. Only the build reads this file; it yields the published JSON Schema and
// the standalone validator.
import { z } from "zod";

const text = z.string().min(1).max(4_096);
const positive = z.int().min(1).max(1_000_000_000);

const brain = z.strictObject({
  kind: z.enum(["simulation", "openai", "replay"]),
  scenario: text.optional(),
  seed: z.int().min(0).max(4_294_967_295).optional(),
  endpoint: text.optional(),
  model: text.optional(),
  apiKeyEnv: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/).optional(),
  run: text.optional(),
});

export const configSchema = z
  .strictObject({
    version: z.literal(1),
    workspace: text.optional(),
    journal: text.optional(),
    policy: text.optional(),
    profile: z.enum(["strict", "industrial", "observe"]).optional(),
    brain: brain.optional(),
    instruction: z.string().min(1).max(65_536).optional(),
    memory: z.strictObject({ maxEntries: positive.optional(), maxTokens: positive.optional() }).optional(),
    limits: z
      .strictObject({
        // What is taken in must fit a record of the journal, escapes included.
        maxInputBytes: z.int().min(1).max(2_097_152),
        maxReplyBytes: z.int().min(1).max(2_097_152),
        maxResultBytes: z.int().min(1_024).max(8_388_608),
        inferenceTimeoutMs: positive,
        approvalTimeoutMs: positive,
        // A shell needs three quarters of a second to end a process group properly; less would call every stop a doubt.
        cancelGraceMs: z.int().min(1_000).max(1_000_000_000),
        maxConsecutiveRejections: z.int().min(0).max(1_000),
      })
      .partial()
      .optional(),
    log: z.strictObject({ level: z.enum(["debug", "info", "warn", "error"]).optional(), file: text }).optional(),
    checkpoint: z
      .strictObject({
        key: text,
        everyRecords: positive.optional(),
        everyMs: z.int().min(1_000).max(1_000_000_000).optional(),
        keep: z.int().min(1).max(100_000).optional(),
      })
      .optional(),
    retention: z.strictObject({ archive: z.boolean().optional(), keepDays: z.int().min(0).max(36_500).optional() }).optional(),
    secretsFromEnvironment: z.array(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/)).max(256).optional(),
    secretsFromFiles: z.array(text).max(256).optional(),
    secretsKey: text.optional(),
  })
  .meta({ title: "FemtoClaw configuration", description: "FC-CONF-0001. Paths are seen from this file's directory." });
