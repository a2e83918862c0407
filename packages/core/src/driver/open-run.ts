// The driver: it gives events to the machine, its records to the journal and its effects to the performer, one turn at a
// time. It decides nothing. Its one rule is the obligation on each effect: not before that record is durable (G1, G5).
import { fault, FemtoClawError, utf8Length, type Fault, type RunId } from "@femtoclaw/protocol";
import { isJsonObject } from "@femtoclaw/gate";
import type { MachineDefinition } from "../definition.ts";
import type { Answer } from "../effect.ts";
import type { MachineEvent, MandateGiven } from "../event.ts";
import type { Approver, Brain, Claw, Clock, Journal, Resolver, Telemetry } from "../ports.ts";
import { initialState, type RunState } from "../state.ts";
import { step } from "../step.ts";
import { summarisable, summaryFault } from "../summarise.ts";
import { createCommits } from "./commits.ts";
import { detach } from "./detach.ts";
import { createObligations } from "./obligations.ts";
import { createPerformer } from "./performer.ts";
import { shortText } from "./short-text.ts";
import { tellObserver } from "./tell-observer.ts";
import { kindOf } from "./thrown-fault.ts";
import { createTurns } from "./turns.ts";

export interface RunPorts {
  readonly brain: Brain;
  /** By capability name; the same names as the registry's. */
  readonly claws: ReadonlyMap<string, Claw>;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly resolver: Resolver;
  readonly approver: Approver;
  readonly telemetry: Telemetry;
}

export interface InputOptions {
  /** Stays in the context whatever else must go (FC-MEM-0001.R20). */
  readonly pinned?: boolean;
}

export interface Run {
  readonly id: RunId;
  /**
   * One input at a time; a failed run is an answer. Rejects with a FemtoClawError when the input is refused and nothing was
   * recorded (FC_RUN_CONCURRENT, FC_RUN_CLOSED, FC_RUN_INPUT_TOO_LONG, FC_RUN_INPUT_NOT_TEXT), or when the runtime must stop.
   */
  submit(content: string, options?: InputOptions): Promise<Answer>;
  /**
   * Puts a text in place of entries of the context, between two inputs; without `replaces` of all that is not pinned. Resolves when the
   * record of it is durable. Rejects with FC_RUN_SUMMARY, FC_RUN_CONCURRENT or FC_RUN_CLOSED, and then nothing was recorded.
   */
  summarise(who: string, text: string, replaces?: readonly number[]): Promise<void>;
  /** Ends what is under way, records how it ended, closes the run. */
  stop(who: string, why: string): void;
  /** A busy run is stopped first. Resolves when the run's last record is durable. */
  close(): Promise<void>;
  state(): RunState;
}

interface Waiting<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (error: FemtoClawError) => void;
}

const defect = (thrown: unknown): Fault => {
  const found = thrown instanceof FemtoClawError ? thrown.fault.code : kindOf(thrown);
  return fault("FC_RUN_DEFECT", "a part that keeps to its port", found);
};

/** How a run begins: anew, perhaps for something; or from the state in which its records left it. */
type Beginning = { readonly mandate?: MandateGiven; readonly instruction?: string } | { readonly from: RunState; readonly waiting: Waiting<Answer> };

export const openRun = (definition: MachineDefinition, ports: RunPorts, run: RunId, mandate?: MandateGiven, instruction?: string): Run =>
  driveRun(definition, ports, run, { ...(mandate === undefined ? {} : { mandate }), ...(instruction === undefined ? {} : { instruction }) });

/**
 * Goes on with a run that was left waiting for a person; `from` is the state that a replay of its records reached. Its question is
 * asked again, and `answer` is what its input comes to. Only AWAITING_APPROVAL can be gone on from.
 */
export const resumeRun = (definition: MachineDefinition, ports: RunPorts, from: RunState): { readonly run: Run; readonly answer: Promise<Answer> } => {
  let waiting: Waiting<Answer> | null = null;
  const answer = new Promise<Answer>((resolve, reject) => (waiting = { resolve, reject }));
  if (waiting === null || from.name !== "AWAITING_APPROVAL") throw new FemtoClawError(fault("FC_RUN_UNEXPECTED_EVENT", "a run that waits for a person", `a run in ${from.name}`));
  return { run: driveRun(definition, ports, from.run, { from, waiting }), answer };
};

const driveRun = (definition: MachineDefinition, ports: RunPorts, run: RunId, beginning: Beginning): Run => {
  const { clock, telemetry } = ports;
  let state = "from" in beginning ? beginning.from : initialState(run);
  let broken: Fault | null = null;
  let suspended = false;
  let waiting: Waiting<Answer> | null = "from" in beginning ? beginning.waiting : null;
  let closing: Waiting<void>[] = [];
  const recording = new Set<Waiting<void>>();

  /**
   * The runtime cannot go on without risking a record: everything waiting is told. From here on no event is accepted and
   * nothing counts as durable, so nothing more begins (FC-CORE-0001.R16).
   */
  const breakDown = (it: Fault): void => {
    if (broken !== null) return;
    broken = it;
    const error = new FemtoClawError(it);
    waiting?.reject(error);
    for (const { reject } of [...closing, ...recording]) reject(error);
    performer.abandon();
  };

  /** The question is on disk. Nothing more is accepted here: whoever answers it goes on from the records (FC-POL-0004.R4). */
  const suspend = (execution: string): void => {
    suspended = true;
    waiting?.reject(new FemtoClawError(fault("FC_RUN_SUSPENDED", "an answer at once", `a question to a person about ${execution}`)));
    for (const { resolve } of closing) resolve();
    closing = [];
    performer.abandon();
  };

  const inTurn = createTurns((thrown) => breakDown(defect(thrown)));

  const accept = (event: MachineEvent): void => {
    if (broken !== null || suspended) return;
    const next = step(definition, state, event);
    if (next.defect !== null) return breakDown(next.defect);
    state = next.state;
    if (next.records.length > 0) commits.append(next.records, state.ordinal);
    for (const { from, to } of next.passages) {
      tellObserver(() => telemetry.transition({ run, timeMs: state.clock, from, to }));
    }
    for (const effect of next.effects) performer.take(effect);
    if (state.name !== "TERMINATED") return;
    for (const { resolve } of closing) resolve();
    closing = [];
  };

  const obligations = createObligations(state.ordinal);
  const commits = createCommits(
    ports.journal,
    (ordinal, records) =>
      inTurn(() => {
        if (broken !== null) return;
        for (const it of records) tellObserver(() => telemetry.record(it));
        obligations.durable(ordinal);
        accept({ type: "RecordDurable", ordinal });
      }),
    (it) => inTurn(() => breakDown(it)),
  );
  const performer = createPerformer(
    definition,
    ports,
    run,
    obligations,
    "mandate" in beginning && beginning.mandate?.who === "brain",
    (execution) => inTurn(() => suspend(execution)),
    (eventAt) => inTurn(() => accept(eventAt(clock.nowMs()))),
    (answer) => {
      waiting?.resolve(answer);
      waiting = null;
      inTurn(() => accept({ type: "Responded" }));
    },
  );

  /** Why nothing new is taken now; null when it is. */
  const busy = (): Fault | null => {
    if (broken !== null) return broken;
    if (suspended) return fault("FC_RUN_CLOSED", "an open run", "a run that was left waiting for a person");
    if (state.name === "SHUTDOWN" || state.name === "TERMINATED") return fault("FC_RUN_CLOSED", "an open run", `a run in ${state.name}`);
    return state.name !== "IDLE" || waiting !== null ? fault("FC_RUN_CONCURRENT", "a run in IDLE", `a run in ${state.name}`) : null;
  };

  /** Why this input is not taken; null when it is. */
  const refusal = (content: unknown): Fault | null => {
    const now = busy();
    if (now !== null) return now;
    if (typeof content !== "string") return fault("FC_RUN_INPUT_NOT_TEXT", "text", `a value of type ${typeof content}`);
    // Refused before it is recorded: what is too long for the run is too long for the journal.
    const { maxInputBytes } = definition.limits;
    const bytes = utf8Length(content);
    if (bytes > maxInputBytes) return fault("FC_RUN_INPUT_TOO_LONG", `at most ${maxInputBytes} bytes`, `${bytes} bytes`);
    return detach(content) === undefined ? fault("FC_RUN_INPUT_NOT_TEXT", "whole characters", "half of a surrogate pair") : null;
  };

  const requestStop = (who: string, why: string): void =>
    accept({ type: "StopRequested", at: clock.nowMs(), who: shortText(who), why: shortText(why) });

  inTurn(() => {
    const brain = detach(ports.brain.description);
    if (!isJsonObject(brain)) return breakDown(fault("FC_RUN_DEFECT", "a brain described in JSON", "another description"));
    if ("from" in beginning) return accept({ type: "RunResumed", at: clock.nowMs() });
    accept({ type: "RunOpened", at: clock.nowMs(), brain, ...(beginning.mandate === undefined ? {} : { mandate: beginning.mandate }), ...(beginning.instruction === undefined ? {} : { instruction: beginning.instruction }) });
  });

  return {
    id: run,
    state: () => state,
    submit: (content, { pinned = false } = {}) =>
      new Promise((resolve, reject) =>
        inTurn(() => {
          const refused = refusal(content);
          if (refused !== null) return reject(new FemtoClawError(refused));
          waiting = { resolve, reject };
          accept({ type: "InputSubmitted", at: clock.nowMs(), content, ...(pinned ? { pinned } : {}) });
        }),
      ),
    summarise: (who, text, replaces) =>
      new Promise((resolve, reject) =>
        inTurn(() => {
          const given = { who: shortText(who), text, replaces: replaces ?? summarisable(state) };
          const refused = busy() ?? summaryFault(definition, state, given);
          if (refused !== null) return reject(new FemtoClawError(refused));
          const entry: Waiting<void> = { resolve, reject };
          recording.add(entry);
          accept({ type: "ContextSummarised", at: clock.nowMs(), ...given });
          obligations.when(state.ordinal, () => {
            recording.delete(entry);
            resolve();
          });
        }),
      ),
    stop: (who, why) => inTurn(() => requestStop(who, why)),
    close: () =>
      new Promise((resolve, reject) =>
        inTurn(() => {
          if (broken !== null) return reject(new FemtoClawError(broken));
          if (state.name === "TERMINATED" || suspended) return resolve();
          closing.push({ resolve, reject });
          if (state.name === "IDLE") accept({ type: "CloseRequested", at: clock.nowMs() });
          else if (state.name !== "SHUTDOWN") requestStop("caller", "the run was closed");
        }),
      ),
  };
};
