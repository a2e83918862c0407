import type { BrainReply, StopSignal, ThinkRequest, TokenUsage } from "@femtoclaw/core";
import { FemtoClawError, fault } from "@femtoclaw/protocol";

/** Checked before a brain does anything: a call that is already stopped does not begin. */
export const refuseStopped = (signal: StopSignal): void => {
  if (signal.aborted) throw new FemtoClawError(fault("FC_BRAIN_CANCELLED", "a call that may go on", "one stopped before it began"));
};

/** Every brain's last act: a reply within the bound, or FC_BRAIN_REPLY_TOO_LONG; never a part of one. */
export const spoken = (bytes: Uint8Array, usage: TokenUsage | null, { maxReplyBytes }: Pick<ThinkRequest, "maxReplyBytes">): BrainReply => {
  if (bytes.length > maxReplyBytes) {
    throw new FemtoClawError(fault("FC_BRAIN_REPLY_TOO_LONG", `at most ${maxReplyBytes} bytes`, `${bytes.length} bytes`));
  }
  return { bytes, usage };
};
