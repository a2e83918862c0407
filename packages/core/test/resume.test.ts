// FC-POL-0004: a run that waits for a person is left as its records say, and gone on with from them alone.
import { describe, expect, it } from "vitest";
import { replay, resumeRun, type Approver, type JournalRecord, type RunState } from "../src/index.ts";
import { call, definition, message, run as runId } from "./support/definition.ts";
import { act, createWorld, flush, result, think, type World } from "./support/world.ts";

const later: Approver = { suspends: true, ask: () => Promise.reject(new Error("nobody is asked")) };
const says = (approved: boolean): Approver => ({ ask: () => Promise.resolve({ approved, who: "ann", why: "looked at it" }) });

const left = async (): Promise<readonly JournalRecord[]> => {
  const world = createWorld(definition, { approver: later });
  const run = world.open();
  const answer = run.submit("do it");
  answer.catch(() => {});
  await think(world, call("risky", { text: "a" }));
  await flush();
  await expect(answer).rejects.toMatchObject({ code: "FC_RUN_SUSPENDED", fault: { found: `a question to a person about ${runId}.1` } });
  await expect(run.submit("more")).rejects.toMatchObject({ code: "FC_RUN_CLOSED" });
  run.stop("bob", "not heard any more");
  await run.close();
  return world.journal.durable();
};
const stateOf = (records: readonly JournalRecord[]): RunState => {
  const replayed = replay(definition, runId, records);
  if (!replayed.identical) throw new Error(replayed.divergence.cause);
  return replayed.state;
};
/** Another process, an hour later. */
const world = (approver: Approver): World => {
  const made = createWorld(definition, { approver });
  made.clock.jump(3_600_000);
  return made;
};
const verdictOf = (records: readonly JournalRecord[]): unknown => records.find(({ kind }) => kind === "decision")?.body["verdict"];

describe("a run that waits for a person", () => {
  it("is left with its question as the last record, and nothing is asked or executed (FC-POL-0004.R1)", async () => {
    const records = await left();
    expect(records.map(({ kind }) => kind)).toEqual(["run.started", "input.received", "brain.replied", "approval.requested"]);
    expect(stateOf(records)).toMatchObject({ name: "AWAITING_APPROVAL", execution: { id: `${runId}.1` } });
  });

  it("goes on from its records with a yes in time, executes exactly what was asked, and replays whole (FC-POL-0004.R4, FC-POL-0004.R7)", async () => {
    const before = await left();
    const here = createWorld(definition, { approver: says(true) });
    here.clock.jump(60_000);
    const { run, answer } = resumeRun(definition, here.ports, stateOf(before));
    await flush();
    expect(here.claws[0]?.question.grant).toEqual(before.at(-1)?.body["grant"]);
    await act(here, result("done"));
    await think(here, message("ok"));
    expect(await answer).toEqual({ status: "answered", content: "ok" });
    await run.close();
    const after = here.journal.durable();
    expect(after.map(({ kind }) => kind).slice(0, 4)).toEqual(["run.resumed", "approval.answered", "decision", "outcome"]);
    expect(after[1]?.body).toMatchObject({ approved: true, who: "ann", why: "looked at it", grantDigest: before.at(-1)?.body["grantDigest"], policy: definition.policy.digest });
    const whole = [...before, ...after].map((it, index) => ({ ...it, seq: index + 1 }));
    expect(replay(definition, runId, whole)).toMatchObject({ identical: true, closed: true, records: whole.length });
  });

  it("does not count the time in which nobody was there as its own (FC-POL-0004.R5)", async () => {
    const here = createWorld(definition, { approver: says(true) });
    here.clock.jump(200_000);
    const { run, answer } = resumeRun(definition, here.ports, stateOf(await left()));
    await flush();
    await act(here, result("done"));
    await think(here, message("ok"));
    expect(await answer).toMatchObject({ status: "answered" });
    // The run may work for 60 seconds, and waited for 200.
    expect(run.state().activeMs).toBeLessThan(60_000);
  });

  it("is told no by a no, and by a yes that comes too late (FC-POL-0004.R3)", async () => {
    for (const approver of [says(false), says(true)]) {
      const here = world(approver);
      const { run, answer } = resumeRun(definition, here.ports, stateOf(await left()));
      await flush();
      await think(here, message("as you say"));
      expect(await answer).toMatchObject({ status: "answered" });
      await run.close();
      expect(verdictOf(here.journal.durable())).toBe("DENIED_POLICY_VIOLATION");
      expect(here.order.filter((it) => it.startsWith("execute"))).toEqual([]);
    }
  });

  it("can be stopped instead, and then nothing was executed (FC-POL-0004.R6)", async () => {
    const here = createWorld(definition, { approver: { ask: () => new Promise(() => {}) } });
    const { run, answer } = resumeRun(definition, here.ports, stateOf(await left()));
    run.stop("runtime", "the policy is another");
    expect(await answer).toMatchObject({ status: "failed", fault: { code: "FC_RUN_INTERRUPTED" } });
    await run.close();
    expect(verdictOf(here.journal.durable())).toBe("DENIED_POLICY_VIOLATION");
  });

  it("can be left waiting again, at a later question", async () => {
    const here = createWorld(definition, { approver: { ask: says(true).ask } });
    const { answer } = resumeRun(definition, here.ports, stateOf(await left()));
    answer.catch(() => {});
    await flush();
    Object.assign(here.ports.approver, { suspends: true });
    await act(here, result("done"));
    await think(here, call("risky", { text: "b" }));
    await flush();
    await expect(answer).rejects.toMatchObject({ code: "FC_RUN_SUSPENDED" });
  });
});

it("resumeRun() goes on with no run that does not wait (FC-POL-0004.R2)", async () => {
  const records = await left();
  expect(() => resumeRun(definition, world(says(true)).ports, stateOf(records.slice(0, 2)))).toThrow(/a run that waits for a person/);
});
