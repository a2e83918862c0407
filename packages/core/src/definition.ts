// What a run is made of, besides its events. Constant for the life of the run, and named by digest in its first record.
import type { CompiledPolicy, Registry } from "@femtoclaw/gate";
import type { ProtocolLimits, Sha256 } from "@femtoclaw/protocol";
import type { ContextWindow } from "./context.ts";

/** Bounds of the machine itself (G10). Budgets and capability limits are the policy's. */
export interface RunLimits {
  readonly maxInputBytes: number;
  readonly maxReplyBytes: number;
  readonly inferenceTimeoutMs: number;
  readonly approvalTimeoutMs: number;
  /** How long a cancelled or overdue claw may take to end before its effect counts as in doubt. */
  readonly cancelGraceMs: number;
  readonly maxConsecutiveRejections: number;
  /** Most canonical bytes of one result, whatever a policy's maxOutputBytes says: a record of it must fit the journal. */
  readonly maxResultBytes: number;
}

export const defaultRunLimits: RunLimits = {
  maxInputBytes: 65_536,
  maxReplyBytes: 65_536,
  inferenceTimeoutMs: 120_000,
  approvalTimeoutMs: 300_000,
  cancelGraceMs: 3_000,
  maxConsecutiveRejections: 3,
  maxResultBytes: 8_388_608,
};

/** What holds of the context since it is recorded what a brain was shown. Journals from before have none of it. */
export interface ContextRules {
  /** What pinned entries together may take up; null where the window is not the sliding one. */
  readonly pins: { readonly maxEntries: number; readonly maxTokens: number } | null;
}

export interface MachineDefinition {
  readonly policy: CompiledPolicy;
  readonly registry: Registry;
  readonly window: ContextWindow;
  /** Absent for runs that were recorded without them. */
  readonly contextRules?: ContextRules;
  /** Cost of a text in the window, in tokens. An estimate is enough; it must be deterministic. */
  readonly estimateTokens: (text: string) => number;
  readonly sha256: Sha256;
  readonly protocolLimits: ProtocolLimits;
  readonly limits: RunLimits;
}
