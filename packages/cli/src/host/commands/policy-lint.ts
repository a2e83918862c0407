// femtoclaw policy lint: rules that do nothing, and rules that do more than anybody reads in them. The policy itself may be in order.
import { resolve } from "node:path";
import { lintPolicy, type LintFinding } from "@femtoclaw/gate";
import { fault, FemtoClawError } from "@femtoclaw/protocol";
import { loadPolicy, readTextFile } from "@femtoclaw/runtime";
import { ruleText } from "../../decision-lines.ts";
import { exitCode } from "../../exit-code.ts";
import { FaultsError } from "../../faults-error.ts";
import { printable } from "../../printable.ts";
import { plural } from "../../quantity.ts";
import { continued, dim, labelled, plain, span, type Line } from "../../styled-line.ts";
import { policySurroundings } from "../policy-surroundings.ts";
import { shortenPath, type CommandAction } from "../session.ts";
import { configFile, loadSettings } from "../settings.ts";

const findingLines = ({ rule, kind, why, suggestion }: LintFinding, shorten: (file: string) => string): readonly Line[] => [
  labelled(kind, [span("warn", printable(ruleText({ ...rule }, shorten))), plain(`  ${printable(why)}`)]),
  continued([dim(printable(suggestion))]),
];

export const policyLint: CommandAction = async (session) => {
  const settings = await loadSettings(session);
  const given = session.arguments[0];
  const file = given === undefined ? settings.policy : resolve(session.io.directory, given);
  if (file === null) throw new FemtoClawError(fault("FC_CONFIG_MISSING", "a policy file, as an argument or in the configuration", "no femtoclaw.yaml that names one, so everything is denied"));
  const text = await readTextFile(file, "a policy");
  if (!text.ok) throw new FemtoClawError(text.fault);
  const around = await policySurroundings(settings, await configFile(session));
  const loading = await loadPolicy({ file, text: text.value }, around);
  if (loading.loaded === null) throw new FaultsError(fault("FC_CONFIG_INVALID_POLICY", "a policy without defects", `${loading.faults.length}`), loading.faults);
  const findings = lintPolicy(loading.loaded.policy, around.registry);
  const shorten = shortenPath(session.io);
  session.screen.print([
    ...findings.flatMap((it) => findingLines(it, shorten)),
    [findings.length === 0 ? span("good", "nothing found") : span("warn", plural(findings.length, "finding")), plain(`  ${shorten(file)}`)],
  ]);
  return { exitCode: findings.length === 0 ? exitCode.success : exitCode.different, document: { file, findings: findings.map((it) => ({ ...it, rule: { ...it.rule } })) } };
};
