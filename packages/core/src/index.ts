export { outcomeWords, type ContextEntry, type ContextItem, type ContextWindow, type OutcomeWord } from "./context.ts";
export { digestOfContext } from "./context-digest.ts";
export { defaultRunLimits, type ContextRules, type MachineDefinition, type RunLimits } from "./definition.ts";
export { openRun, resumeRun, type Run, type InputOptions, type RunPorts } from "./driver/open-run.ts";
export type { Answer, Effect } from "./effect.ts";
export type { DerivedEvent, MachineEvent, MandateGiven, RecordedEvent } from "./event.ts";
export { lookupsOf } from "./lookups-of.ts";
export { proposalTool } from "./mandate.ts";
export { isPinnedIn } from "./pins.ts";
export { summarisable, type SummaryGiven } from "./summarise.ts";
export type {
  ApprovalAnswer,
  ApprovalQuestion,
  Approver,
  Brain,
  BrainReply,
  Claw,
  ClawContext,
  ClawResult,
  CheckpointEvent,
  Clock,
  Ids,
  Journal,
  JournalHead,
  Receipt,
  Resolver,
  StopSignal,
  Telemetry,
  ThinkRequest,
  TokenUsage,
  ToolView,
  TransitionEvent,
} from "./ports.ts";
export { recordKinds, type JournalRecord, type RecordDraft, type RecordKind } from "./record.ts";
export { eventOf, recordedReply } from "./recorded-event.ts";
export { firstDifference } from "./first-difference.ts";
export { replay, type Divergence, type Replay, type ReplayOptions } from "./replay.ts";
export { initialState, stateDigest, stateNames, type Execution, type RunState, type StateName } from "./state.ts";
export { step, type Passage, type Step } from "./step.ts";
export { countExecution } from "./usage.ts";
export { isPermitted, transitionTable } from "./transition-table.ts";
