// FC-CLAW-0003: the entries of one directory, not of those below it.
import type { DescriptorOf } from "./grant-by-resource.ts";

export const fsList: DescriptorOf<"path"> = {
  name: "fs.list",
  description: "Lists a directory: name, type and size of each entry, sorted by name.",
  args: {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object",
    additionalProperties: false,
    required: ["path"],
    properties: {
      path: { type: "string", minLength: 1, maxLength: 4096, pattern: "^[^\\u0000]*$" },
    },
  },
  effects: ["reads"],
  resource: { kind: "path", path: "/path", access: "list" },
  retry: "idempotent",
};
