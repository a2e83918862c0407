// FC-UPGRADE-0001.R11: the configuration that governs, as it is recorded. Names of environment variables stand in it, and no value of one.
import type { JsonObject } from "@femtoclaw/protocol";
import type { BrainConfig, Config } from "./config.ts";

/** A query may carry a key, and so may what stands before the last @ of the host. */
const shownEndpoint = (endpoint: string): string => endpoint.replace(/[?#].*$/s, "").replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/]*@/i, "$1");

const brainValue = (brain: BrainConfig): JsonObject => (brain.kind === "openai" ? { ...brain, endpoint: shownEndpoint(brain.endpoint) } : { ...brain });

/** Every member, also those that are what they are by default: a later version may have other defaults. */
export const configurationValue = (config: Config): JsonObject => ({
  workspace: config.workspace,
  journal: config.journal,
  policy: config.policy,
  profile: config.profile,
  brain: brainValue(config.brain),
  memory: { ...config.memory },
  limits: { ...config.limits },
  log: config.log === null ? null : { ...config.log },
  checkpoint: config.checkpoint === null ? null : { ...config.checkpoint },
  retention: { ...config.retention },
  instruction: config.instruction,
  secretsFromEnvironment: [...config.secretsFromEnvironment],
  secretsFromFiles: [...config.secretsFromFiles],
  secretsKey: config.secretsKey,
});
