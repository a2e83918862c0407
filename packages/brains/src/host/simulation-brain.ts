import type { Brain } from "@femtoclaw/core";
import { encodeUtf8, FemtoClawError } from "@femtoclaw/protocol";
import { say, type Captured } from "../say.ts";
import type { Scenario } from "../scenario.ts";
import { refuseStopped, spoken } from "./spoken.ts";

/** Captured values are kept for this many runs; the one least lately used goes first. */
const maxRuns = 1_024;

export interface SimulationOptions {
  /** In place of the scenario's own. */
  readonly seed?: number;
  /** Told what is said at each step, with the comment for people. What it throws fails the call. */
  readonly onSay?: (said: { readonly run: string; readonly step: number; readonly text: string; readonly comment: string | null }) => void;
}

/** A brain that says what its scenario says. Runs do not see each other's captured values (G11). */
export const createSimulationBrain = (scenario: Scenario, options: SimulationOptions = {}): Brain => {
  const seed = options.seed ?? scenario.seed;
  const capturedByRun = new Map<string, Captured>();

  const keep = (run: string, captured: Captured): void => {
    capturedByRun.delete(run);
    capturedByRun.set(run, captured);
    if (capturedByRun.size <= maxRuns) return;
    for (const oldest of capturedByRun.keys()) {
      capturedByRun.delete(oldest);
      return;
    }
  };

  return {
    description: { kind: "simulation", scenario: scenario.name, seed, steps: scenario.steps.length },
    think: async (request, signal) => {
      refuseStopped(signal);
      const said = say(scenario, request, capturedByRun.get(request.run), seed);
      if (!said.ok) throw new FemtoClawError(said.fault);
      const { text, comment, usage, captured } = said.value;
      keep(request.run, captured);
      options.onSay?.({ run: request.run, step: request.step, text, comment });
      return spoken(encodeUtf8(text), usage, request);
    },
  };
};
