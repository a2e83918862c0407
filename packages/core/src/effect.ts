// What the machine asks of the driver. `after` is an obligation: the driver may not begin before the record with that
// ordinal of this run is durable (G1, G5). 0 means at once.
import type { Grant, Lookup } from "@femtoclaw/gate";
import type { Fault } from "@femtoclaw/protocol";
import type { ContextEntry } from "./context.ts";

interface Obliged {
  readonly after: number;
}

export type Effect =
  | (Obliged & { readonly type: "think"; readonly step: number; readonly context: readonly ContextEntry[] })
  | (Obliged & { readonly type: "resolve"; readonly lookups: readonly Lookup[] })
  | (Obliged & {
      readonly type: "askApproval";
      readonly execution: string;
      readonly grant: Grant;
      readonly grantDigest: string;
      readonly expiresAtMs: number;
    })
  | (Obliged & { readonly type: "execute"; readonly execution: string; readonly grant: Grant; readonly grantDigest: string })
  /** Answers a claw that asked for a further grant; null is no. */
  | (Obliged & { readonly type: "answerClaw"; readonly grant: Grant | null })
  /** Ends whatever the run is waiting for: the brain, the question to a person, or the claw. */
  | (Obliged & { readonly type: "cancel" })
  | (Obliged & { readonly type: "startDeadline"; readonly remainingMs: number })
  | (Obliged & { readonly type: "stopDeadline" })
  | (Obliged & { readonly type: "respond"; readonly answer: Answer });

/** What the caller gets for an input. */
export type Answer =
  | { readonly status: "answered"; readonly content: string }
  | { readonly status: "failed"; readonly fault: Fault };
