import { Policy } from "@femtoclaw/runtime";
import { breakTarget } from "../break-target.ts";

export const target = breakTarget(
  "denies-everything",
  import.meta.url,
  {
    fault: "denies whatever is asked: safe, and of no use",
    violates: ["FC-POL-0001.R2", "FC-POL-0001.R8", "FC-POL-0001.R9", "FC-PROTO-0001.R3", "FC-PROTO-0001.R4", "FC-CLAW-0001.R8"],
  },
  { parts: (parts) => ({ ...parts, policy: Policy.Strict }) },
);
