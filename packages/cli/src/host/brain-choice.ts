// FC-CONF-0001: which brain a command gets, from its flags and the configuration. A flag that belongs to a kind of brain chooses
// that kind; flags of two kinds are a mistake, and are not resolved by guessing.
import { fail, fault, ok, type Fault, type Result } from "@femtoclaw/protocol";
import type { BrainConfig } from "@femtoclaw/runtime";

export interface BrainFlags {
  readonly brain: string | null;
  readonly scenario: string | null;
  readonly seed: number | null;
  readonly endpoint: string | null;
  readonly model: string | null;
  readonly apiKeyEnv: string | null;
  readonly replayRun: string | null;
}

export type BrainKind = BrainConfig["kind"];
export const brainKinds: readonly BrainKind[] = ["simulation", "openai", "replay"];

const flagsOf: { readonly [kind in BrainKind]: readonly (readonly [flag: string, key: keyof BrainFlags])[] } = {
  simulation: [["--scenario", "scenario"], ["--seed", "seed"]],
  openai: [["--endpoint", "endpoint"], ["--model", "model"], ["--api-key-env", "apiKeyEnv"]],
  replay: [["--replay-run", "replayRun"]],
};

const givenFor = (kind: BrainKind, flags: BrainFlags): readonly string[] =>
  flagsOf[kind].filter(([, key]) => flags[key] !== null).map(([flag]) => flag);

const kindOf = (flags: BrainFlags, configured: BrainConfig): Result<BrainKind, Fault> => {
  const implied = brainKinds.filter((kind) => givenFor(kind, flags).length > 0);
  const named = flags.brain === null ? undefined : brainKinds.find((kind) => kind === flags.brain);
  if (flags.brain !== null && named === undefined) return fail(fault("FC_CONFIG_BRAIN", brainKinds.join(", "), flags.brain.slice(0, 64)));
  const kind = named ?? implied[0] ?? configured.kind;
  const stray = implied.filter((it) => it !== kind).flatMap((it) => givenFor(it, flags));
  if (stray.length > 0) return fail(fault("FC_USAGE", `flags of one brain, and this is ${kind}`, stray.join(" ")));
  return ok(kind);
};

export const chooseBrain = (flags: BrainFlags, configured: BrainConfig): Result<BrainConfig, Fault> => {
  const chosen = kindOf(flags, configured);
  if (!chosen.ok) return chosen;
  switch (chosen.value) {
    case "simulation": {
      const base = configured.kind === "simulation" ? configured : { scenario: null, seed: null };
      return ok({ kind: "simulation", scenario: flags.scenario ?? base.scenario, seed: flags.seed ?? base.seed });
    }
    case "openai": {
      const base = configured.kind === "openai" ? configured : { endpoint: null, model: null, apiKeyEnv: null };
      const endpoint = flags.endpoint ?? base.endpoint;
      const model = flags.model ?? base.model;
      if (endpoint === null) return fail(fault("FC_CONFIG_MISSING", "an endpoint for the brain openai (--endpoint URL, or brain.endpoint)", "none"));
      if (model === null) return fail(fault("FC_CONFIG_MISSING", "a model for the brain openai (--model NAME, or brain.model)", "none"));
      return ok({ kind: "openai", endpoint, model, apiKeyEnv: flags.apiKeyEnv ?? base.apiKeyEnv });
    }
    case "replay": {
      const run = flags.replayRun ?? (configured.kind === "replay" ? configured.run : null);
      if (run === null) return fail(fault("FC_CONFIG_MISSING", "a run for the brain replay (--replay-run RUN, or brain.run)", "none"));
      return ok({ kind: "replay", run });
    }
  }
};
