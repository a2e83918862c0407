import type { RecordSelector } from "@femtoclaw/memory";
import { requireKept, sha256, type JournalSource } from "@femtoclaw/memory/host";
import { fault } from "@femtoclaw/protocol";
import { FaultsError } from "../faults-error.ts";
import { readSelector } from "../read-selector.ts";
import { resolveRun } from "./resolve-run.ts";
import type { Session } from "./session.ts";

/** What the flags of a query ask for. Throws FC_USAGE with every mistake, before the journal is read. */
export const selectorOf = async ({ options }: Session, journal: JournalSource): Promise<RecordSelector> => {
  const text = (flag: string): string | null => options.text(flag);
  const read = readSelector(
    {
      execution: text("--execution"),
      kind: text("--kind"),
      capability: text("--capability"),
      decision: text("--decision"),
      rule: text("--rule"),
      label: text("--label"),
      since: text("--since"),
      until: text("--until"),
      after: options.count("--after"),
      to: options.count("--to"),
    },
    Date.now(),
  );
  if (!read.ok) throw new FaultsError(read.fault[0] ?? fault("FC_USAGE", "filters", "none"), read.fault);
  // Asked for by number it is not passed over in silence.
  for (const seq of [read.value.toSeq, read.value.afterSeq === undefined ? undefined : read.value.afterSeq + 1]) if (seq !== undefined) await requireKept(journal, seq, sha256);
  const run = text("--run");
  return run === null ? read.value : { ...read.value, run: await resolveRun(journal, run) };
};
