import { breakTarget } from "../break-target.ts";

export const target = breakTarget(
  "hears-only-yes",
  import.meta.url,
  { fault: "takes every later answer for a yes", violates: ["FC-POL-0004.R1", "FC-POL-0004.R2", "FC-POL-0004.R7"] },
  { word: (word) => ({ ...word, approved: true }) },
);
