// What can happen to a run. Every answer of the world is here as data, with the time at which it came (FC-CORE-0004).
import type { Fact } from "@femtoclaw/gate";
import type { Fault, JsonObject } from "@femtoclaw/protocol";
import type { ApprovalAnswer, ClawResult, TokenUsage } from "./ports.ts";
import type { SummaryGiven } from "./summarise.ts";

interface At {
  /** The recorded clock, in ms. The machine knows no other time. */
  readonly at: number;
}

/** What a run is for: a text of the operator's, or what the brain is to propose from the input alone (FC-POL-0006). */
export type MandateGiven = { readonly who: "operator"; readonly text: string } | { readonly who: "brain" };

/** Events that carry news from outside. Each becomes a record, so that a replay can bring the same news again. */
export type RecordedEvent =
  | (At & { readonly type: "RunOpened"; readonly brain: JsonObject; readonly mandate?: MandateGiven; readonly instruction?: string })
  /** Somebody goes on with a run that was left waiting for a person. */
  | (At & { readonly type: "RunResumed" })
  | (At & { readonly type: "InputSubmitted"; readonly content: string; readonly pinned?: true })
  /** Somebody's text in place of entries of the context. */
  | (At & { readonly type: "ContextSummarised" } & SummaryGiven)
  | (At & { readonly type: "BrainReplied"; readonly bytes: Uint8Array; readonly usage: TokenUsage | null })
  | (At & { readonly type: "BrainFailed"; readonly fault: Fault })
  | (At & { readonly type: "FactsResolved"; readonly facts: readonly Fact[] })
  | (At & { readonly type: "ApprovalAnswered"; readonly answer: ApprovalAnswer })
  | (At & { readonly type: "GrantRequested"; readonly args: JsonObject })
  | (At & { readonly type: "ClawFinished"; readonly result: ClawResult })
  | (At & { readonly type: "ClawLost"; readonly why: string })
  | (At & { readonly type: "DeadlinePassed" })
  | (At & { readonly type: "StopRequested"; readonly who: string; readonly why: string })
  | (At & { readonly type: "CloseRequested" });

/** Events that carry no news and no time: they follow from what was recorded, and a replay supplies them by itself. */
export type DerivedEvent = { readonly type: "RecordDurable"; readonly ordinal: number } | { readonly type: "Responded" };

export type MachineEvent = RecordedEvent | DerivedEvent;

/** The machine's word to itself to go on at once. It never comes from outside. */
export interface Proceed {
  readonly type: "Proceed";
}
