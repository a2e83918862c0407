// FC-COMP-0001: what the suite needs of a runtime in order to judge it. A target is driven as a black box: it is given a policy, the
// suite's own capabilities and brain, and a place for its journal; it gives answers, and its records through its own export. What a
// vector expects never reaches it.
import type { StopSignal } from "@femtoclaw/core";
import type { CapabilityDescriptor } from "@femtoclaw/gate";
import type { JsonObject, JsonValue } from "@femtoclaw/protocol";

/** What a target can show. A vector that needs more is not measured, and the report says so. */
export const features = [
  /** Asks a person and waits. */
  "approval",
  /** Leaves a run waiting for a person, and goes on with it later, from its records: needs `answerQuestion`. */
  "suspension",
  /** Narrows one run to what it is for: needs `openRunUnder`. */
  "mandate",
  /** Can be run in a process of its own, so that it can be killed: needs `module`. */
  "crash",
  /** Writes the segments of FC-STORAGE-0001, format 1, so that the suite can forge them. */
  "journal-format-1",
  "replay",
] as const;
export type Feature = (typeof features)[number];

/** One start of one effect, as the target tells it to the code that acts. */
export interface EffectStart {
  /** The id of the execution, as the target's records name it. */
  readonly execution: string;
  readonly grant: JsonObject;
  readonly signal: StopSignal;
  /** FC-CLAW-0001.R12: asks for a further call of the same capability; null is no. */
  requestGrant(args: JsonObject): Promise<JsonObject | null>;
}

export interface EffectEnd {
  readonly outcome: "ok" | "failed" | "timed_out" | "output_limit" | "cancelled" | "unavailable" | "denied";
  /** Not always JSON: a target must survive what a capability hands back. */
  readonly output: unknown;
  /** For the record alone: a brain that sees this text has seen too much (G8). */
  readonly error: string | null;
}

/** A capability whose code belongs to the suite: it counts and times what really starts. */
export interface SuiteCapability {
  readonly descriptor: CapabilityDescriptor;
  execute(start: EffectStart): Promise<EffectEnd>;
}

export interface Thought {
  readonly run: string;
  readonly step: number;
  /** Everything the brain is shown. Entries have a `role`; those that tell what became of a reply are `result`, with an `outcome`. */
  readonly context: readonly JsonObject[];
  /** Names of the capabilities that the brain is told of. */
  readonly tools: readonly string[];
}

export interface Reply {
  readonly bytes: Uint8Array;
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number } | null;
}

/** Rejects where the vector wants a brain that fails. */
export interface SuiteBrain {
  think(thought: Thought, signal: StopSignal): Promise<Reply>;
}

export interface SuiteApprover {
  ask(question: { readonly execution: string; readonly grant: JsonObject }, signal: StopSignal): Promise<{
    readonly approved: boolean;
    readonly who: string;
    readonly why: string;
  }>;
}

export interface Assembly {
  /** Null assembles without a policy, which must authorise nothing (FC-CORE-0001.R18). */
  readonly policy: { readonly file: string; readonly text: string; readonly profile: "strict" | "industrial" | "observe" | null } | null;
  readonly capabilities: readonly SuiteCapability[];
  readonly brain: SuiteBrain;
  /** Null: nobody can be asked. `later`: nobody is here now, and the run is to be left waiting for `answerQuestion`. */
  readonly approver: SuiteApprover | "later" | null;
  /** A directory that is the journal's alone. It may hold one already. */
  readonly journal: string;
  /** Where relative paths start. */
  readonly workspace: string;
  /** Bounds of FC-EXEC-0001 and FC-PROTO-0001 by name; those that are not given have the target's defaults. */
  readonly limits: { readonly [name: string]: number };
  readonly protocolLimits: { readonly [name: string]: number };
  readonly memory: { readonly maxEntries: number; readonly maxTokens: number } | null;
  readonly secrets: readonly string[];
}

/** `refused`: the runtime did not take the input, or the person's word, at all. `waiting`: the run was left with a question to a person. */
export type Answer =
  | { readonly status: "answered"; readonly content: string }
  | { readonly status: "failed"; readonly code: string }
  | { readonly status: "refused"; readonly code: string }
  | { readonly status: "waiting" };

/** By the operator, as text; or to be proposed by the brain, before its first call. */
export type GivenMandate = { readonly who: "operator"; readonly text: string } | { readonly who: "brain" };

/** A person's word on the execution that a run waits with. */
export interface PersonsWord {
  readonly execution: string;
  readonly approved: boolean;
  readonly who: string;
  readonly why: string;
}

export interface TargetRun {
  readonly id: string;
  submit(input: string): Promise<Answer>;
  stop(who: string, why: string): void;
  close(): Promise<void>;
}

export interface TargetRuntime {
  openRun(): TargetRun;
  /** Refused with every defect of the mandate. */
  openRunUnder?(mandate: GivenMandate): RunOpening;
  /** Goes on with the run that waits; the answer is that of the input that it was busy with. */
  answerQuestion?(word: PersonsWord): Promise<Answer>;
  /** In order: records the end and lets go of the journal. */
  close(): Promise<void>;
}

/** A defect of a policy or a mandate, with its place. */
export interface OpeningDefect {
  readonly code: string;
  readonly line: number | null;
}

export interface OpeningRefused {
  readonly ok: false;
  readonly code: string;
  readonly defects: readonly OpeningDefect[];
}

export type Opening = { readonly ok: true; readonly runtime: TargetRuntime } | OpeningRefused;

export type RunOpening = { readonly ok: true; readonly run: TargetRun } | OpeningRefused;

export interface JournalHead {
  readonly seq: number;
  /** Leaf hash of RFC 6962, 64 hexadecimal digits. */
  readonly hash: string;
}

export interface Verification {
  readonly ok: boolean;
  /** Of the catalogue; null when all is well. */
  readonly code: string | null;
  /** Of the first record that is not what it should be. */
  readonly seq: number | null;
}

export interface Target {
  readonly name: string;
  readonly supports: readonly Feature[];
  createRuntime(assembly: Assembly): Promise<Opening>;
  /** Every durable record of the journal, oldest first; also while a runtime is writing it. */
  exportRecords(journal: string): Promise<readonly JsonObject[]>;
  /** `known`: a head that the suite has seen earlier. */
  verify(journal: string, known: JournalHead | null): Promise<Verification>;
  replay(journal: string, run: string): Promise<{ readonly identical: boolean; readonly detail: JsonValue }>;
  /** URL of a module that exports this target under the name `target`. */
  readonly module?: string;
}
