// Ports whose every answer the test gives by hand, in whatever order it likes; and the order in which things happened.
import type { Grant, Lookup, Fact } from "@femtoclaw/gate";
import type { JsonObject, RunId } from "@femtoclaw/protocol";
import {
  openRun, type ApprovalAnswer, type ApprovalQuestion, type BrainReply, type Claw, type ClawContext, type ClawResult, type MachineDefinition, type MandateGiven,
  type Passage, type Run, type RunPorts, type StopSignal, type ThinkRequest,
} from "../../src/index.ts";
import { capabilities, definition as usual, run as usualRun } from "./definition.ts";
import { createManualClock, type ManualClock } from "./manual-clock.ts";
import { createManualJournal, type ManualJournal } from "./manual-journal.ts";

export interface Pending<Question, Answer> {
  readonly question: Question;
  readonly signal: StopSignal;
  answer(it: Answer): void;
  fail(error: unknown): void;
}

export interface Execution {
  readonly grant: Grant;
  readonly context: ClawContext;
}

export interface World {
  readonly definition: MachineDefinition;
  readonly clock: ManualClock;
  readonly journal: ManualJournal;
  readonly ports: RunPorts;
  /** Open questions, oldest first. Answering takes one off. */
  readonly brain: Pending<ThinkRequest, BrainReply>[];
  readonly claws: Pending<Execution, ClawResult>[];
  readonly people: Pending<ApprovalQuestion, ApprovalAnswer>[];
  readonly host: Pending<readonly Lookup[], readonly Fact[]>[];
  readonly passages: Passage[];
  /** What began, in order: `think 1`, `execute run_….1`, `ask`, `resolve`, and what a test adds. */
  readonly order: string[];
  open(id?: RunId, mandate?: MandateGiven): Run;
}

const quiet: StopSignal = new AbortController().signal;

const door = <Question, Answer>(open: Pending<Question, Answer>[], question: Question, signal: StopSignal): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const leave = (): void => void open.splice(open.indexOf(pending), 1);
    const pending: Pending<Question, Answer> = {
      question,
      signal,
      answer: (it) => {
        leave();
        resolve(it);
      },
      fail: (error) => {
        leave();
        reject(error);
      },
    };
    open.push(pending);
  });

export const createWorld = (definition: MachineDefinition = usual, replace: Partial<RunPorts> = {}): World => {
  const clock = createManualClock();
  const journal = createManualJournal();
  const brain: World["brain"] = [];
  const claws: World["claws"] = [];
  const people: World["people"] = [];
  const host: World["host"] = [];
  const passages: Passage[] = [];
  const order: string[] = [];
  const ports: RunPorts = {
    brain: {
      description: { kind: "test" },
      think: (request, signal) => {
        order.push(`think ${request.step}`);
        return door(brain, request, signal);
      },
    },
    claws: new Map(
      capabilities.map((it): [string, Claw] => [
        it.descriptor.name,
        {
          ...it,
          execute: (grant, context) => {
            order.push(`execute ${context.idempotencyKey}`);
            return door(claws, { grant, context }, context.signal);
          },
        },
      ]),
    ),
    journal,
    clock,
    resolver: {
      resolve: (lookups) => {
        order.push("resolve");
        return door(host, lookups, quiet);
      },
    },
    approver: {
      ask: (question, signal) => {
        order.push("ask");
        return door(people, question, signal);
      },
    },
    telemetry: { transition: ({ from, to }) => passages.push({ from, to }), record: () => {} },
    ...replace,
  };
  return { definition, clock, journal, ports, brain, claws, people, host, passages, order, open: (id = usualRun, mandate) => openRun(definition, ports, id, mandate) };
};

/** Lets every promise that can go on go on. */
export const flush = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const only = <T>(list: readonly T[]): T => {
  const [first] = list;
  if (first === undefined) throw new Error("nothing waits here");
  return first;
};

export const think = async (world: World, bytes: Uint8Array, tokens: number | null = 7): Promise<void> => {
  await flush();
  world.clock.advance(3);
  only(world.brain).answer({ bytes, usage: tokens === null ? null : { inputTokens: tokens, outputTokens: 1 } });
  await flush();
};

export const result = (output: ClawResult["output"], outcome: ClawResult["outcome"] = "ok", measures: JsonObject = { bytes: 2 }): ClawResult => ({
  outcome,
  output,
  error: null,
  measures,
});

export const act = async (world: World, it: ClawResult): Promise<void> => {
  await flush();
  world.clock.advance(5);
  only(world.claws).answer(it);
  await flush();
};

export const say = async (world: World, approved: boolean): Promise<void> => {
  await flush();
  world.clock.advance(7);
  only(world.people).answer({ approved, who: "alice", why: approved ? "looks right" : "not today" });
  await flush();
};

/** The host knows everything that this policy can ask about. */
export const known = (lookups: readonly Lookup[]): readonly Fact[] =>
  lookups.map((it): Fact =>
    it.kind === "path"
      ? { kind: "path", path: it.path, real: it.path.replace("/work/", "/real/") }
      : { kind: "host", host: it.host, addresses: ["93.184.216.34"] },
  );

export const resolveHost = async (world: World): Promise<void> => {
  await flush();
  const pending = only(world.host);
  pending.answer(known(pending.question));
  await flush();
};

export const currentClaw = (world: World): Pending<Execution, ClawResult> => only(world.claws);
