import { breakTarget } from "../break-target.ts";

export const target = breakTarget(
  "forgets-in-doubt",
  import.meta.url,
  { fault: "starts after a crash as if nothing had been under way", violates: ["FC-CORE-0001.R9", "FC-EXEC-0001.R8", "FC-MEM-0001.R11", "FC-MEM-0001.R8"] },
  {
    parts: (parts) => {
      const { recovery: _forgotten, ...rest } = parts;
      return rest;
    },
  },
);
