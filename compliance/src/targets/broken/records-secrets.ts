import { breakTarget } from "../break-target.ts";

export const target = breakTarget(
  "records-secrets",
  import.meta.url,
  { fault: "knows no secrets, and so hides none", violates: ["FC-SEC-0001.R4"] },
  { parts: (parts) => ({ ...parts, secrets: [] }) },
);
