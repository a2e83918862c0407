// Writes the published JSON Schema of the configuration, and its standalone validator. Run by the task `generate`.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { writeStandaloneValidators } from "../../architecture/standalone-validators.ts";
import { configSchema } from "./src/config.schema.ts";

const schema = z.toJSONSchema(configSchema, { target: "draft-2020-12", reused: "inline" });
const directory = join(import.meta.dirname, "schemas");
mkdirSync(directory, { recursive: true });
writeFileSync(join(directory, "config.schema.json"), `${JSON.stringify(schema, null, 2)}\n`);
writeStandaloneValidators({
  schemas: { configDefects: schema as { readonly [keyword: string]: unknown } },
  outFile: join(import.meta.dirname, "src/generated/config-validator.js"),
});
