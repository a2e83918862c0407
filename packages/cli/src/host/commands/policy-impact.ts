// femtoclaw policy impact: every recorded decision, made again under another policy from what was known then. Nothing is executed, and
// the host is asked nothing: what nobody recorded stays unknown, and that denies.
import { resolve } from "node:path";
import { evaluate, lookupsFor, type Evaluation } from "@femtoclaw/gate";
import { readJournal } from "@femtoclaw/memory/host";
import { fault, FemtoClawError, type JsonObject } from "@femtoclaw/protocol";
import { loadPolicy, readTextFile } from "@femtoclaw/runtime";
import { callText } from "../../call-text.ts";
import { exitCode } from "../../exit-code.ts";
import { FaultsError } from "../../faults-error.ts";
import { printable } from "../../printable.ts";
import { plural } from "../../quantity.ts";
import { foldDecision, type DecisionFold, type RecordedDecision } from "../../recorded-decision.ts";
import { sinceMs } from "../../since.ts";
import { continued, dim, labelled, plain, span, type Line } from "../../styled-line.ts";
import { policySurroundings } from "../policy-surroundings.ts";
import { shortenPath, type CommandAction } from "../session.ts";
import { configFile, loadSettings } from "../settings.ts";

interface Change {
  readonly was: string;
  readonly wouldBe: Evaluation["verdict"];
  readonly capability: string;
  readonly wasRule: string | null;
  readonly rule: string | null;
  /** Facts that the new policy needs were never recorded: on this host it might say otherwise. */
  readonly unknown: boolean;
  count: number;
  readonly first: RecordedDecision;
}

/** Kinds of change that are told apart (G10); the rest is counted together. */
const mostChanges = 1_000;

const changeLines = (it: Change): readonly Line[] => [
  labelled(`${it.count} x`, [span(it.wouldBe === "AUTHORIZED" ? "good" : "bad", `${it.was} would be ${it.wouldBe}`), plain(`  ${printable(it.capability)}`), dim(it.rule === null ? "" : `  by rule ${it.rule}`)]),
  continued([dim(`first at record ${it.first.seq} of ${it.first.run}: ${printable(callText(it.first.situation.call.capability, it.first.situation.call.args))}`)]),
  ...(it.unknown ? [continued([dim("what it asks of the host was not recorded, so it counts as denied")])] : []),
];

const changeDocument = ({ first, ...it }: Change): JsonObject => ({ ...it, first: { seq: first.seq, run: first.run, call: { capability: first.situation.call.capability, args: first.situation.call.args } } });

export const policyImpact: CommandAction = async (session) => {
  const settings = await loadSettings(session);
  const file = resolve(session.io.directory, session.arguments[0] ?? "");
  const written = session.options.text("--since");
  const since = written === null ? 0 : sinceMs(written, Date.now());
  if (since === null) throw new FemtoClawError(fault("FC_USAGE", "a date such as 2026-11-01, or a time back such as 7d or 12h", (written ?? "").slice(0, 64)));
  const text = await readTextFile(file, "a policy");
  if (!text.ok) throw new FemtoClawError(text.fault);
  const around = await policySurroundings(settings, await configFile(session));
  const loading = await loadPolicy({ file, text: text.value }, around);
  if (loading.loaded === null) throw new FaultsError(fault("FC_CONFIG_INVALID_POLICY", "a policy without defects", `${loading.faults.length}`), loading.faults);
  const { policy } = loading.loaded;
  const fold: DecisionFold = new Map();
  const changes = new Map<string, Change>();
  let decisions = 0;
  let untold = 0;
  for await (const { record } of readJournal(settings.journal)) {
    const decision = foldDecision(fold, record);
    if (decision === null || decision.time < since) continue;
    decisions += 1;
    const { verdict: judged, rule } = evaluate(policy, around.registry, decision.situation);
    const verdict = decision.further && judged === "APPROVAL_REQUIRED" ? "DENIED_POLICY_VIOLATION" : judged;
    if (verdict === decision.verdict) continue;
    const { call, facts } = decision.situation;
    const unknown = lookupsFor(policy, around.registry, call).some((it) => !facts.some((fact) => (it.kind === "path" ? fact.kind === "path" && fact.path === it.path : fact.kind === "host" && fact.host === it.host)));
    const key = [decision.verdict, verdict, call.capability, decision.rule, rule?.id, unknown].join(" ");
    const known = changes.get(key);
    if (known === undefined && changes.size >= mostChanges) untold += 1;
    else if (known === undefined) changes.set(key, { was: decision.verdict, wouldBe: verdict, capability: call.capability, wasRule: decision.rule, rule: rule?.id ?? null, unknown, count: 1, first: decision });
    else known.count += 1;
  }
  const found = [...changes.values()].sort((a, b) => b.count - a.count);
  const changed = found.reduce((sum, { count }) => sum + count, untold);
  const unknown = found.reduce((sum, it) => sum + (it.unknown ? it.count : 0), 0);
  session.screen.print([
    ...found.flatMap(changeLines),
    ...(unknown === 0 ? [] : [[dim(`${unknown} of them count as denied since nobody recorded what the new policy asks of the host`)]]),
    ...(untold === 0 ? [] : [[dim(`${untold} more in other ways`)]]),
    [span(changed === 0 ? "good" : "warn", changed === 0 ? "nothing changes" : `${changed} would change`), plain(`  of ${plural(decisions, "decision")}  ${shortenPath(session.io)(file)}`)],
  ]);
  return { exitCode: changed === 0 ? exitCode.success : exitCode.different, document: { policy: file, decisions, changed, unknown, untold, changes: found.map(changeDocument) } };
};
