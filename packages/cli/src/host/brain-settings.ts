// The brain of `run` and `chat`: flags over configuration, with every defect of its scenario found before anything is opened.
import { resolve } from "node:path";
import { loadScenario } from "@femtoclaw/brains/host";
import { FemtoClawError } from "@femtoclaw/protocol";
import type { Config } from "@femtoclaw/runtime";
import { FaultsError } from "../faults-error.ts";
import { chooseBrain } from "./brain-choice.ts";
import { resolveRun } from "./resolve-run.ts";
import type { Session } from "./session.ts";
import { loadSettings, workspaceFault } from "./settings.ts";

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
  if (brain.kind === "simulation" && brain.scenario !== null) {
    const loaded = await loadScenario(brain.scenario);
    if (!loaded.ok) {
      const [first] = loaded.fault;
      if (first !== undefined) throw new FaultsError(first, loaded.fault);
    }
  }
  const missing = await workspaceFault(settings.workspace);
  if (missing !== null) throw new FemtoClawError(missing);
  return { ...settings, brain };
};
