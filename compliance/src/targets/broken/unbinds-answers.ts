import { withAppend } from "../assemble-target.ts";
import { breakTarget } from "../break-target.ts";

export const target = breakTarget(
  "unbinds-answers",
  import.meta.url,
  { fault: "writes a person's answer without what it was an answer to", violates: ["FC-POL-0004.R7"] },
  {
    parts: (parts) => ({
      ...parts,
      journal: withAppend(parts.journal, (drafts) =>
        parts.journal.append(drafts.map((it) => (it.kind === "approval.answered" ? { ...it, body: { ...it.body, grantDigest: null, policy: null } } : it))),
      ),
    }),
  },
);
