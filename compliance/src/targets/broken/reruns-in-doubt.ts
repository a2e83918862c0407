import type { JournalRecord } from "@femtoclaw/core";
import type { Grant } from "@femtoclaw/gate";
import { breakTarget } from "../break-target.ts";

/** The grant as it was recorded. A runtime that runs effects again has no scruples about its form either. */
const grantIn = ({ kind, execution, body }: JournalRecord, of: string): Grant | null =>
  kind === "decision" && execution === of && body["verdict"] === "AUTHORIZED" ? (body["grant"] as unknown as Grant) : null;

export const target = breakTarget(
  "reruns-in-doubt",
  import.meta.url,
  { fault: "after a crash starts again every effect that has no outcome", violates: ["FC-CORE-0001.R9", "FC-CLAW-0001.R11", "FC-EXEC-0001.R3"] },
  {
    parts: async (parts) => {
      for (const { execution } of parts.recovery?.unfinished ?? []) {
        for await (const record of parts.journal.read()) {
          const grant = grantIn(record, execution);
          const claw = parts.claws.find(({ descriptor }) => descriptor.name === grant?.capability);
          if (grant === null || claw === undefined) continue;
          const signal = new AbortController().signal;
          await claw.execute(grant, { signal, idempotencyKey: execution, requestGrant: () => Promise.resolve(null) });
        }
      }
      return parts;
    },
  },
);
