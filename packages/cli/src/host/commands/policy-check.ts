// femtoclaw policy check: every defect of every named file at once; the same loading as a runtime does, and nothing else.
import { resolve } from "node:path";
import { fault, FemtoClawError, type Fault, type JsonObject } from "@femtoclaw/protocol";
import { loadPolicy, readTextFile, type PolicyLoading } from "@femtoclaw/runtime";
import { exitCode } from "../../exit-code.ts";
import { faultDocument, faultLines } from "../../fault-text.ts";
import { plural } from "../../quantity.ts";
import { dim, plain, span, type Line } from "../../styled-line.ts";
import { policySurroundings } from "../policy-surroundings.ts";
import { shortenPath, type CommandAction } from "../session.ts";
import { configFile, loadSettings } from "../settings.ts";

interface Checked {
  readonly file: string;
  readonly loading: PolicyLoading;
}

const warningsOf = ({ loading }: Checked): readonly Fault[] => (loading.loaded === null ? loading.warnings : loading.loaded.warnings);

const checkedLines = (it: Checked, shorten: (file: string) => string): readonly Line[] => {
  const { file, loading } = it;
  const warnings = warningsOf(it);
  const verdict: Line =
    loading.loaded === null
      ? [span("bad", "not usable"), plain(`  ${shorten(file)}  ${plural(loading.faults.length, "defect")}`)]
      : [
          span("good", "ok"),
          plain(`  ${shorten(file)}  policy ${loading.loaded.policy.name}, profile ${loading.loaded.policy.profile}`),
          dim(`  ${loading.loaded.policy.digest.slice(0, 19)}…${warnings.length === 0 ? "" : `  ${plural(warnings.length, "warning")}`}`),
        ];
  return [
    ...loading.faults.flatMap((defect) => faultLines(defect, "error", shorten)),
    ...warnings.flatMap((warning) => faultLines(warning, "warning", shorten)),
    verdict,
  ];
};

const checkedDocument = (it: Checked): JsonObject => ({
  file: it.file,
  ok: it.loading.loaded !== null,
  digest: it.loading.loaded?.policy.digest ?? null,
  faults: it.loading.faults.map(faultDocument),
  warnings: warningsOf(it).map(faultDocument),
});

export const policyCheck: CommandAction = async (session) => {
  const settings = await loadSettings(session);
  const files = session.arguments.length > 0 ? session.arguments.map((file) => resolve(session.io.directory, file)) : settings.policy === null ? [] : [settings.policy];
  if (files.length === 0) throw new FemtoClawError(fault("FC_CONFIG_MISSING", "a policy file, as an argument or in the configuration", "no femtoclaw.yaml that names one, so everything is denied"));
  const around = await policySurroundings(settings, await configFile(session));
  const checked: Checked[] = [];
  for (const file of files) {
    const text = await readTextFile(file, "a policy");
    const loading: PolicyLoading = text.ok ? await loadPolicy({ file, text: text.value }, around) : { loaded: null, faults: [text.fault], warnings: [] };
    checked.push({ file, loading });
  }
  const ok = checked.every(({ loading }) => loading.loaded !== null);
  session.screen.print(checked.flatMap((it) => checkedLines(it, shortenPath(session.io))));
  const faults = checked.flatMap(({ loading }) => loading.faults);
  const document = { ok, fault: faults[0] === undefined ? null : faultDocument(faults[0]), faults: faults.map(faultDocument), files: checked.map(checkedDocument) };
  return { exitCode: ok ? exitCode.success : exitCode.configuration, document };
};
