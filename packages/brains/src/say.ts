// What a scenario says at one step. A function of its arguments alone: the same scenario, step, context and captured
// values give the same text (G7).
import type { ContextEntry, ThinkRequest, TokenUsage } from "@femtoclaw/core";
import { fail, fault, ok, type Fault, type Result } from "@femtoclaw/protocol";
import { selectText } from "./capture.ts";
import { fillText, fillValue } from "./placeholder.ts";
import type { Alternative, Scenario, ScenarioStep } from "./scenario.ts";
import { drawWeighted } from "./seeded-random.ts";

/**
 * Values taken from results so far. Handed in and out, because the context window may have lost the result since: what
 * was captured at one step is an argument of the next.
 */
export type Captured = ReadonlyMap<string, string>;

export interface Said {
  readonly text: string;
  readonly comment: string | null;
  readonly usage: TokenUsage | null;
  readonly captured: Captured;
}

type Failed = { readonly ok: false; readonly fault: Fault };
const unable = (expected: string, found: string): Failed => fail(fault("FC_BRAIN_SCENARIO", expected, found));

const lastResult = (context: readonly ContextEntry[]) => context.findLast((entry) => entry.role === "result");

const captureAt = (step: ScenarioStep, context: readonly ContextEntry[], before: Captured): Result<Captured, Fault> => {
  if (step.captures.length === 0) return ok(before);
  const result = lastResult(context);
  if (result === undefined) return unable("a result to capture from", "a context without a result");
  const captured = new Map(before);
  for (const capture of step.captures) {
    const selected = selectText(result.output, capture);
    if (!selected.ok) {
      const { expected, found } = selected.fault;
      return unable(`${expected}, to capture ${capture.name}`, `${found} (outcome ${result.outcome})`);
    }
    captured.set(capture.name, selected.value);
  }
  return ok(captured);
};

const speak = (chosen: Alternative, captured: Captured): Result<string, Fault> => {
  if ("raw" in chosen) {
    const filled = fillText(chosen.raw, captured);
    return "missing" in filled ? unable(`a captured value for ${filled.missing}`, "none") : ok(filled.text);
  }
  const filled = fillValue(chosen.say, captured);
  return "missing" in filled ? unable(`a captured value for ${filled.missing}`, "none") : ok(JSON.stringify(filled.value));
};

export const say = (
  scenario: Scenario,
  request: Pick<ThinkRequest, "step" | "context">,
  captured: Captured = new Map(),
  seed: number = scenario.seed,
): Result<Said, Fault> => {
  const count = scenario.steps.length;
  const repeats = request.step > count;
  if (repeats && scenario.atEnd === "stop") return unable(`a scenario with a step ${request.step}`, `its end after step ${count}`);
  const step = scenario.steps[repeats ? count - 1 : request.step - 1];
  if (step === undefined) return unable("steps counted from 1", `step ${request.step}`);
  // Said again, the last step keeps what it captured: its result is no longer the last one.
  const values = repeats ? ok(captured) : captureAt(step, request.context, captured);
  if (!values.ok) return values;
  const chosen = step.oneOf[drawWeighted(seed, request.step, step.oneOf.map((it) => it.weight))];
  if (chosen === undefined) return unable("something to say", "a step without alternatives");
  const text = speak(chosen, values.value);
  if (!text.ok) return text;
  const comment = chosen.comment === null ? null : fillText(chosen.comment, values.value);
  if (comment !== null && "missing" in comment) return unable(`a captured value for ${comment.missing}`, "none");
  return ok({ text: text.value, comment: comment?.text ?? null, usage: step.usage, captured: values.value });
};
