import { breakTarget } from "../break-target.ts";

export const target = breakTarget(
  "passes-over-flow",
  import.meta.url,
  {
    fault: "takes no notice of a policy's flow rules",
    violates: ["FC-POL-0005.R1", "FC-POL-0005.R2", "FC-POL-0005.R3", "FC-POL-0005.R4", "FC-POL-0005.R5", "FC-POL-0005.R8", "FC-POL-0005.R9"],
  },
  { parts: (parts) => ({ ...parts, policy: { ...parts.policy, text: parts.policy.text.replace(/^flow:[^]*$/m, "") } }) },
);
