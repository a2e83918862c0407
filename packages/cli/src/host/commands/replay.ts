// femtoclaw replay: a recorded run decided again by the pure machine, from the journal alone (G7).
import { replayRun } from "@femtoclaw/runtime";
import { canonicalise, fault } from "@femtoclaw/protocol";
import { exitCode } from "../../exit-code.ts";
import { faultDocument } from "../../fault-text.ts";
import { fit } from "../../display-width.ts";
import { printable } from "../../printable.ts";
import { plural } from "../../quantity.ts";
import { dim, plain, span, type Line } from "../../styled-line.ts";
import { resolveRun } from "../resolve-run.ts";
import type { CommandAction } from "../session.ts";
import { journalDirectory } from "../settings.ts";

const row = (label: string, text: string): Line => [span("label", `  ${label.padEnd(10)}`), plain(text)];

/** As much of a differing record as helps to see the difference; the whole is in the journal. */
const shownLength = 2_000;

export const replay: CommandAction = async (session) => {
  const journal = await journalDirectory(session);
  const run = await resolveRun(journal, session.arguments[0] ?? "");
  session.screen.status("replaying");
  const result = await replayRun(journal, run);
  session.screen.status(null);
  if (result.identical) {
    session.screen.print([
      [span("good", "replay identical"), plain(`  ${plural(result.records, "record")}, byte for byte`), dim(result.closed ? "" : "  the run was not closed")],
      row("state", result.stateDigest),
    ]);
    return { exitCode: exitCode.success, document: { run, identical: true, records: result.records, stateDigest: result.stateDigest, closed: result.closed, fault: null } };
  }
  const { seq, pointer, cause, recorded, replayed } = result.divergence;
  session.screen.print([
    [span("bad", "replay diverged"), plain(`  at record ${seq}, after ${plural(result.records, "identical record")}`)],
    row("record", `#${seq}`),
    row("place", pointer === "" ? "the record as a whole" : printable(pointer)),
    row("cause", printable(cause)),
    row("recorded", fit(printable(canonicalise(recorded)), shownLength)),
    row("replayed", fit(printable(canonicalise(replayed)), shownLength)),
  ]);
  const found = fault("FC_REPLAY_DIVERGED", "the recorded decisions again", cause, { pointer });
  return {
    exitCode: exitCode.integrity,
    document: { run, identical: false, records: result.records, divergence: { seq, pointer, cause, recorded, replayed }, fault: faultDocument(found) },
  };
};
