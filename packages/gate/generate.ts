// Writes the published JSON Schema of a policy, and its standalone validator. Run by the task `generate`.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { writeStandaloneValidators } from "../../architecture/standalone-validators.ts";
import { policySchema } from "./src/policy/policy.schema.ts";

const schema = z.toJSONSchema(policySchema, { target: "draft-2020-12", reused: "inline" });
const directory = join(import.meta.dirname, "schemas");
mkdirSync(directory, { recursive: true });
writeFileSync(join(directory, "policy.schema.json"), `${JSON.stringify(schema, null, 2)}\n`);
writeStandaloneValidators({
  schemas: { policyDefects: schema as { readonly [keyword: string]: unknown } },
  outFile: join(import.meta.dirname, "src/generated/policy-validator.js"),
});
