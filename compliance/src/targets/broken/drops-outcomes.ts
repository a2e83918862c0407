import { breakTarget } from "../break-target.ts";
import { pretended, withAppend } from "../assemble-target.ts";

export const target = breakTarget(
  "drops-outcomes",
  import.meta.url,
  { fault: "never writes how an effect ended", violates: ["FC-EXEC-0001.R8", "FC-CORE-0001.R7", "FC-MEM-0001.R10", "FC-POL-0005.R9"] },
  {
    parts: (parts) => ({
      ...parts,
      journal: withAppend(parts.journal, async (drafts) => {
        const kept = drafts.filter(({ kind }) => kind !== "outcome");
        return kept.length === drafts.length ? parts.journal.append(drafts) : { records: [...(await parts.journal.append(kept)).records, ...pretended(drafts)] };
      }),
    }),
  },
);
