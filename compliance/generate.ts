// Writes the published JSON Schema of a file of vectors. A test holds the written file to this.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { publishedSchema } from "./src/published-schema.ts";

writeFileSync(join(import.meta.dirname, "vector.schema.json"), publishedSchema());
