// Text → configuration, or every defect at once with file:line:column (FC-CONF-0001).
import { defaultRunLimits, type RunLimits } from "@femtoclaw/core";
import { readDocument, type Profile } from "@femtoclaw/gate";
import { fail, fault, ok, type Fault, type FaultPosition, type Result } from "@femtoclaw/protocol";
import { Config, defaultCheckpointBounds, type BrainConfig, type CheckpointConfig, type LogLevel, type RetentionConfig } from "./config.ts";
import { configDefects } from "./generated/config-validator.js";

/** What the schema describes; the validator generated from it stands before every use. */
interface WrittenConfig {
  readonly workspace?: string;
  readonly journal?: string;
  readonly policy?: string;
  readonly profile?: Profile;
  readonly brain?: {
    readonly kind: "simulation" | "openai" | "replay";
    readonly scenario?: string;
    readonly seed?: number;
    readonly endpoint?: string;
    readonly model?: string;
    readonly apiKeyEnv?: string;
    readonly run?: string;
  };
  readonly instruction?: string;
  readonly memory?: Partial<Config["memory"]>;
  readonly limits?: Partial<RunLimits>;
  readonly log?: { readonly level?: LogLevel; readonly file: string };
  readonly checkpoint?: Partial<CheckpointConfig> & Pick<CheckpointConfig, "key">;
  readonly retention?: Partial<RetentionConfig>;
  readonly secretsFromEnvironment?: readonly string[];
  readonly secretsFromFiles?: readonly string[];
  readonly secretsKey?: string;
}

type Place = (pointer: string) => FaultPosition;

const readBrain = (written: WrittenConfig["brain"], place: Place, faults: Fault[]): BrainConfig => {
  if (written === undefined) return Config.industrial().brain;
  const need = (key: "endpoint" | "model" | "run"): string => {
    const value = written[key];
    if (value === undefined) faults.push(fault("FC_CONFIG_SCHEMA", `${key}, which a brain of kind ${written.kind} needs`, "none", place("/brain")));
    return value ?? "";
  };
  switch (written.kind) {
    case "simulation":
      return { kind: "simulation", scenario: written.scenario ?? null, seed: written.seed ?? null };
    case "openai":
      return { kind: "openai", endpoint: need("endpoint"), model: need("model"), apiKeyEnv: written.apiKeyEnv ?? null };
    case "replay":
      return { kind: "replay", run: need("run") };
  }
};

export const readConfig = (text: string, file: string): Result<Config, readonly Fault[]> => {
  const { document, faults } = readDocument(text, file, "FC_CONFIG_SYNTAX");
  if (document === null) return fail(faults);
  const defects = configDefects(document.value).map((it) =>
    fault("FC_CONFIG_SCHEMA", it.expected, it.found, document.place(it.pointer)),
  );
  if (defects.length > 0) return fail(defects);
  const written = document.value as unknown as WrittenConfig;
  const missing: Fault[] = [];
  const brain = readBrain(written.brain, document.place, missing);
  if (missing.length > 0) return fail(missing);
  const base = Config.industrial();
  return ok({
    workspace: written.workspace ?? base.workspace,
    journal: written.journal ?? base.journal,
    policy: written.policy ?? null,
    profile: written.profile ?? null,
    brain,
    instruction: written.instruction ?? null,
    memory: { ...base.memory, ...written.memory },
    limits: { ...defaultRunLimits, ...written.limits },
    log: written.log === undefined ? null : { level: written.log.level ?? "info", file: written.log.file },
    checkpoint: written.checkpoint === undefined ? null : { ...defaultCheckpointBounds, ...written.checkpoint },
    retention: { ...base.retention, ...written.retention },
    secretsFromEnvironment: written.secretsFromEnvironment ?? [],
    secretsFromFiles: written.secretsFromFiles ?? [],
    secretsKey: written.secretsKey ?? null,
  });
};
