// FC-CONF-0001: what a runtime is assembled from, as plain data. Paths are seen from the directory of the file they stand in,
// or from the working directory when there is no file.
import { defaultRunLimits, type RunLimits } from "@femtoclaw/core";
import type { Profile } from "@femtoclaw/gate";

export type BrainConfig =
  | { readonly kind: "simulation"; readonly scenario: string | null; readonly seed: number | null }
  | {
      readonly kind: "openai";
      readonly endpoint: string;
      readonly model: string;
      /** Name of the environment variable that holds the key; the key itself never stands in a file or an argument. */
      readonly apiKeyEnv: string | null;
    }
  | { readonly kind: "replay"; readonly run: string };

export interface Config {
  readonly workspace: string;
  readonly journal: string;
  /** Null is the deny-all policy. */
  readonly policy: string | null;
  /** Null leaves it to the policy. */
  readonly profile: Profile | null;
  readonly brain: BrainConfig;
  /** What every run is told before its first input; null tells it nothing. */
  readonly instruction: string | null;
  readonly memory: { readonly maxEntries: number; readonly maxTokens: number };
  readonly limits: RunLimits;
  /** Null writes no log. */
  readonly log: { readonly level: LogLevel; readonly file: string } | null;
  /** Null signs none. */
  readonly checkpoint: CheckpointConfig | null;
  readonly retention: RetentionConfig;
  /** Names of environment variables whose values are scrubbed from everything recorded, logged or shown to a brain. */
  readonly secretsFromEnvironment: readonly string[];
  /** Files that hold one secret each, without the line feed at its end. */
  readonly secretsFromFiles: readonly string[];
  /** The key of the commitments that stand for secrets. Null is a file beside the journal's directory. */
  readonly secretsKey: string | null;
}

/** When the journal's history is signed besides at the end and on demand (FC-CRYPTO-0001.R10). */
export interface CheckpointConfig {
  /** A file that `femtoclaw audit key` made. */
  readonly key: string;
  /** So many records after the last one. */
  readonly everyRecords: number;
  /** So long after a record that none covers. */
  readonly everyMs: number;
  /** Most that stay beside the journal; the oldest go first. */
  readonly keep: number;
}

/** How long the journal keeps what it holds (FC-UPGRADE-0001.R12). Nothing is ever archived by itself. */
export interface RetentionConfig {
  /** Whether an operator may move the beginning of the journal into an archive at all. */
  readonly archive: boolean;
  /** What is younger stays, whatever he asks for. */
  readonly keepDays: number;
}

export const defaultRetention: RetentionConfig = { archive: false, keepDays: 30 };

export const defaultCheckpointBounds = { everyRecords: 50_000, everyMs: 300_000, keep: 1_000 } as const;

export type LogLevel = "debug" | "info" | "warn" | "error";

const industrial: Config = {
  workspace: ".",
  journal: ".femtoclaw/journal",
  policy: null,
  profile: "industrial",
  brain: { kind: "simulation", scenario: null, seed: null },
  instruction: null,
  memory: { maxEntries: 200, maxTokens: 32_000 },
  limits: defaultRunLimits,
  log: null,
  checkpoint: null,
  retention: defaultRetention,
  secretsFromEnvironment: [],
  secretsFromFiles: [],
  secretsKey: null,
};

export const Config = {
  /** Every bound set, nothing allowed, everything recorded. Overrides replace whole members. */
  industrial: (overrides: Partial<Config> = {}): Config => ({ ...industrial, ...overrides }),
} as const;
