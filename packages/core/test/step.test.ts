import { describe, expect, it } from "vitest";
import { fault } from "@femtoclaw/protocol";
import { initialState, stateNames, step, type MachineEvent, type RunState, type Step } from "../src/index.ts";
import { call, definition, message, run } from "./support/definition.ts";
import { result } from "./support/world.ts";

/** Feeds events one after another; durability follows at once unless a test says otherwise. */
const feed = (events: readonly MachineEvent[], from: RunState = initialState(run)): { readonly state: RunState; readonly steps: readonly Step[] } => {
  const steps: Step[] = [];
  let state = from;
  for (const event of events) {
    const next = step(definition, state, event);
    steps.push(next);
    state = next.state;
  }
  return { state, steps };
};

const opened: MachineEvent = { type: "RunOpened", at: 10, brain: { kind: "test" } };
const submitted: MachineEvent = { type: "InputSubmitted", at: 20, content: "do it" };
const replied = (bytes: Uint8Array, at = 30): MachineEvent => ({ type: "BrainReplied", at, bytes, usage: null });
const echo = replied(call("echo", { text: "a" }));

/** One state of each name, reached by real events. */
const reached = (): ReadonlyMap<string, RunState> => {
  const stops: MachineEvent = { type: "StopRequested", at: 40, who: "a", why: "b" };
  const states = [
    initialState(run),
    ...[
      [opened],
      [opened, submitted],
      [opened, submitted, echo],
      [opened, submitted, replied(call("risky", { text: "a" }))],
      [opened, submitted, replied(call("file.read", { path: "data/a" }))],
      [opened, submitted, echo, { type: "ClawFinished", at: 40, result: result("a") } as const],
      [opened, submitted, replied(message("hi"))],
      [opened, submitted, { type: "BrainFailed", at: 40, fault: fault("FC_BRAIN_FAILED", "a", "b") } as const],
      [opened, stops],
      [opened, stops, { type: "RecordDurable", ordinal: 3 } as const],
    ].map((events) => feed(events).state),
  ];
  return new Map(states.map((state) => [state.name, state]));
};

const everyEvent: readonly MachineEvent[] = [
  opened,
  submitted,
  echo,
  { type: "BrainFailed", at: 50, fault: fault("FC_BRAIN_FAILED", "a", "b") },
  { type: "FactsResolved", at: 50, facts: [] },
  { type: "ApprovalAnswered", at: 50, answer: { approved: true, who: "a", why: "b" } },
  { type: "GrantRequested", at: 50, args: { text: "b" } },
  { type: "ClawFinished", at: 50, result: result("a") },
  { type: "ClawLost", at: 50, why: "gone" },
  { type: "DeadlinePassed", at: 50 },
  { type: "StopRequested", at: 50, who: "a", why: "b" },
  { type: "CloseRequested", at: 50 },
  { type: "Responded" },
];

/** FC-CORE-0001.R5 as a table; RecordDurable is accepted everywhere. */
const accepted: { readonly [state: string]: readonly string[] } = {
  INITIALIZING: ["RunOpened"],
  IDLE: ["InputSubmitted", "DeadlinePassed", "StopRequested", "CloseRequested"],
  INFERRING: ["BrainReplied", "BrainFailed", "DeadlinePassed", "StopRequested"],
  AUTHORIZATION_EVALUATING: ["FactsResolved", "DeadlinePassed", "StopRequested"],
  AWAITING_APPROVAL: ["ApprovalAnswered", "DeadlinePassed", "StopRequested"],
  CAPABILITY_EXECUTING: ["GrantRequested", "ClawFinished", "ClawLost", "DeadlinePassed", "StopRequested"],
  MEMORY_COMMITTING: ["DeadlinePassed", "StopRequested"],
  COMPLETED: ["DeadlinePassed", "StopRequested", "Responded"],
  ERROR: ["DeadlinePassed", "StopRequested", "Responded"],
  SHUTDOWN: ["DeadlinePassed", "StopRequested", "CloseRequested"],
  TERMINATED: ["DeadlinePassed", "StopRequested", "CloseRequested"],
};

describe("step()", () => {
  it("accepts in each state exactly the events of the table, and refuses the rest without changing anything", () => {
    const states = reached();
    // The other three are only ever passed through.
    expect(stateNames.filter((name) => !states.has(name))).toEqual(["INPUT_RECEIVED", "CONTEXT_READY", "PROTOCOL_VALIDATING"]);
    for (const [name, state] of states) {
      for (const event of everyEvent) {
        const next = step(definition, state, event);
        if (accepted[name]?.includes(event.type)) {
          expect(next.defect, `${event.type} in ${name}`).toBeNull();
          continue;
        }
        expect(next.defect?.code, `${event.type} in ${name}`).toBe("FC_RUN_UNEXPECTED_EVENT");
        expect(next.state).toBe(state);
        expect(next).toMatchObject({ records: [], effects: [], passages: [] });
      }
    }
  });

  it("leaves the states in between only by its own word", () => {
    for (const name of ["INPUT_RECEIVED", "CONTEXT_READY", "PROTOCOL_VALIDATING"] as const) {
      for (const event of everyEvent) {
        if (name === "INPUT_RECEIVED" && event.type === "InputSubmitted") continue;
        expect(step(definition, { ...initialState(run), name }, event).defect?.code).toBe("FC_RUN_UNEXPECTED_EVENT");
      }
    }
  });

  it("is a function: the same arguments give the same step, and the state it was given is not touched", () => {
    for (const state of reached().values()) {
      const before = JSON.stringify(state);
      for (const event of everyEvent) expect(step(definition, state, event)).toEqual(step(definition, state, event));
      expect(JSON.stringify(state)).toBe(before);
    }
  });

  it("lets no news leave a trace without a record, not even its time", () => {
    for (const [name, state] of reached()) {
      for (const event of everyEvent) {
        const next = step(definition, state, event);
        if (next.defect !== null || !("at" in event)) continue;
        if (next.records.length === 0) expect(next.state, `${event.type} in ${name}`).toBe(state);
        else expect(next.state.clock).toBe(Math.max(state.clock, event.at));
      }
    }
  });

  it("obliges every effect that leaves the process to the last record drafted so far", () => {
    for (const [name, state] of reached()) {
      for (const event of everyEvent) {
        for (const effect of step(definition, state, event).effects) {
          if (!["think", "execute", "askApproval", "answerClaw", "respond"].includes(effect.type)) continue;
          expect(effect.after, `${effect.type} after ${event.type} in ${name}`).toBe(step(definition, state, event).state.ordinal);
        }
      }
    }
  });

  it("does not believe that a record is durable which it never drafted", () => {
    const { state } = feed([opened, submitted, echo, { type: "ClawFinished", at: 40, result: result("a") }]);
    expect(step(definition, state, { type: "RecordDurable", ordinal: state.ordinal + 1 }).defect?.code).toBe("FC_RUN_UNEXPECTED_EVENT");
    expect(step(definition, state, { type: "RecordDurable", ordinal: state.ordinal - 1 }).state.name).toBe("MEMORY_COMMITTING");
    expect(step(definition, state, { type: "RecordDurable", ordinal: state.ordinal }).state.name).toBe("INFERRING");
  });

  it("keeps its time where a clock goes back or breaks", () => {
    for (const at of [5, Number.NaN, Number.POSITIVE_INFINITY, 20.5]) {
      const { state, steps } = feed([opened, submitted, replied(call("echo", { text: "a" }), at)]);
      expect(state.clock).toBe(20);
      expect(steps.at(-1)?.records.every(({ time }) => time === 20)).toBe(true);
    }
  });

  it("counts a yes that came too late as a no, whoever brings it", () => {
    const asked = feed([opened, submitted, replied(call("risky", { text: "a" }))]).state;
    const answerAt = (at: number): Step => step(definition, asked, { type: "ApprovalAnswered", at, answer: { approved: true, who: "eve", why: "now" } });
    const expiresAtMs = 30 + definition.limits.approvalTimeoutMs;
    expect(answerAt(expiresAtMs - 1).state.name).toBe("CAPABILITY_EXECUTING");
    const late = answerAt(expiresAtMs);
    expect(late.state.name).toBe("MEMORY_COMMITTING");
    expect(late.records[1]?.body).toMatchObject({ verdict: "DENIED_POLICY_VIOLATION", reasons: [{ found: "approved by eve after the question expired" }] });
    expect(late.effects).toEqual([]);
  });

  it("counts a yes after a stop as a no", () => {
    const { state, steps } = feed([
      opened,
      submitted,
      replied(call("risky", { text: "a" })),
      { type: "StopRequested", at: 40, who: "bob", why: "enough" },
      { type: "ApprovalAnswered", at: 41, answer: { approved: true, who: "eve", why: "now" } },
    ]);
    expect(state.name).toBe("MEMORY_COMMITTING");
    expect(steps.at(-1)?.records[1]?.body).toMatchObject({ verdict: "DENIED_POLICY_VIOLATION" });
  });

  it("begins no effect when the host answers after a stop, and fails the input at once", () => {
    const { state, steps } = feed([
      opened,
      submitted,
      replied(call("file.read", { path: "data/a" })),
      { type: "StopRequested", at: 40, who: "bob", why: "enough" },
      { type: "FactsResolved", at: 50, facts: [{ kind: "path", path: "/work/data/a", real: "/real/data/a" }] },
    ]);
    expect(state.name).toBe("ERROR");
    expect(steps.at(-1)?.records.map(({ kind }) => kind)).toEqual(["facts.resolved", "input.failed"]);
    expect(steps.at(-1)?.effects.map(({ type }) => type)).toEqual(["stopDeadline", "respond"]);
  });

  it("asks nobody on behalf of a claw once the run is to end", () => {
    const { state, steps } = feed([
      opened,
      submitted,
      replied(call("hop", { url: "https://status.example.com/v1/a" })),
      { type: "FactsResolved", at: 40, facts: [{ kind: "host", host: "status.example.com", addresses: ["93.184.216.34"] }] },
      { type: "StopRequested", at: 50, who: "bob", why: "enough" },
      { type: "GrantRequested", at: 60, args: { url: "https://status.example.com/v1/b" } },
    ]);
    expect(state.name).toBe("CAPABILITY_EXECUTING");
    expect(steps.at(-1)?.effects).toEqual([{ type: "answerClaw", after: state.ordinal, grant: null }]);
  });

  it("denies a further call that would need a person", () => {
    const risky = feed([opened, submitted, replied(call("risky", { text: "a" })), { type: "ApprovalAnswered", at: 31, answer: { approved: true, who: "a", why: "b" } }]).state;
    const asked = step(definition, risky, { type: "GrantRequested", at: 40, args: { text: "more" } });
    expect(asked.effects).toEqual([{ type: "answerClaw", after: asked.state.ordinal, grant: null }]);
    expect(asked.records.at(-1)?.body).toMatchObject({ verdict: "DENIED_POLICY_VIOLATION", further: true });
  });
});
