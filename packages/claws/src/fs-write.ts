// FC-CLAW-0003: write one whole file, so that a reader sees the old content or the new and never a part.
import type { DescriptorOf } from "./grant-by-resource.ts";

export const fsWrite: DescriptorOf<"path"> = {
  name: "fs.write",
  description: "Writes a text file as a whole. Mode `create` (default) refuses an existing file, `replace` takes its place. The parent directory must exist.",
  args: {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object",
    additionalProperties: false,
    required: ["path", "content"],
    properties: {
      path: { type: "string", minLength: 1, maxLength: 4096, pattern: "^[^\\u0000]*$" },
      content: { type: "string" },
      mode: { enum: ["create", "replace"] },
    },
  },
  effects: ["writes"],
  resource: { kind: "path", path: "/path", access: "write" },
  // A second `create` would report `exists` for what the first one did, so this is not idempotent.
  retry: "never",
};
