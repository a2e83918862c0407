// femtoclaw policy test: a table of calls with the answer that the policy has to give to each, decided on this host. Nothing is executed.
import { dirname, resolve } from "node:path";
import { evaluate, lookupsFor, noUsage, readPolicyTable, type CompiledPolicy, type Evaluation, type PolicyTable, type PolicyTableCase } from "@femtoclaw/gate";
import { fault, FemtoClawError, type JsonObject } from "@femtoclaw/protocol";
import { loadPolicy, readTextFile, type PolicySurroundings } from "@femtoclaw/runtime";
import { assumedFlow } from "../../assumed-flow.ts";
import { callText } from "../../call-text.ts";
import { decisionLines } from "../../decision-lines.ts";
import { exitCode } from "../../exit-code.ts";
import { FaultsError } from "../../faults-error.ts";
import { printable } from "../../printable.ts";
import { plural } from "../../quantity.ts";
import { continued, dim, plain, span, type Line } from "../../styled-line.ts";
import { policySurroundings } from "../policy-surroundings.ts";
import { shortenPath, type CommandAction } from "../session.ts";
import { configFile, loadSettings } from "../settings.ts";

interface Tried {
  readonly it: PolicyTableCase;
  readonly evaluation: Evaluation;
  readonly passed: boolean;
}

const readTable = async (file: string): Promise<PolicyTable> => {
  const text = await readTextFile(file, "a table of calls");
  if (!text.ok) throw new FemtoClawError(text.fault);
  const table = readPolicyTable(text.value, file);
  if (table.ok) return table.value;
  throw new FaultsError(table.fault[0] ?? fault("FC_POLICY_SCHEMA", "a table of calls", "another document"), table.fault);
};

const loadFor = async (file: string, around: PolicySurroundings): Promise<CompiledPolicy> => {
  const text = await readTextFile(file, "a policy");
  if (!text.ok) throw new FemtoClawError(text.fault);
  const loading = await loadPolicy({ file, text: text.value }, around);
  if (loading.loaded === null) throw new FaultsError(fault("FC_CONFIG_INVALID_POLICY", "a policy without defects", `${loading.faults.length}`), loading.faults);
  return loading.loaded.policy;
};

const tryCase = async (it: PolicyTableCase, policy: CompiledPolicy, { registry, resolver }: PolicySurroundings): Promise<Tried> => {
  const facts = await resolver.resolve(lookupsFor(policy, registry, it.call));
  const evaluation = evaluate(policy, registry, { call: it.call, facts, usage: noUsage, atMs: Date.now(), flow: assumedFlow(it.untrusted) });
  return { it, evaluation, passed: evaluation.verdict === it.expect && (it.rule === null || evaluation.rule?.id === it.rule) };
};

const triedLines = ({ it, evaluation, passed }: Tried, table: string, shorten: (file: string) => string): readonly Line[] => {
  if (passed) return [[span("good", "pass"), plain(`  ${printable(it.name)}`)]];
  const wanted = `${it.expect}${it.rule === null ? "" : ` by rule ${it.rule}`}`;
  const { verdict, rule, reasons } = evaluation;
  return [
    [span("bad", "fail"), plain(`  ${printable(it.name)}`), dim(`  ${shorten(table)}:${it.line}`)],
    continued([dim(`expected ${printable(wanted)} for ${printable(callText(it.call.capability, it.call.args))}`)]),
    ...decisionLines({ verdict, rule: rule === null ? null : { ...rule }, reasons: reasons.map((reason) => ({ ...reason })) }, "found", shorten),
  ];
};

const triedDocument = ({ it, evaluation, passed }: Tried): JsonObject => ({
  name: it.name,
  line: it.line,
  passed,
  expected: { verdict: it.expect, rule: it.rule },
  found: { verdict: evaluation.verdict, rule: evaluation.rule?.id ?? null, reasons: evaluation.reasons.map((reason) => ({ ...reason })) },
});

export const policyTest: CommandAction = async (session) => {
  const settings = await loadSettings(session);
  const file = resolve(session.io.directory, session.arguments[0] ?? "");
  const table = await readTable(file);
  // A flag outweighs the table, and the table the configuration.
  const named = session.options.text("--policy") === null && table.policy !== null ? resolve(dirname(file), table.policy) : settings.policy;
  if (named === null) throw new FemtoClawError(fault("FC_CONFIG_MISSING", "a policy, named by the table, by --policy or by the configuration", "none"));
  const around = await policySurroundings(settings, await configFile(session));
  const policy = await loadFor(named, around);
  const tried: Tried[] = [];
  for (const it of table.cases) tried.push(await tryCase(it, policy, around));
  const failed = tried.filter(({ passed }) => !passed);
  const shorten = shortenPath(session.io);
  session.screen.print([
    ...tried.flatMap((it) => triedLines(it, file, shorten)),
    [span(failed.length === 0 ? "good" : "bad", failed.length === 0 ? "passed" : "failed"), plain(`  ${tried.length - failed.length} of ${plural(tried.length, "case")}  ${shorten(named)}`)],
  ]);
  const document = { table: file, policy: named, passed: tried.length - failed.length, failed: failed.length, cases: tried.map(triedDocument) };
  return { exitCode: failed.length === 0 ? exitCode.success : exitCode.different, document };
};
