import { Policy } from "@femtoclaw/runtime";
import { breakTarget } from "../break-target.ts";

export const target = breakTarget(
  "swallows-policy-defects",
  import.meta.url,
  { fault: "starts without a word when the policy has defects", violates: ["FC-POL-0001.R13", "FC-POL-0001.R14", "FC-POL-0005.R6"] },
  { insteadOfDefectivePolicy: Policy.Strict },
);
