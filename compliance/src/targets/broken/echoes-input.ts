import { breakTarget } from "../break-target.ts";

export const target = breakTarget(
  "echoes-input",
  import.meta.url,
  { fault: "answers with what it was asked", violates: ["FC-PROTO-0001.R2", "FC-CORE-0001.R10"] },
  { answer: (_answer, input) => ({ status: "answered", content: input }) },
);
