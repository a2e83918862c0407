// Writes the published JSON Schemas of a policy and of a table of calls, and their standalone validators. Run by the task `generate`.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { writeStandaloneValidators } from "../../architecture/standalone-validators.ts";
import { policySchema } from "./src/policy/policy.schema.ts";
import { policyTableSchema } from "./src/policy-table/policy-table.schema.ts";

const directory = join(import.meta.dirname, "schemas");
mkdirSync(directory, { recursive: true });
for (const [name, check, described] of [["policy", "policyDefects", policySchema], ["policy-table", "policyTableDefects", policyTableSchema]] as const) {
  const schema = z.toJSONSchema(described, { target: "draft-2020-12", reused: "inline" });
  writeFileSync(join(directory, `${name}.schema.json`), `${JSON.stringify(schema, null, 2)}\n`);
  writeStandaloneValidators({
    schemas: { [check]: schema as { readonly [keyword: string]: unknown } },
    outFile: join(import.meta.dirname, `src/generated/${name}-validator.js`),
  });
}
