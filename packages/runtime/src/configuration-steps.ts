// FC-UPGRADE-0001: versions of the configuration file, and how the text of one becomes that of the next. A step maps text to text, so that
// what a person wrote beside the values stays where it can.
import { isJsonObject, readDocument } from "@femtoclaw/gate";
import { fail, fault, ok, type Fault, type Result } from "@femtoclaw/protocol";
import type { Config } from "./config.ts";
import { readConfig } from "./read-config.ts";

export interface ConfigurationStep {
  readonly from: number;
  /** A later one. */
  readonly to: number;
  /** For people: what it maps. */
  readonly what: string;
  readonly apply: (text: string, file: string) => Result<string, readonly Fault[]>;
}

/** The version that `config.schema.ts` describes. */
export const configurationVersion = 1;

/** There is none: the first version is the current one. */
export const configurationSteps: readonly ConfigurationStep[] = [];

export interface ConfigurationPlan {
  readonly file: string;
  readonly from: number;
  readonly to: number;
  /** What each step on the way maps. */
  readonly what: readonly string[];
  readonly before: string;
  readonly after: string;
  /** What `after` says. Paths as they are written. */
  readonly config: Config;
}

const versionOf = (text: string, file: string): Result<number, readonly Fault[]> => {
  const { document, faults } = readDocument(text, file, "FC_CONFIG_SYNTAX");
  if (document === null) return fail(faults);
  const version = isJsonObject(document.value) ? document.value["version"] : undefined;
  if (typeof version === "number" && Number.isSafeInteger(version)) return ok(version);
  return fail([fault("FC_CONFIG_SCHEMA", "a version, as a whole number", version === undefined ? "none" : typeof version, document.place("/version"))]);
};

/** Every step is held to where it says it leads, and the last to the published shape: a step with a mistake changes no file. */
export const planConfiguration = (text: string, file: string, steps: readonly ConfigurationStep[] = configurationSteps): Result<ConfigurationPlan, readonly Fault[]> => {
  const from = versionOf(text, file);
  if (!from.ok) return from;
  const what: string[] = [];
  let at = { version: from.value, text };
  while (at.version !== configurationVersion) {
    const step = steps.find((it) => it.from === at.version && it.to > it.from && it.to <= configurationVersion);
    if (step === undefined) return fail([fault("FC_CONFIG_SCHEMA", `version ${configurationVersion}, or one that leads to it`, `version ${at.version}`, { file })]);
    const applied = step.apply(at.text, file);
    if (!applied.ok) return applied;
    const reached = versionOf(applied.value, file);
    if (!reached.ok) return reached;
    if (reached.value !== step.to) return fail([fault("FC_CONFIG_SCHEMA", `version ${step.to} after the step from ${step.from}`, `version ${reached.value}`, { file })]);
    what.push(step.what);
    at = { version: step.to, text: applied.value };
  }
  const config = readConfig(at.text, file);
  return config.ok ? ok({ file, from: from.value, to: configurationVersion, what, before: text, after: at.text, config: config.value }) : config;
};
