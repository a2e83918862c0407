import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import type { ExpectedFailure } from "./suite.ts";

const fileSchema = z.record(z.string(), z.array(z.strictObject({ vector: z.string(), why: z.string().min(10) })));

/** By target. A missing file means that nothing is expected to fail. Throws for a file of another shape. */
export const readExpectedFailures = (file: string, target: string): readonly ExpectedFailure[] =>
  existsSync(file) ? (fileSchema.parse(JSON.parse(readFileSync(file, "utf8")))[target] ?? []) : [];
