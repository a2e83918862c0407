// One run's effects: begun through ports when their obligation is met, and answered with events. Decides nothing.
import { visibleCapabilities, type Grant } from "@femtoclaw/gate";
import { fault, type JsonObject, type RunId } from "@femtoclaw/protocol";
import type { MachineDefinition } from "../definition.ts";
import type { Answer, Effect } from "../effect.ts";
import type { RecordedEvent } from "../event.ts";
import { proposalView } from "../mandate.ts";
import type { Approver, Brain, Claw, Clock, Resolver } from "../ports.ts";
import { askBrain } from "./ask-brain.ts";
import { askHost } from "./ask-host.ts";
import { askPerson } from "./ask-person.ts";
import { notAssembled, notStarted } from "./claw-report.ts";
import type { Obligations } from "./obligations.ts";
import { runClaw } from "./run-claw.ts";

export interface PerformerPorts {
  readonly brain: Brain;
  readonly claws: ReadonlyMap<string, Claw>;
  readonly clock: Clock;
  readonly resolver: Resolver;
  readonly approver: Approver;
}

/** Brings an event in its turn, with the time at which that turn came. */
export type Notify = (eventAt: (at: number) => RecordedEvent) => void;

export interface Performer {
  /** Begins the effect as soon as its record is durable, and not sooner. */
  take(effect: Effect): void;
  /** Ends everything that is under way; what it still answers is heard by nobody. */
  abandon(): void;
}

/** What the run waits for. A cancellation may come before it was allowed to begin: then it never begins. */
interface Work {
  cancelled: boolean;
  cancel: () => void;
}

const nothing = (): void => {};

export const createPerformer = (
  definition: MachineDefinition,
  ports: PerformerPorts,
  run: RunId,
  obligations: Obligations,
  /** Whether the brain is to say first what the run is for. */
  proposes: boolean,
  /** Leaves the run as its records say: somebody answers later, and elsewhere. */
  suspend: (execution: string) => void,
  notify: Notify,
  respond: (answer: Answer) => void,
): Performer => {
  const { brain, claws, clock, resolver, approver } = ports;
  const capabilities = visibleCapabilities(definition.policy, definition.registry).map(({ name, description, args }) => ({ name, description, args }));
  const tools = Object.freeze(proposes ? [proposalView, ...capabilities] : capabilities);
  let work: Work = { cancelled: false, cancel: nothing };
  let stopAsking = nothing;
  let stopDeadline = nothing;
  let answerClaw: ((grant: Grant | null) => void) | null = null;

  /** One piece of work at a time: the brain, a person, or a claw. */
  const engage = (after: number, begin: () => () => void, instead: (at: number) => RecordedEvent): void => {
    const own: Work = { cancelled: false, cancel: nothing };
    work = own;
    obligations.when(after, () => {
      if (own.cancelled) notify(instead);
      else own.cancel = begin();
    });
  };

  const think = ({ after, step, context }: Extract<Effect, { type: "think" }>): void =>
    engage(
      after,
      // The brain may do what it likes with its copy of the window.
      () =>
        askBrain(brain, clock, definition.limits, { run, step, context: [...context], tools }, (answer) =>
          notify((at) =>
            "reply" in answer
              ? { type: "BrainReplied", at, bytes: answer.reply.bytes, usage: answer.reply.usage }
              : { type: "BrainFailed", at, fault: answer.fault },
          ),
        ),
      (at) => ({ type: "BrainFailed", at, fault: fault("FC_BRAIN_CANCELLED", "a reply before the run was stopped", "none asked for") }),
    );

  const ask = ({ after, execution, grant, grantDigest, expiresAtMs }: Extract<Effect, { type: "askApproval" }>): void =>
    engage(
      after,
      () => {
        if (approver.suspends === true) {
          suspend(execution);
          return nothing;
        }
        // A clock that went back must not make the question live longer than it was meant to.
        const remainingMs = Math.min(Math.max(0, expiresAtMs - clock.nowMs()), definition.limits.approvalTimeoutMs);
        return askPerson(approver, clock, { run, execution, grant, grantDigest, expiresAtMs }, remainingMs, (answer) =>
          notify((at) => ({ type: "ApprovalAnswered", at, answer })),
        );
      },
      (at) => ({ type: "ApprovalAnswered", at, answer: { approved: false, who: "runtime", why: "the run was stopped" } }),
    );

  /** The claw's question, as news; the answer comes back as an effect. */
  const requestGrant = (args: JsonObject): Promise<Grant | null> =>
    new Promise((resolve) => {
      answerClaw = resolve;
      notify((at) => ({ type: "GrantRequested", at, args }));
    });

  const execute = ({ after, execution, grant }: Extract<Effect, { type: "execute" }>): void =>
    engage(
      after,
      () => {
        const claw = claws.get(grant.capability);
        if (claw === undefined) {
          notify((at) => ({ type: "ClawFinished", at, result: notAssembled(grant.capability) }));
          return nothing;
        }
        return runClaw(claw, clock, grant, execution, definition.limits, requestGrant, (it) =>
          notify((at) => ("result" in it ? { type: "ClawFinished", at, result: it.result } : { type: "ClawLost", at, why: it.lost })),
        );
      },
      (at) => ({ type: "ClawFinished", at, result: notStarted }),
    );

  const tellClaw = (grant: Grant | null): void => {
    const answer = answerClaw;
    answerClaw = null;
    answer?.(grant);
  };

  const cancel = (): void => {
    work.cancelled = true;
    work.cancel();
    stopAsking();
  };

  return {
    take(effect) {
      switch (effect.type) {
        case "think":
          return think(effect);
        case "askApproval":
          return ask(effect);
        case "execute":
          return execute(effect);
        case "resolve":
          return obligations.when(effect.after, () => {
            stopAsking = askHost(resolver, clock, effect.lookups, (facts) => notify((at) => ({ type: "FactsResolved", at, facts })));
          });
        case "answerClaw":
          return obligations.when(effect.after, () => tellClaw(effect.grant));
        case "cancel":
          return obligations.when(effect.after, cancel);
        case "startDeadline":
          return obligations.when(effect.after, () => {
            stopDeadline();
            stopDeadline = clock.after(effect.remainingMs, () => notify((at) => ({ type: "DeadlinePassed", at })));
          });
        case "stopDeadline":
          return obligations.when(effect.after, () => stopDeadline());
        case "respond":
          return obligations.when(effect.after, () => respond(effect.answer));
      }
    },
    abandon() {
      stopDeadline();
      cancel();
      tellClaw(null);
    },
  };
};
