// The driver: it performs what the machine asks, through ports, and brings the world's answers back as events. It decides
// nothing. Its one rule is the obligation on each effect: not before that record is durable (G1, G5).
import { visibleCapabilities, type Fact, type Grant } from "@femtoclaw/gate";
import { fault, FemtoClawError, type Fault, type JsonObject, type RunId } from "@femtoclaw/protocol";
import type { MachineDefinition } from "../definition.ts";
import type { Answer, Effect } from "../effect.ts";
import type { MachineEvent } from "../event.ts";
import type { Approver, Brain, Claw, Clock, Journal, Resolver, Telemetry } from "../ports.ts";
import type { RecordDraft } from "../record.ts";
import { initialState, type RunState } from "../state.ts";
import { step } from "../step.ts";
import { askBrain } from "./ask-brain.ts";
import { askPerson } from "./ask-person.ts";
import { createEventQueue } from "./event-queue.ts";
import { createObligations } from "./obligations.ts";
import { runClaw } from "./run-claw.ts";

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

export interface Run {
  readonly id: RunId;
  /** One input at a time. Rejects with a FemtoClawError only when the runtime itself must stop; a failed run is an answer. */
  submit(content: string): Promise<Answer>;
  /** Ends what is under way, records how it ended, closes the run. */
  stop(who: string, why: string): void;
  /** Resolves when the run's last record is durable. */
  close(): Promise<void>;
  state(): RunState;
}

/** How long the host may take to answer what the gate asks; after that it does not know, and not knowing denies. */
const resolveTimeoutMs = 10_000;

const silently = (act: () => void): void => {
  try {
    act();
  } catch {
    // An observer cannot fail a run (FC-OBS-0001).
  }
};

export const openRun = (definition: MachineDefinition, ports: RunPorts, run: RunId): Run => {
  const { clock, telemetry } = ports;
  const tools = visibleCapabilities(definition.policy, definition.registry).map(({ name, description, args }) => ({
    name,
    description,
    args,
  }));
  const obligations = createObligations();
  let state = initialState(run);
  let broken: Fault | null = null;
  let cancelWork = (): void => {};
  /** A cancellation that came before the work it is meant for was allowed to begin: then it never begins. */
  let cancelled = false;
  let stopDeadline = (): void => {};
  let answerClaw: ((grant: Grant | null) => void) | null = null;
  let waiting: { readonly resolve: (answer: Answer) => void; readonly reject: (error: FemtoClawError) => void } | null = null;
  let closed: { readonly resolve: () => void; readonly reject: (error: FemtoClawError) => void } | null = null;

  /** The runtime cannot go on without risking a record: everything waiting is told, nothing more begins. */
  const breakDown = (it: Fault): void => {
    if (broken !== null) return;
    broken = it;
    obligations.abandon();
    stopDeadline();
    cancelWork();
    answerClaw?.(null);
    const error = new FemtoClawError(it);
    waiting?.reject(error);
    closed?.reject(error);
  };

  const commit = (records: readonly RecordDraft[], ordinal: number): void => {
    ports.journal.append(records).then(
      (receipt) => {
        if (broken !== null) return;
        for (const it of receipt.records) silently(() => telemetry.record(it));
        obligations.durable(ordinal);
        dispatch({ type: "RecordDurable", ordinal });
      },
      (error: unknown) => {
        const cause = error instanceof FemtoClawError ? error.fault : fault("FC_JOURNAL_WRITE_FAILED", "durable records", "an unknown failure of the journal");
        breakDown(cause);
      },
    );
  };

  const perform = (effect: Effect): void => {
    switch (effect.type) {
      case "think":
        if (cancelled) {
          dispatch({ type: "BrainFailed", at: clock.nowMs(), fault: fault("FC_BRAIN_CANCELLED", "a reply before the run was stopped", "none asked for") });
          return;
        }
        cancelWork = askBrain(definition, ports, run, tools, effect, (answer) => {
          const at = clock.nowMs();
          if ("reply" in answer) dispatch({ type: "BrainReplied", at, bytes: answer.reply.bytes, usage: answer.reply.usage });
          else dispatch({ type: "BrainFailed", at, fault: answer.fault });
        });
        return;
      case "resolve": {
        let answered = false;
        const answer = (facts: readonly Fact[]): void => {
          if (answered) return;
          answered = true;
          stopTimer();
          dispatch({ type: "FactsResolved", at: clock.nowMs(), facts });
        };
        const stopTimer = clock.after(resolveTimeoutMs, () => answer([]));
        ports.resolver.resolve(effect.lookups).then(answer, () => answer([]));
        return;
      }
      case "askApproval": {
        if (cancelled) {
          const answer = { approved: false, who: "runtime", why: "the run was stopped" };
          dispatch({ type: "ApprovalAnswered", at: clock.nowMs(), answer });
          return;
        }
        const { execution, grant, grantDigest, expiresAtMs } = effect;
        const question = { run, execution, grant, grantDigest, expiresAtMs };
        const remainingMs = Math.max(0, expiresAtMs - clock.nowMs());
        cancelWork = askPerson(ports.approver, clock, question, remainingMs, (answer) =>
          dispatch({ type: "ApprovalAnswered", at: clock.nowMs(), answer }),
        );
        return;
      }
      case "execute": {
        if (cancelled) {
          const error = fault("FC_CLAW_CANCELLED", "the effect to begin", "a stop before it began");
          const result = { outcome: "cancelled", output: null, error, measures: { started: false } } as const;
          dispatch({ type: "ClawFinished", at: clock.nowMs(), result });
          return;
        }
        const claw = ports.claws.get(effect.grant.capability);
        if (claw === undefined) {
          breakDown(fault("FC_RUN_UNEXPECTED_EVENT", `a claw for ${effect.grant.capability}`, "none assembled"));
          return;
        }
        const requestGrant = (args: JsonObject): Promise<Grant | null> =>
          new Promise((resolve) => {
            if (broken !== null) return resolve(null);
            answerClaw = resolve;
            dispatch({ type: "GrantRequested", at: clock.nowMs(), args });
          });
        const { cancelGraceMs } = definition.limits;
        cancelWork = runClaw(claw, clock, effect.grant, effect.execution, cancelGraceMs, requestGrant, (it) => {
          const at = clock.nowMs();
          if ("result" in it) dispatch({ type: "ClawFinished", at, result: it.result });
          else dispatch({ type: "ClawLost", at, why: it.lost });
        });
        return;
      }
      case "answerClaw": {
        const answer = answerClaw;
        answerClaw = null;
        answer?.(effect.grant);
        return;
      }
      case "cancel":
        cancelled = true;
        cancelWork();
        return;
      case "startDeadline":
        stopDeadline();
        stopDeadline = clock.after(effect.remainingMs, () => dispatch({ type: "DeadlinePassed", at: clock.nowMs() }));
        return;
      case "stopDeadline":
        stopDeadline();
        return;
      case "respond":
        waiting?.resolve(effect.answer);
        waiting = null;
        dispatch({ type: "Responded" });
        return;
    }
  };

  const dispatch = createEventQueue<MachineEvent>((event) => {
    if (broken !== null) return;
    const next = step(definition, state, event);
    if (next.defect !== null) return breakDown(next.defect);
    state = next.state;
    for (const { from, to } of next.passages) {
      silently(() => telemetry.transition({ run, timeMs: state.clock, from, to }));
    }
    if (next.records.length > 0) commit(next.records, state.ordinal);
    for (const effect of next.effects) {
      if (effect.type === "think" || effect.type === "askApproval" || effect.type === "execute") cancelled = false;
      obligations.when(effect.after, () => perform(effect));
    }
    if (state.name === "TERMINATED") {
      stopDeadline();
      closed?.resolve();
    }
  });

  dispatch({ type: "RunOpened", at: clock.nowMs(), brain: ports.brain.description });

  return {
    id: run,
    state: () => state,
    submit: (content) =>
      new Promise((resolve, reject) => {
        if (broken !== null) return reject(new FemtoClawError(broken));
        if (state.name === "SHUTDOWN" || state.name === "TERMINATED") {
          return reject(new FemtoClawError(fault("FC_RUN_CLOSED", "an open run", `a run in ${state.name}`)));
        }
        if (state.name !== "IDLE" || waiting !== null) {
          return reject(new FemtoClawError(fault("FC_RUN_CONCURRENT", "a run in IDLE", `a run in ${state.name}`)));
        }
        waiting = { resolve, reject };
        dispatch({ type: "InputSubmitted", at: clock.nowMs(), content });
      }),
    stop: (who, why) => dispatch({ type: "StopRequested", at: clock.nowMs(), who, why }),
    close: () =>
      new Promise((resolve, reject) => {
        if (broken !== null) return reject(new FemtoClawError(broken));
        if (state.name === "TERMINATED") return resolve();
        closed = { resolve, reject };
        if (state.name === "IDLE") dispatch({ type: "CloseRequested", at: clock.nowMs() });
        else if (state.name !== "SHUTDOWN") dispatch({ type: "StopRequested", at: clock.nowMs(), who: "caller", why: "the run was closed" });
      }),
  };
};
