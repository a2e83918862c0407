// FC-SEC-0003.R1: the secrets that a configuration names, and the key of their commitments.
import { open } from "node:fs/promises";
import { assertOutsideJournal, commitmentKeyFile, openCommitmentKey } from "@femtoclaw/memory/host";
import type { Committer } from "@femtoclaw/memory";
import { maxSecretUnits } from "@femtoclaw/observability";
import { decodeUtf8, fault, FemtoClawError } from "@femtoclaw/protocol";
import type { Config } from "../config.ts";
import { scrubText } from "../scrub-ports.ts";
import { createSecretStore } from "../secret-store.ts";

const refuse = (file: string, expected: string, found: string): FemtoClawError => new FemtoClawError(fault("FC_CONFIG_FILE", expected, found, { file }));

const readBytes = async (file: string): Promise<Uint8Array> => {
  try {
    const handle = await open(file, "r");
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(maxSecretUnits + 1), 0, maxSecretUnits + 1, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw refuse(file, "a file with a secret", error instanceof Error && "code" in error ? String(error.code) : "an unknown error");
  }
};

/** What cannot be read cannot be looked for, so nothing may start without it. */
const readSecret = async (file: string): Promise<string> => {
  const bytes = await readBytes(file);
  if (bytes.length > maxSecretUnits) throw refuse(file, `a secret of at most ${maxSecretUnits} bytes`, "a longer file");
  const text = decodeUtf8(bytes);
  if (!text.ok) throw refuse(file, "a secret in UTF-8", "other bytes");
  const secret = text.value.replace(/(\r?\n)+$/, "");
  if (secret === "") throw refuse(file, "a file with a secret", "an empty one");
  return secret;
};

/** Values that must not be recorded: of the named variables and files, and the brain's key. Throws FC_CONFIG_FILE. */
export const secretsOf = async (config: Config, environment: { readonly [name: string]: string | undefined }): Promise<readonly string[]> => {
  const names = [...config.secretsFromEnvironment];
  if (config.brain.kind === "openai" && config.brain.apiKeyEnv !== null) names.push(config.brain.apiKeyEnv);
  const named = names.flatMap((name) => environment[name] ?? []).filter((value) => value !== "");
  return [...named, ...(await Promise.all(config.secretsFromFiles.map(readSecret)))];
};

/** For a command that records a person's words without a runtime. Throws as `secretsOf` and `openCommitter` do. */
export const scrubberOf = async (config: Config, environment: { readonly [name: string]: string | undefined }): Promise<(text: string) => string> => {
  const secrets = await secretsOf(config, environment);
  if (secrets.length === 0) return (text) => text;
  const { redact } = createSecretStore(secrets, await openCommitter(config));
  return (text) => scrubText(redact, text);
};

export const secretsKeyOf = ({ journal, secretsKey }: Config): string => secretsKey ?? commitmentKeyFile(journal);

/** The journal's own; made where there is none. Throws FC_KEY_FILE, FC_KEY_EXPOSED and FC_SECRET_KEY. */
export const openCommitter = async (config: Config): Promise<Committer> => {
  const file = secretsKeyOf(config);
  await assertOutsideJournal(file, config.journal);
  return openCommitmentKey(file);
};
