/**
 * FC-BRAIN-0001: a scenario is what a simulated brain says at each step. It is written in YAML or JSON:
 *
 *   scenario = version: 1, name, description?, seed?, then? ("stop" | "repeat-last"), steps: [step, …]
 *   step     = (say | raw | oneOf: [alternative, …]), comment?, usage?, capture?: {NAME: selection, …}
 *   alternative = (say | raw), weight?, comment?
 *   selection   = from: pointer into the last result's output, after?, line?, word?, before?
 *
 * `say` is an object and is said as JSON; `raw` is said exactly. `${NAME}` in either is replaced by what this or an
 * earlier step captured; `$${` stands for `${`.
 */
import type { TokenUsage } from "@femtoclaw/core";
import type { JsonObject } from "@femtoclaw/protocol";

export type Utterance = { readonly say: JsonObject } | { readonly raw: string };

export type Alternative = Utterance & {
  /** How often this one is chosen, against the others. */
  readonly weight: number;
  /** Shown to people; the brain does not say it. */
  readonly comment: string | null;
};

/** Where a captured value stands. The parts narrow it in this order: `after`, `line`, `word`, `before`. */
export interface Selection {
  /** RFC 6901, into the output of the last result. */
  readonly from: string;
  /** Keep what follows the first occurrence. */
  readonly after: string | null;
  /** From 1; negative counts from the end, -1 being the last line. */
  readonly line: number | null;
  /** From 1, words being separated by blanks; negative counts from the end. */
  readonly word: number | null;
  /** Keep what precedes the first occurrence. */
  readonly before: string | null;
}

export interface Capture extends Selection {
  readonly name: string;
}

export interface ScenarioStep {
  /** One alternative where the step leaves no choice. */
  readonly oneOf: readonly Alternative[];
  readonly captures: readonly Capture[];
  /** What the simulated source says it used, so that token budgets can be tried. */
  readonly usage: TokenUsage | null;
}

export interface Scenario {
  readonly version: 1;
  readonly name: string;
  readonly description: string | null;
  readonly seed: number;
  /** `then` in the file. After the last step: say nothing more, which fails the brain, or say the last step again. */
  readonly atEnd: "stop" | "repeat-last";
  readonly steps: readonly ScenarioStep[];
}

/** Bounds of one scenario (G10). */
export const scenarioLimits = Object.freeze({
  maxFileBytes: 262_144,
  maxSteps: 1_000,
  maxAlternatives: 20,
  maxWeight: 1_000,
  maxCaptures: 20,
  maxSeed: 0xffff_ffff,
  maxTokens: 1_000_000_000,
});
