// FC-CLAW-0001: what the runtime runs on, as a recorded input.
import type { DescriptorOf } from "./grant-by-resource.ts";

export const systemInfo: DescriptorOf<"none"> = {
  name: "system.info",
  description: "Tells platform, processor architecture and Node version of the runtime.",
  args: {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object",
    additionalProperties: false,
    properties: {},
  },
  effects: ["reads"],
  resource: { kind: "none" },
  retry: "idempotent",
};
