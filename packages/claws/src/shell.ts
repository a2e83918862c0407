// FC-CLAW-0002: run one program with one argument vector. There is no shell, so nothing in an argument is ever syntax.
import type { DescriptorOf } from "./grant-by-resource.ts";

export const shell: DescriptorOf<"exec"> = {
  name: "shell",
  description: "Runs one program directly, without a shell: `bin` is its name or path, `argv` its arguments without the program itself.",
  args: {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object",
    additionalProperties: false,
    required: ["bin", "argv"],
    properties: {
      // No NUL anywhere: the host would cut the text there, and what runs would not be what was decided on (G2).
      bin: { type: "string", minLength: 1, maxLength: 4096, pattern: "^[^\\u0000]*$" },
      argv: { type: "array", maxItems: 1024, items: { type: "string", maxLength: 32768, pattern: "^[^\\u0000]*$" } },
    },
  },
  effects: ["reads", "writes", "sends", "irreversible"],
  resource: { kind: "exec", bin: "/bin", argv: "/argv" },
  retry: "never",
};
