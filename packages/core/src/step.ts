// FC-CORE-0001: (state, event) → next state, records to commit, effects to perform. Pure; the whole authority of the runtime.
import { fault, type Fault } from "@femtoclaw/protocol";
import type { MachineDefinition } from "./definition.ts";
import type { Effect } from "./effect.ts";
import type { MachineEvent, Proceed } from "./event.ts";
import type { Transition } from "./move.ts";
import type { RecordDraft } from "./record.ts";
import type { RunState, StateName } from "./state.ts";
import { isPermitted } from "./transition-table.ts";
import { authorizationEvaluating } from "./transitions/authorization-evaluating.ts";
import { awaitingApproval } from "./transitions/awaiting-approval.ts";
import { capabilityExecuting } from "./transitions/capability-executing.ts";
import { contextReady } from "./transitions/context-ready.ts";
import { idle } from "./transitions/idle.ts";
import { inferring } from "./transitions/inferring.ts";
import { initializing } from "./transitions/initializing.ts";
import { inputReceived } from "./transitions/input-received.ts";
import { memoryCommitting } from "./transitions/memory-committing.ts";
import { protocolValidating } from "./transitions/protocol-validating.ts";
import { settled } from "./transitions/settled.ts";
import { shutdown } from "./transitions/shutdown.ts";
import { terminated } from "./transitions/terminated.ts";

const transitions: Readonly<Record<StateName, Transition>> = {
  INITIALIZING: initializing,
  IDLE: idle,
  INPUT_RECEIVED: inputReceived,
  CONTEXT_READY: contextReady,
  INFERRING: inferring,
  PROTOCOL_VALIDATING: protocolValidating,
  AUTHORIZATION_EVALUATING: authorizationEvaluating,
  AWAITING_APPROVAL: awaitingApproval,
  CAPABILITY_EXECUTING: capabilityExecuting,
  MEMORY_COMMITTING: memoryCommitting,
  COMPLETED: settled,
  ERROR: settled,
  SHUTDOWN: shutdown,
  TERMINATED: terminated,
};

export interface Passage {
  readonly from: StateName;
  readonly to: StateName;
}

export interface Step {
  readonly state: RunState;
  /** To be committed together, in order. */
  readonly records: readonly RecordDraft[];
  readonly effects: readonly Effect[];
  /** Every transition on the way, for observers. */
  readonly passages: readonly Passage[];
  /** Not null when the event could not be accepted: the state is unchanged and the runtime must stop. */
  readonly defect: Fault | null;
}

const defective = (state: RunState, it: Fault): Step => ({ state, records: [], effects: [], passages: [], defect: it });

/** Time never runs backwards in the record, whatever the host's clock does, and a broken clock stands still. */
const later = (clock: number, at: number): number => (Number.isSafeInteger(at) ? Math.max(clock, at) : clock);

/** A run goes on by itself through few states between two events; more than this is a loop, which is a defect. */
const mostPassages = 16;

export const step = (definition: MachineDefinition, before: RunState, event: MachineEvent): Step => {
  const records: RecordDraft[] = [];
  const effects: Effect[] = [];
  const passages: Passage[] = [];
  let state = "at" in event ? { ...before, clock: later(before.clock, event.at) } : before;
  let next: MachineEvent | Proceed = event;

  if (event.type === "RecordDurable") {
    if (event.ordinal > before.ordinal) {
      return defective(before, fault("FC_RUN_UNEXPECTED_EVENT", `at most ${before.ordinal} durable records`, `${event.ordinal}`));
    }
    state = { ...state, durable: Math.max(state.durable, event.ordinal) };
    // Only these two wait for the disk; elsewhere durability is a matter between the driver and its obligations.
    if (state.name !== "MEMORY_COMMITTING" && state.name !== "SHUTDOWN") return { state, records, effects, passages, defect: null };
  }

  for (let count = 0; ; count += 1) {
    const move = transitions[state.name](definition, state, next);
    if (move === null) {
      return defective(before, fault("FC_RUN_UNEXPECTED_EVENT", `an event that ${state.name} accepts`, next.type));
    }
    if (count > mostPassages) {
      return defective(before, fault("FC_RUN_DEFECT", `at most ${mostPassages} states without news`, `one more after ${state.name}`));
    }
    const to = move.to ?? state.name;
    if (move.to !== null && !isPermitted(state.name, to)) {
      return defective(before, fault("FC_RUN_ILLEGAL_TRANSITION", `a permitted transition from ${state.name}`, to));
    }
    const drafted = move.records ?? [];
    for (const it of drafted) records.push({ ...it, time: state.clock, run: state.run });
    const ordinal = state.ordinal + drafted.length;
    if (move.effects !== undefined) effects.push(...move.effects(ordinal));
    if (move.to !== null) passages.push({ from: state.name, to });
    state = { ...state, ...move.change, name: to, ordinal };
    if (move.proceed !== true) {
      // INVARIANT: news that leaves no record leaves no trace, not even its time: a replay will not hear of it.
      if ("at" in event && records.length === 0) state = before;
      return { state, records, effects, passages, defect: null };
    }
    // An input is handed on to the state that admits it; everything else goes on by its own word.
    if (next.type !== "InputSubmitted" || to !== "INPUT_RECEIVED") next = { type: "Proceed" };
  }
};
