// FC-CLAW-0004: one GET request. The URL is decided on, and so is the target of each redirect.
import type { DescriptorOf } from "./grant-by-resource.ts";

export const httpGet: DescriptorOf<"url"> = {
  name: "http.get",
  description: "Requests an http or https URL with GET and returns status, a few headers and the body.",
  args: {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object",
    additionalProperties: false,
    required: ["url"],
    properties: {
      url: { type: "string", minLength: 1, maxLength: 8192 },
    },
  },
  // The path and query of a URL can carry data away: reading from the network is sending, too.
  effects: ["reads", "sends"],
  resource: { kind: "url", url: "/url" },
  retry: "idempotent",
};
