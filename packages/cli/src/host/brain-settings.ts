// The brain of `run` and `chat`: flags over configuration, and every file that they name looked at before anything is opened.
import { resolve } from "node:path";
import { loadScenario } from "@femtoclaw/brains/host";
import { FemtoClawError, type Fault } from "@femtoclaw/protocol";
import { readTextFile, type BrainConfig, type Config } from "@femtoclaw/runtime";
import { FaultsError } from "../faults-error.ts";
import { chooseBrain } from "./brain-choice.ts";
import { resolveRun } from "./resolve-run.ts";
import type { Session } from "./session.ts";
import { loadSettings, workspaceFault } from "./settings.ts";

const scenarioFaults = async (brain: BrainConfig): Promise<readonly Fault[]> => {
  if (brain.kind !== "simulation" || brain.scenario === null) return [];
  const loaded = await loadScenario(brain.scenario);
  return loaded.ok ? [] : loaded.fault;
};

const policyFaults = async ({ policy }: Config): Promise<readonly Fault[]> => {
  if (policy === null) return [];
  const text = await readTextFile(policy, "the policy");
  return text.ok ? [] : [text.fault];
};

const workspaceFaults = async ({ workspace }: Config): Promise<readonly Fault[]> => {
  const found = await workspaceFault(workspace);
  return found === null ? [] : [found];
};

export const loadRunSettings = async (session: Session): Promise<Config> => {
  const { io, options } = session;
  const settings = await loadSettings(session);
  const scenario = options.text("--scenario");
  const chosen = chooseBrain(
    {
      brain: options.text("--brain"),
      scenario: scenario === null ? null : resolve(io.directory, scenario),
      seed: options.count("--seed"),
      endpoint: options.text("--endpoint"),
      model: options.text("--model"),
      apiKeyEnv: options.text("--api-key-env"),
      replayRun: options.text("--replay-run"),
    },
    settings.brain,
  );
  if (!chosen.ok) throw new FemtoClawError(chosen.fault);
  let brain = chosen.value;
  if (brain.kind === "replay") brain = { kind: "replay", run: await resolveRun(settings.journal, brain.run) };
  const faults = [...(await policyFaults(settings)), ...(await scenarioFaults(brain)), ...(await workspaceFaults(settings))];
  const [first] = faults;
  if (first !== undefined) throw new FaultsError(first, faults);
  return { ...settings, brain };
};
