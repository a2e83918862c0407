// femtoclaw policy impact: every recorded decision, made again under another policy from what was known then. Nothing is executed, and
// the host is asked nothing: what nobody recorded stays unknown, and that denies.
import { resolve } from "node:path";
import { readJournal } from "@femtoclaw/memory/host";
import { fault, FemtoClawError } from "@femtoclaw/protocol";
import { changeDocument, changeKey, changeLines, isChange, type DecisionChange } from "../../changed-decision.ts";
import { exitCode } from "../../exit-code.ts";
import { plural } from "../../quantity.ts";
import { foldDecision, type DecisionFold } from "../../recorded-decision.ts";
import { sinceMs } from "../../since.ts";
import { dim, plain, span } from "../../styled-line.ts";
import { shortenPath, type CommandAction, type Session } from "../session.ts";
import { loadSettings, withArchives } from "../settings.ts";
import { tryPolicy } from "../try-policy.ts";

/** Kinds of change that are told apart (G10); the rest is counted together. */
const mostChanges = 1_000;

const sinceOf = ({ options }: Session): number => {
  const written = options.text("--since");
  const since = written === null ? 0 : sinceMs(written, Date.now());
  if (since === null) throw new FemtoClawError(fault("FC_USAGE", "a date such as 2026-11-01, or a time back such as 7d or 12h", (written ?? "").slice(0, 64)));
  return since;
};

export const policyImpact: CommandAction = async (session) => {
  const settings = await loadSettings(session);
  const file = resolve(session.io.directory, session.arguments[0] ?? "");
  const since = sinceOf(session);
  const { judge, labelling } = await tryPolicy(session, settings, file);
  const fold: DecisionFold = new Map();
  const changes = new Map<string, DecisionChange>();
  let decisions = 0;
  let untold = 0;
  for await (const { record } of readJournal(withArchives(session, settings.journal))) {
    const decision = foldDecision(fold, record, labelling);
    if (decision === null || decision.time < since) continue;
    decisions += 1;
    const change = judge(decision);
    if (change === null) continue;
    const key = changeKey(change);
    const same = changes.get(key);
    if (same !== undefined) same.count += 1;
    else if (changes.size < mostChanges) changes.set(key, change);
    else untold += 1;
  }
  const found = [...changes.values()].sort((a, b) => b.count - a.count);
  const countOf = (which: (it: DecisionChange) => boolean): number => found.filter(which).reduce((sum, { count }) => sum + count, 0);
  const changed = countOf(isChange) + untold;
  const unknown = countOf(({ otherwise }) => otherwise !== null);
  session.screen.print([
    ...found.flatMap(changeLines),
    ...(unknown === 0 ? [] : [[dim(`${plural(unknown, "decision")} could not be told: what the new policy needs to know was not recorded, which counts as denied`)]]),
    ...(untold === 0 ? [] : [[dim(`${untold} more in other ways`)]]),
    [span(changed + unknown === 0 ? "good" : "warn", changed === 0 ? `nothing changes${unknown === 0 ? "" : " of what can be told"}` : `${changed} would change`), plain(`  of ${plural(decisions, "decision")}  ${shortenPath(session.io)(file)}`)],
  ]);
  return { exitCode: changed + unknown === 0 ? exitCode.success : exitCode.different, document: { policy: file, decisions, changed, unknown, untold, changes: found.map(changeDocument) } };
};
