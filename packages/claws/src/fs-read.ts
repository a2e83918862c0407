// FC-CLAW-0003: read a part of one regular file.
import type { DescriptorOf } from "./grant-by-resource.ts";

export const fsRead: DescriptorOf<"path"> = {
  name: "fs.read",
  description: "Reads a file from byte `offset` on, at most `maxBytes` bytes. The result says whether there is more and where to go on.",
  args: {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object",
    additionalProperties: false,
    required: ["path"],
    properties: {
      path: { type: "string", minLength: 1, maxLength: 4096, pattern: "^[^\\u0000]*$" },
      offset: { type: "integer", minimum: 0, maximum: 9007199254740991 },
      maxBytes: { type: "integer", minimum: 1, maximum: 1073741824 },
    },
  },
  effects: ["reads"],
  resource: { kind: "path", path: "/path", access: "read" },
  retry: "idempotent",
};
