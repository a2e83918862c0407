import { breakTarget } from "../break-target.ts";

export const target = breakTarget(
  "hides-tampering",
  import.meta.url,
  { fault: "says of every journal that it is whole", violates: ["FC-MEM-0001.R12", "FC-SEC-0001.R15", "FC-MEM-0001.R17"] },
  { verification: () => ({ ok: true, code: null, seq: null }) },
);
