import { fault, type Fault } from "@femtoclaw/protocol";
import type { RunLimits } from "../definition.ts";
import type { Brain, BrainReply, Clock, ThinkRequest } from "../ports.ts";
import { readUsage } from "../read-news.ts";
import { detach } from "./detach.ts";
import { kindOf, thrownFault } from "./thrown-fault.ts";

export type BrainAnswer = { readonly reply: BrainReply } | { readonly fault: Fault };

/** The adversary is an adapter that answers with anything at all, or with bytes that are other ones at each look. */
const heard = (reply: BrainReply, maxReplyBytes: number): BrainAnswer => {
  if (!(reply.bytes instanceof Uint8Array)) return { fault: fault("FC_BRAIN_FAILED", "a reply in bytes", "another value") };
  const bytes = new Uint8Array(reply.bytes);
  if (bytes.length > maxReplyBytes) {
    return { fault: fault("FC_BRAIN_REPLY_TOO_LONG", `at most ${maxReplyBytes} bytes`, `${bytes.length} bytes`) };
  }
  return { reply: { bytes, usage: readUsage(detach(reply.usage)) } };
};

const failed = (thrown: unknown): BrainAnswer => ({
  fault: thrownFault(thrown) ?? fault("FC_BRAIN_FAILED", "a reply or an FC_BRAIN fault", kindOf(thrown)),
});

/**
 * Asks once, and reports exactly once: the reply, the brain's own fault, the deadline, or a cancellation, whichever is
 * first. A brain that ignores its signal is left behind; nothing it says later is heard (G11). Returns the cancellation.
 */
export const askBrain = (
  brain: Brain,
  clock: Clock,
  limits: RunLimits,
  question: Pick<ThinkRequest, "run" | "step" | "context" | "tools">,
  report: (answer: BrainAnswer) => void,
): (() => void) => {
  const { inferenceTimeoutMs, maxReplyBytes } = limits;
  const controller = new AbortController();
  let settled = false;
  const settle = (answer: BrainAnswer): void => {
    if (settled) return;
    settled = true;
    stopTimer();
    report(answer);
  };
  const stopTimer = clock.after(inferenceTimeoutMs, () => {
    settle({ fault: fault("FC_BRAIN_TIMEOUT", `a reply within ${inferenceTimeoutMs} ms`, "no complete reply") });
    controller.abort();
  });
  const request = { ...question, maxReplyBytes, timeoutMs: inferenceTimeoutMs };
  const thinking = new Promise<BrainReply>((resolve) => resolve(brain.think(request, controller.signal)));
  thinking.then((reply) => heard(reply, maxReplyBytes)).then(settle, (thrown: unknown) => settle(failed(thrown)));
  return () => {
    settle({ fault: fault("FC_BRAIN_CANCELLED", "a reply before the run was stopped", "none yet") });
    controller.abort();
  };
};
