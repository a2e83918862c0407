// FC-BOOT-0001, FC-CONF-0001: configuration → parts. The only place that knows which implementation stands for which word.
import { readScenario } from "@femtoclaw/brains";
import { createOpenAiBrain, createReplayBrain, createSimulationBrain, loadScenario, type SimulationOptions } from "@femtoclaw/brains/host";
import { standardClaws } from "@femtoclaw/claws/host";
import type { Approver, Brain, Claw, JournalRecord, Telemetry } from "@femtoclaw/core";
import { openFileJournal, readJournal } from "@femtoclaw/memory/host";
import { combineTelemetry, createRedactor, type Redactor } from "@femtoclaw/observability";
import { createPinoTelemetry } from "@femtoclaw/observability/host";
import { fault, FemtoClawError, type Fault, type Result } from "@femtoclaw/protocol";
import type { BrainConfig, Config } from "../config.ts";
import { configurationValue } from "../configuration-value.ts";
import { Policy, type PolicySource } from "../policy-source.ts";
import { selfCheckScenario } from "../self-check.ts";
import { checkpointOptions } from "./checkpoint-options.ts";
import { createRuntime, type Runtime } from "./create-runtime.ts";
import { readTextFile } from "./load-config.ts";
import { openCommitter, secretsKeyOf, secretsOf } from "./read-secrets.ts";

export interface Additions {
  /** In place of the policy that the configuration names. */
  readonly policy?: PolicySource;
  /** In place of the standard ones. */
  readonly claws?: readonly Claw[];
  /** In place of the brain that the configuration names. */
  readonly brain?: Brain;
  readonly approver?: Approver;
  /** What is the operator's besides what the configuration names: its own file, say. Absolute. No call may touch it. */
  readonly ownPaths?: readonly string[];
  /** Besides the log. */
  readonly telemetry?: Telemetry;
  readonly onSay?: NonNullable<SimulationOptions["onSay"]>;
  /** Where environment variables are read: keys and secrets. */
  readonly environment: { readonly [name: string]: string | undefined };
}

const valueOf = <T>(result: Result<T, Fault>): T => {
  if (!result.ok) throw new FemtoClawError(result.fault);
  return result.value;
};

const firstOf = <T>(result: Result<T, readonly Fault[]>): T => {
  if (result.ok) return result.value;
  throw new FemtoClawError(result.fault[0] ?? fault("FC_CONFIG_MISSING", "a scenario", "none"));
};

export const openBrain = async (config: BrainConfig, journal: string, additions: Additions): Promise<Brain & { close?(): Promise<void> }> => {
  switch (config.kind) {
    case "simulation": {
      const scenario = firstOf(config.scenario === null ? readScenario(selfCheckScenario, "self-check") : await loadScenario(config.scenario));
      return createSimulationBrain(scenario, {
        ...(config.seed === null ? {} : { seed: config.seed }),
        ...(additions.onSay === undefined ? {} : { onSay: additions.onSay }),
      });
    }
    case "openai": {
      const { apiKeyEnv } = config;
      if (apiKeyEnv !== null && additions.environment[apiKeyEnv] === undefined) {
        throw new FemtoClawError(fault("FC_CONFIG_KEY", `a key in the environment variable ${apiKeyEnv}`, "none"));
      }
      return createOpenAiBrain({
        endpoint: config.endpoint,
        model: config.model,
        apiKey: () => (apiKeyEnv === null ? undefined : additions.environment[apiKeyEnv]),
      });
    }
    case "replay": {
      const records: JournalRecord[] = [];
      for await (const { record } of readJournal(journal, { run: config.run })) records.push(record);
      if (records.length === 0) throw new FemtoClawError(fault("FC_USAGE_RUN", "a run of this journal", config.run));
      return createReplayBrain(records);
    }
  }
};

export const policySource = async (config: Config): Promise<PolicySource> => {
  if (config.policy === null) return Policy.Strict;
  const text = valueOf(await readTextFile(config.policy, "the policy"));
  return config.profile === null ? { file: config.policy, text } : { file: config.policy, text, profile: config.profile };
};

/** What decides, and what remembers, is not for the hands to change. */
export const ownPathsOf = (config: Config): readonly string[] => {
  const { journal, policy, brain, log, checkpoint } = config;
  const scenario = brain.kind === "simulation" ? brain.scenario : null;
  return [journal, secretsKeyOf(config), policy, scenario, log?.file, checkpoint?.key].filter((it) => it !== null && it !== undefined);
};

/** What a scenario says aloud, and why, is shown before it has been recorded. */
const scrubbedSay = (redact: Redactor, { onSay }: Additions): Pick<Additions, "onSay"> =>
  onSay === undefined
    ? {}
    : { onSay: (said) => onSay({ ...said, text: String(redact(said.text)), comment: said.comment === null ? null : String(redact(said.comment)) }) };

/** The journal comes last, when everything else is known to be in order: a bad configuration locks and records nothing. */
export const openRuntime = async (config: Config, additions: Additions): Promise<Runtime> => {
  const policy = additions.policy ?? (await policySource(config));
  const secrets = await secretsOf(config, additions.environment);
  const redact = createRedactor({ secretValues: secrets });
  const brain = additions.brain ?? (await openBrain(config.brain, config.journal, { ...additions, ...scrubbedSay(redact, additions) }));
  const log = config.log === null ? null : createPinoTelemetry({ level: config.log.level, destination: { path: config.log.file }, redactor: redact });
  const observers = [log, additions.telemetry].filter((it) => it !== null && it !== undefined);
  const telemetry = combineTelemetry(observers);
  try {
    const checkpoints = await checkpointOptions(config.checkpoint, telemetry);
    const runtime = await createRuntime({
      brain,
      claws: additions.claws ?? standardClaws(),
      policy,
      journal: () => openFileJournal({ directory: config.journal, ...(checkpoints === null ? {} : { checkpoints }) }),
      workspace: config.workspace,
      memory: config.memory,
      ...(config.instruction === null ? {} : { instruction: config.instruction }),
      limits: config.limits,
      secrets,
      configuration: configurationValue(config),
      committer: () => openCommitter(config),
      ownPaths: [...ownPathsOf(config), ...(additions.ownPaths ?? [])],
      telemetry,
      ...(config.profile === null ? {} : { profile: config.profile }),
      ...(additions.approver === undefined ? {} : { approver: additions.approver }),
    });
    const close = async (): Promise<void> => {
      try {
        await runtime.close();
      } finally {
        await closeBrain(brain);
        await log?.flush();
      }
    };
    return { ...runtime, close };
  } catch (error) {
    await closeBrain(brain);
    throw error;
  }
};

const closeBrain = async (brain: Brain & { close?(): Promise<void> }): Promise<void> => brain.close?.();
