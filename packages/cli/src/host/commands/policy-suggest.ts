// femtoclaw policy suggest: the smallest rules that would have allowed what a run was denied. They are printed for a person to read and
// written nowhere; each is tried in the policy, and what would still be denied is said with its reason.
import { readJournal, requireKeptRun, sha256, type JournalSource } from "@femtoclaw/memory/host";
import { fault, FemtoClawError, type JsonObject } from "@femtoclaw/protocol";
import { policySource } from "@femtoclaw/runtime";
import { callText } from "../../call-text.ts";
import { exitCode } from "../../exit-code.ts";
import { printable } from "../../printable.ts";
import { foldDecision, type DecisionFold, type RecordedDecision } from "../../recorded-decision.ts";
import { dim, plain, span, type Line } from "../../styled-line.ts";
import { fragmentLines, untrustedBefore, type ShownRule } from "../../suggestion-lines.ts";
import { policySurroundings } from "../policy-surroundings.ts";
import { resolveRun } from "../resolve-run.ts";
import type { CommandAction } from "../session.ts";
import { configFile, loadSettings, withArchives } from "../settings.ts";
import { ruleValue, tryRulesFor, type TriedCall } from "../try-rules.ts";

/** Denials of one run that are looked at (G10). */
const mostDenials = 1_000;

/** Throws for a run that the journal does not have, or not from its beginning: what it had taken in by then would be unknown. */
const deniedIn = async (journal: JournalSource, run: string): Promise<{ readonly denied: readonly RecordedDecision[]; readonly more: boolean }> => {
  const fold: DecisionFold = new Map();
  const found: RecordedDecision[] = [];
  let begun = false;
  for await (const { record } of readJournal(journal, { run })) {
    begun ||= record.kind === "run.started" && record.run === run;
    const decision = foldDecision(fold, record);
    if (decision === null || !decision.verdict.startsWith("DENIED_")) continue;
    if (found.length >= mostDenials) return { denied: found, more: true };
    found.push(decision);
  }
  if (!begun) {
    // One that was archived is told with the archive's name.
    await requireKeptRun(journal, run, sha256);
    throw new FemtoClawError(fault("FC_USAGE_RUN", "a run of this journal", run));
  }
  return { denied: found, more: false };
};

const triedLine = ({ assumed, decision, rule, verdict, why }: TriedCall): Line => {
  const { capability, args } = decision.situation.call;
  const allowed = why === null;
  const word = allowed ? "would be allowed" : verdict === "APPROVAL_REQUIRED" ? "would need approval" : "still denied";
  return [dim("# "), span(allowed ? "good" : "warn", word), plain(`  ${printable(callText(capability, args))}`), dim(printable(allowed ? `  by rule ${rule ?? ""}${assumed ? ", if its name leads to a public address" : ""}` : `  ${why}`))];
};

const shownDocument = ({ suggested, value, decisions }: ShownRule): JsonObject => ({
  capability: suggested.capability,
  rule: value,
  notes: suggested.notes,
  untrustedBefore: untrustedBefore(decisions),
  calls: decisions.map(({ seq }) => seq),
});

const triedDocument = ({ assumed, decision, verdict, rule, why }: TriedCall): JsonObject => ({
  seq: decision.seq,
  call: { capability: decision.situation.call.capability, args: decision.situation.call.args },
  verdict,
  rule,
  allowed: why === null,
  assumed,
  why,
});

export const policySuggest: CommandAction = async (session) => {
  const settings = await loadSettings(session);
  const named = session.options.text("--run");
  if (named === null) throw new FemtoClawError(fault("FC_USAGE", "--run with a run id, the end of one, or `last`", "none"));
  const journal = withArchives(session, settings.journal);
  const run = await resolveRun(journal, named);
  const around = await policySurroundings(settings, await configFile(session));
  const { denied, more } = await deniedIn(journal, run);
  const { rules, calls } = await tryRulesFor(denied, await policySource(settings), around);
  const shown = rules.map((suggested) => ({ suggested, value: ruleValue(suggested.rule), decisions: denied.filter(({ situation }) => suggested.calls.includes(situation.call)) }));
  const none: readonly Line[] = calls.length === 0 ? [[span("good", "nothing was denied"), plain(`  in ${run}`)]] : [[dim("# no rule is missing")]];
  session.screen.print([...fragmentLines(shown), ...calls.map(triedLine), ...(shown.length === 0 ? none : [])]);
  if (more) session.aside.print([[dim(`only the first ${mostDenials} denials of the run were looked at`)]]);
  return { exitCode: exitCode.success, document: { run, complete: !more, rules: shown.map(shownDocument), calls: calls.map(triedDocument) } };
};
