import type { Grant } from "@femtoclaw/gate";
import type { JsonValue } from "@femtoclaw/protocol";
import { breakTarget } from "../break-target.ts";

const louder = (value: JsonValue): JsonValue => (typeof value === "string" ? value.toUpperCase() : value);

const altered = (grant: Grant): Grant => ({
  ...grant,
  args: Object.fromEntries(Object.entries(grant.args).map(([key, value]) => [key, louder(value)])),
});

export const target = breakTarget(
  "alters-grants",
  import.meta.url,
  {
    fault: "hands a capability other arguments than those that were authorised",
    violates: ["FC-CORE-0001.R8", "FC-CLAW-0001.R8", "FC-PROTO-0001.R13"],
  },
  { parts: (parts) => ({ ...parts, claws: parts.claws.map((claw) => ({ ...claw, execute: (grant, context) => claw.execute(altered(grant), context) })) }) },
);
