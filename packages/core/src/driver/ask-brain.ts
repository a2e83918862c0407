import { fault, FemtoClawError, type Fault, type RunId } from "@femtoclaw/protocol";
import type { MachineDefinition } from "../definition.ts";
import type { Effect } from "../effect.ts";
import type { Brain, BrainReply, Clock, ToolView } from "../ports.ts";

export type BrainAnswer = { readonly reply: BrainReply } | { readonly fault: Fault };

/**
 * Asks once, and reports exactly once: the reply, the brain's own fault, the deadline, or a cancellation, whichever is
 * first. A brain that ignores its signal is left behind; nothing it says later is heard (G11). Returns the cancellation.
 */
export const askBrain = (
  definition: MachineDefinition,
  ports: { readonly brain: Brain; readonly clock: Clock },
  run: RunId,
  tools: readonly ToolView[],
  effect: Extract<Effect, { type: "think" }>,
  report: (answer: BrainAnswer) => void,
): (() => void) => {
  const { inferenceTimeoutMs, maxReplyBytes } = definition.limits;
  const controller = new AbortController();
  let settled = false;
  const settle = (answer: BrainAnswer): void => {
    if (settled) return;
    settled = true;
    stopTimer();
    report(answer);
  };
  const stopTimer = ports.clock.after(inferenceTimeoutMs, () => {
    settle({ fault: fault("FC_BRAIN_TIMEOUT", `a reply within ${inferenceTimeoutMs} ms`, "no complete reply") });
    controller.abort();
  });
  const request = {
    run,
    step: effect.step,
    context: effect.context,
    tools,
    maxReplyBytes,
    timeoutMs: inferenceTimeoutMs,
  };
  const thinking = new Promise<BrainReply>((resolve) => resolve(ports.brain.think(request, controller.signal)));
  thinking.then(
    (reply) => {
      const size = reply.bytes.length;
      if (size <= maxReplyBytes) settle({ reply });
      else settle({ fault: fault("FC_BRAIN_REPLY_TOO_LONG", `at most ${maxReplyBytes} bytes`, `${size} bytes`) });
    },
    (error: unknown) => {
      if (error instanceof FemtoClawError) settle({ fault: error.fault });
      else settle({ fault: fault("FC_BRAIN_FAILED", "a reply or an FC_BRAIN fault", error instanceof Error ? error.name : typeof error) });
    },
  );
  return () => {
    settle({ fault: fault("FC_BRAIN_CANCELLED", "a reply before the run was stopped", "none yet") });
    controller.abort();
  };
};
