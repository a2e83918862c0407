// The shape of a scenario as a schema, for editors and for the published scenario.schema.json. Used while building and in
// tests only: the reader in read-scenario.ts is what runs, and a test proves that both accept the same documents.
import { z } from "zod";
import { scenarioLimits } from "./scenario.ts";

const { maxAlternatives, maxCaptures, maxFileBytes, maxSeed, maxSteps, maxTokens, maxWeight } = scenarioLimits;

const text = z.string().min(1);
const position = z.union([z.int().min(-maxFileBytes).max(-1), z.int().min(1).max(maxFileBytes)]);

const say = { say: z.record(z.string(), z.json()).describe("An object, said as JSON. ${NAME} in its strings is replaced.") };
const raw = { raw: z.string().describe("A text, said exactly. ${NAME} is replaced.") };
const comment = { comment: text.describe("Shown to people; the brain does not say it.").optional() };
const weight = { weight: z.int().min(1).max(maxWeight).describe("How often, against the others.").optional() };

const alternative = z.union([z.strictObject({ ...say, ...weight, ...comment }), z.strictObject({ ...raw, ...weight, ...comment })]);

const selection = z.strictObject({
  from: z.string().regex(/^(\/([^~]|~[01])*)?$/).describe("JSON pointer into the output of the last result."),
  after: text.describe("Keep what follows the first occurrence.").optional(),
  line: position.describe("Keep this line: from 1, or from -1 backwards.").optional(),
  word: position.describe("Keep this word: from 1, or from -1 backwards.").optional(),
  before: text.describe("Keep what precedes the first occurrence.").optional(),
});

const tokens = z.int().min(0).max(maxTokens);
const aside = {
  ...comment,
  capture: z
    .record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), selection)
    .meta({ maxProperties: maxCaptures })
    .describe("Values taken from the last result, under names for ${NAME}.")
    .optional(),
  usage: z.strictObject({ inputTokens: tokens, outputTokens: tokens }).describe("What the source says it used.").optional(),
};

const step = z.union([
  z.strictObject({ ...say, ...aside }),
  z.strictObject({ ...raw, ...aside }),
  z.strictObject({ oneOf: z.array(alternative).min(1).max(maxAlternatives), ...aside }),
]);

export const scenarioSchema = z
  .strictObject({
    version: z.literal(1),
    name: text,
    description: text.optional(),
    seed: z.int().min(0).max(maxSeed).describe("Decides between alternatives.").optional(),
    // oxlint-disable-next-line unicorn/no-thenable -- a key of the file, never a function
    then: z.enum(["stop", "repeat-last"]).describe("After the last step.").optional(),
    steps: z.array(step).min(1).max(maxSteps),
  })
  .meta({ title: "FemtoClaw scenario", description: "What a simulated brain says at each step (FC-BRAIN-0001)." });
