import { setTimeout as delay } from "node:timers/promises";
import { pretended, withAppend } from "../assemble-target.ts";
import { breakTarget } from "../break-target.ts";

const lagMs = 60;

export const target = breakTarget(
  "acknowledges-early",
  import.meta.url,
  {
    fault: "says that records are durable before it has begun to write them",
    violates: ["FC-CORE-0001.R7", "FC-CORE-0001.R8", "FC-CORE-0001.R10", "FC-SEC-0001.R1"],
  },
  {
    parts: (parts) => {
      const { journal } = parts;
      let written: Promise<unknown> = Promise.resolve();
      const early = withAppend(journal, async (drafts) => {
        written = written.then(() => delay(lagMs)).then(() => journal.append(drafts));
        written.catch(() => {});
        return { records: pretended(drafts) };
      });
      return { ...parts, journal: { ...early, close: () => written.then(() => journal.close()) } };
    },
  },
);
