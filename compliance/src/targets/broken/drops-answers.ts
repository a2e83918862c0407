import { breakTarget } from "../break-target.ts";
import { withoutKind } from "../without-kind.ts";

export const target = breakTarget(
  "drops-answers",
  import.meta.url,
  { fault: "never writes what a person answered", violates: ["FC-POL-0004.R1", "FC-POL-0001.R15", "FC-EXEC-0001.R14"] },
  { parts: (parts) => ({ ...parts, journal: withoutKind(parts.journal, "approval.answered") }) },
);
