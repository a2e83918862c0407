// The suite's own code behind a capability. It does nothing to the world; it says that it was started, and ends as the vector says.
import type { CapabilityDescriptor } from "@femtoclaw/gate";
import type { EffectEnd, EffectStart, SuiteCapability } from "../target.ts";
import type { ScriptedResult } from "../vector.schema.ts";
import { never, pause } from "./pause.ts";

export interface StartedEffect {
  granted(answer: boolean): void;
}

export type OnEffect = (capability: string, start: EffectStart) => Promise<StartedEffect>;

const cancelled = (start: EffectStart): Promise<EffectEnd> =>
  new Promise((resolve) => {
    const end = (): void => resolve({ outcome: "cancelled", output: null, error: null });
    if (start.signal.aborted) return end();
    start.signal.addEventListener("abort", end, { once: true });
  });

const endOf = async (result: ScriptedResult, start: EffectStart): Promise<EffectEnd> => {
  const { how = "answer", outcome = "ok", error = null } = result;
  switch (how) {
    case "throw":
      throw new Error(error ?? "thrown by the capability");
    case "hang":
      return never();
    case "until-cancelled":
      return cancelled(start);
    case "not-json":
      return { outcome, output: { value: Number.NaN, self: undefined, big: 10n }, error };
    case "not-a-result":
      return undefined as unknown as EffectEnd;
    case "answer":
      return { outcome, output: result.outputBytes === undefined ? (result.output ?? { done: true }) : "x".repeat(result.outputBytes), error };
  }
};

export const scriptedCapability = (descriptor: CapabilityDescriptor, results: readonly ScriptedResult[], onEffect: OnEffect): SuiteCapability => {
  let started = 0;
  return {
    descriptor,
    execute: async (start) => {
      const result = results[started] ?? {};
      started += 1;
      const effect = await onEffect(descriptor.name, start);
      for (const args of result.asks ?? []) effect.granted((await start.requestGrant(args)) !== null);
      await pause(result.afterMs);
      return endOf(result, start);
    },
  };
};
