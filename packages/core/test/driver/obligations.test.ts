// G1 and G5: what may not begin before its record is durable, with a journal that the test makes durable by hand.
import { describe, expect, it } from "vitest";
import { call, message } from "../support/definition.ts";
import { act, createWorld, currentClaw, flush, known, resolveHost, result, say, think, type World } from "../support/world.ts";
import type { Answer } from "../../src/index.ts";

const kinds = (world: World): readonly string[] => world.journal.durable().map(({ kind }) => kind);

/** Everything durable up to now, and nothing from now on until it is released. */
const hold = (world: World): void => world.journal.automatic(false);
const release = async (world: World): Promise<void> => {
  world.journal.release();
  await flush();
};

describe("the driver", () => {
  it("does not think before the input is durable", async () => {
    const world = createWorld();
    hold(world);
    const run = world.open();
    void run.submit("a");
    await flush();
    await release(world);
    expect(world.order).toEqual([]);
    await release(world);
    expect(world.order).toEqual(["think 1"]);
  });

  it("does not execute before the decision is durable, and then with the grant of that decision", async () => {
    const world = createWorld();
    const run = world.open();
    void run.submit("a");
    await flush();
    hold(world);
    await think(world, call("echo", { text: "a" }));
    expect(world.journal.written.at(-1)?.kind).toBe("decision");
    expect(world.order).toEqual(["think 1"]);
    await release(world);
    expect(world.order).toEqual(["think 1", `execute ${run.id}.1`]);
    expect(world.journal.durable().at(-1)?.body["grant"]).toEqual(currentClaw(world).question.grant);
  });

  it("does not answer before the answer is durable", async () => {
    const world = createWorld();
    const run = world.open();
    const answers: Answer[] = [];
    void run.submit("a").then((answer) => answers.push(answer));
    await flush();
    hold(world);
    await think(world, message("hello"));
    expect(world.journal.written.at(-1)?.kind).toBe("input.answered");
    expect(answers).toEqual([]);
    await release(world);
    expect(answers).toEqual([{ status: "answered", content: "hello" }]);
    expect(kinds(world).at(-1)).toBe("input.answered");
  });

  it("does not tell of a failure before it is durable", async () => {
    const world = createWorld();
    const run = world.open();
    const answers: Answer[] = [];
    void run.submit("a").then((answer) => answers.push(answer));
    await flush();
    hold(world);
    world.brain[0]?.fail(new Error("secret detail"));
    await flush();
    expect(answers).toEqual([]);
    await release(world);
    expect(answers).toMatchObject([{ status: "failed", fault: { code: "FC_BRAIN_FAILED", found: "Error" } }]);
  });

  it("does not ask a person before the question is durable", async () => {
    const world = createWorld();
    void world.open().submit("a");
    await flush();
    hold(world);
    await think(world, call("risky", { text: "a" }));
    expect(world.order).toEqual(["think 1"]);
    await release(world);
    expect(world.order).toEqual(["think 1", "ask"]);
  });

  it("does not hand a claw its further grant before that decision is durable", async () => {
    const world = createWorld();
    void world.open().submit("a");
    await think(world, call("hop", { url: "https://status.example.com/v1/a" }));
    await resolveHost(world);
    hold(world);
    const granted: unknown[] = [];
    void currentClaw(world).question.context.requestGrant({ url: "https://status.example.com/v1/b" }).then((it) => granted.push(it));
    await flush();
    world.host[0]?.answer(known(world.host[0].question));
    await flush();
    expect(world.journal.written.at(-1)).toMatchObject({ kind: "decision", body: { verdict: "AUTHORIZED", further: true } });
    await release(world);
    expect(granted).toEqual([]);
    await release(world);
    expect(granted).toMatchObject([{ url: "https://status.example.com/v1/b" }]);
  });

  it("does not think again before the outcome is durable", async () => {
    const world = createWorld();
    void world.open().submit("a");
    await think(world, call("echo", { text: "a" }));
    hold(world);
    await act(world, result("a"));
    expect(world.order).toHaveLength(2);
    await release(world);
    expect(world.order.at(-1)).toBe("think 2");
  });

  it("closes only once the last record is durable", async () => {
    const world = createWorld();
    const run = world.open();
    hold(world);
    let closed = false;
    void run.close().then(() => (closed = true));
    await flush();
    expect(closed).toBe(false);
    await release(world);
    expect([closed, run.state().name]).toEqual([true, "TERMINATED"]);
  });

  it("does not take a later acknowledgement for those before it", async () => {
    const world = createWorld();
    const run = world.open();
    await flush();
    hold(world);
    void run.submit("a");
    run.stop("bob", "enough");
    await flush();
    expect(world.journal.waiting()).toBe(2);
    world.journal.releaseLast();
    await flush();
    expect(world.journal.waiting()).toBe(1);
    await release(world);
    expect(world.order).toEqual([]);
    expect(world.journal.written.map(({ kind }) => kind)).toEqual(["run.started", "input.received", "stop.requested", "brain.failed", "input.failed"]);
  });

  it("never begins what was cancelled before its record was durable", async () => {
    for (const [tool, recorded] of [["echo", "outcome"], ["risky", "approval.answered"]] as const) {
      const world = createWorld();
      const run = world.open();
      const answer = run.submit("a");
      await flush();
      hold(world);
      await think(world, call(tool, { text: "a" }));
      run.stop("bob", "enough");
      await flush();
      world.journal.automatic(true);
      expect(await answer).toMatchObject({ status: "failed", fault: { code: "FC_RUN_INTERRUPTED" } });
      await flush();
      expect(world.order).toEqual(["think 1"]);
      expect(kinds(world)).toContain(recorded);
      expect(run.state().name).toBe("TERMINATED");
    }
    const world = createWorld();
    const run = world.open();
    hold(world);
    const answer = run.submit("a");
    run.stop("bob", "enough");
    world.journal.automatic(true);
    await answer;
    expect(world.order).toEqual([]);
    expect(kinds(world)).toContain("brain.failed");
  });

  it("gives a claw that is being ended no grant, also when the decision was yes", async () => {
    const world = createWorld();
    const run = world.open();
    void run.submit("a");
    await think(world, call("echo", { text: "a" }));
    hold(world);
    const granted = currentClaw(world).question.context.requestGrant({ text: "b" });
    await flush();
    expect(world.journal.written.at(-1)?.body).toMatchObject({ verdict: "AUTHORIZED", further: true });
    run.stop("bob", "enough");
    world.journal.automatic(true);
    expect(await granted).toBeNull();
    await act(world, result(null, "cancelled"));
    expect(run.state().name).toBe("TERMINATED");
  });

  it("begins each thing once, over a whole run", async () => {
    const world = createWorld();
    const run = world.open();
    void run.submit("a");
    await think(world, call("risky", { text: "a" }));
    await say(world, true);
    await act(world, result(1));
    await think(world, message("ok"));
    await run.close();
    expect(world.order).toEqual(["think 1", "ask", `execute ${run.id}.1`, "think 2"]);
    expect(world.clock.timers()).toBe(0);
  });
});
