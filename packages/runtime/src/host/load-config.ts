import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { fail, fault, ok, type Fault, type Result } from "@femtoclaw/protocol";
import type { Config } from "../config.ts";
import { readConfig } from "../read-config.ts";

const errnoOf = (thrown: unknown): string =>
  thrown instanceof Error && "code" in thrown && typeof thrown.code === "string" ? thrown.code : "an unknown error";

/** A text file, or the fault that names it. */
export const readTextFile = async (path: string, what: string): Promise<Result<string, Fault>> => {
  try {
    return ok(await readFile(path, "utf8"));
  } catch (error) {
    return fail(fault("FC_CONFIG_FILE", `${what} at ${path}`, errnoOf(error), { file: path }));
  }
};

/** Every path absolute: seen from the configuration's directory. */
export const resolveConfig = (config: Config, directory: string): Config => ({
  ...config,
  workspace: resolve(directory, config.workspace),
  journal: resolve(directory, config.journal),
  policy: config.policy === null ? null : resolve(directory, config.policy),
  brain:
    config.brain.kind === "simulation" && config.brain.scenario !== null
      ? { ...config.brain, scenario: resolve(directory, config.brain.scenario) }
      : config.brain,
  checkpoint: config.checkpoint === null ? null : { ...config.checkpoint, key: resolve(directory, config.checkpoint.key) },
  secretsFromFiles: config.secretsFromFiles.map((file) => resolve(directory, file)),
  secretsKey: config.secretsKey === null ? null : resolve(directory, config.secretsKey),
  log: config.log === null ? null : { ...config.log, file: resolve(directory, config.log.file) },
});

/** Reads and checks a configuration file. Every defect comes back at once. */
export const loadConfig = async (path: string): Promise<Result<Config, readonly Fault[]>> => {
  const text = await readTextFile(path, "a configuration file");
  if (!text.ok) return fail([text.fault]);
  const config = readConfig(text.value, path);
  return config.ok ? ok(resolveConfig(config.value, dirname(resolve(path)))) : config;
};
