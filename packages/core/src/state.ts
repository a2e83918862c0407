// FC-CORE-0002: the names of the states, verbatim, and what a run remembers between two events.
import type { Call, FlowContext, Grant, Mandate, RuleReference, Usage } from "@femtoclaw/gate";
import { noFlow, noUsage } from "@femtoclaw/gate";
import { digestOf, type Fault, type JsonObject, type RunId, type Sha256 } from "@femtoclaw/protocol";
import type { ContextEntry, ContextItem } from "./context.ts";

export const stateNames = [
  "INITIALIZING",
  "IDLE",
  "INPUT_RECEIVED",
  "CONTEXT_READY",
  "INFERRING",
  "PROTOCOL_VALIDATING",
  "AUTHORIZATION_EVALUATING",
  "AWAITING_APPROVAL",
  "CAPABILITY_EXECUTING",
  "MEMORY_COMMITTING",
  "COMPLETED",
  "ERROR",
  "SHUTDOWN",
  "TERMINATED",
] as const;
export type StateName = (typeof stateNames)[number];

/** The effect that is being decided or executed. */
export interface Execution {
  readonly id: string;
  readonly call: Call;
  /** What was authorised; null until the decision. */
  readonly grant: Grant | null;
  readonly rule: RuleReference | null;
  /** A further call that the running claw asked about (a redirect); null outside such a question. */
  readonly further: Call | null;
  /** When the question to a person runs out, on the recorded clock; null where nobody is asked. */
  readonly expiresAtMs: number | null;
}

export interface RunState {
  readonly name: StateName;
  readonly run: RunId;
  /** The time of the latest news from outside; the run's time stands still between two of them. */
  readonly clock: number;
  /** Records drafted so far by this run; the next record has this ordinal + 1. */
  readonly ordinal: number;
  /** The highest ordinal known to be on disk. */
  readonly durable: number;
  /** The bytes of the brain's reply that are to be validated next. */
  readonly reply: Uint8Array | null;
  readonly execution: Execution | null;
  readonly executionCount: number;
  readonly step: number;
  readonly rejections: number;
  readonly tokens: number;
  /** Milliseconds spent between inputs and their answers, without the current one. */
  readonly activeMs: number;
  /** When the current input arrived; null when idle. */
  readonly inputAt: number | null;
  readonly usage: Usage;
  readonly context: readonly ContextEntry[];
  /** One for each entry of the context. */
  readonly contextItems: readonly ContextItem[];
  /** Rolling digest over every entry that was ever admitted to the window. */
  readonly contextDigest: string;
  /** What was ever taken in: labels, and the words of those who are trusted (FC-POL-0005). */
  readonly flow: FlowContext;
  /** What the run is for; null for all that the policy allows. Once given it is never changed (FC-POL-0006). */
  readonly mandate: Mandate | null;
  /** Why the current input will fail as soon as what is under way has been recorded. */
  readonly failing: Fault | null;
  /** True when the run closes once the current input is done. */
  readonly closing: boolean;
}

export const initialState = (run: RunId): RunState => ({
  name: "INITIALIZING",
  run,
  clock: 0,
  ordinal: 0,
  durable: 0,
  reply: null,
  execution: null,
  executionCount: 0,
  step: 0,
  rejections: 0,
  tokens: 0,
  activeMs: 0,
  inputAt: null,
  usage: noUsage,
  context: [],
  contextItems: [],
  contextDigest: "",
  flow: noFlow,
  mandate: null,
  failing: null,
  closing: false,
});

/** What a replay must reach again (G7): everything that a later decision can depend on; the context as a digest. */
export const stateDigest = (state: RunState, sha256: Sha256): string => {
  const view: JsonObject = {
    name: state.name,
    run: state.run,
    ordinal: state.ordinal,
    step: state.step,
    rejections: state.rejections,
    tokens: state.tokens,
    activeMs: state.activeMs,
    executionCount: state.executionCount,
    executions: state.usage.executions,
    byCapability: state.usage.byCapability,
    recentByCapability: state.usage.recentByCapability,
    failing: state.failing?.code ?? null,
    closing: state.closing,
    context: state.contextDigest,
    entries: state.context.length,
    ...(state.mandate === null ? {} : { mandate: typeof state.mandate === "string" ? state.mandate : state.mandate.digest }),
    labels: state.flow.labels.map((it) => ({ ...it })),
  };
  return digestOf(view, sha256);
};
