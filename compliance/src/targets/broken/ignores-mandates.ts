import { breakTarget } from "../break-target.ts";

export const target = breakTarget(
  "ignores-mandates",
  import.meta.url,
  { fault: "opens every run as wide as the policy is", violates: ["FC-POL-0006.R1", "FC-POL-0006.R2", "FC-POL-0006.R3", "FC-POL-0006.R4", "FC-POL-0006.R5"] },
  { mandate: () => undefined },
);
