import { makeRunId, PROTOCOL_VERSION } from "@femtoclaw/protocol";
import { describe, expect, it } from "vitest";
import { replay } from "../../src/index.ts";
import { call, message } from "../support/definition.ts";
import { act, createWorld, currentClaw, flush, result, think } from "../support/world.ts";

describe("openRun()", () => {
  it("refuses a second input while it is busy, and the first goes on", async () => {
    const world = createWorld();
    const run = world.open();
    const answer = run.submit("a");
    await expect(run.submit("b")).rejects.toMatchObject({ code: "FC_RUN_CONCURRENT" });
    await think(world, message("for a"));
    expect(await answer).toEqual({ status: "answered", content: "for a" });
    expect(world.journal.durable().filter(({ kind }) => kind === "input.received")).toHaveLength(1);
  });

  it("takes the next input as soon as the caller has the answer", async () => {
    const world = createWorld();
    const run = world.open();
    const second = run.submit("a").then(() => run.submit("b"));
    await think(world, message("one"));
    await think(world, message("two"));
    expect(await second).toEqual({ status: "answered", content: "two" });
  });

  it("refuses an input that is too long, or no text, and records nothing of it", async () => {
    const world = createWorld();
    const run = world.open();
    await expect(run.submit("é".repeat(1_001))).rejects.toMatchObject({ code: "FC_RUN_INPUT_TOO_LONG", fault: { found: "2002 bytes" } });
    await expect(run.submit("\ud83e")).rejects.toMatchObject({ code: "FC_RUN_INPUT_NOT_TEXT" });
    await expect(run.submit(undefined as never)).rejects.toMatchObject({ code: "FC_RUN_INPUT_NOT_TEXT" });
    expect(world.journal.written).toHaveLength(1);
    const answer = run.submit("é".repeat(1_000));
    await think(world, message("ok"));
    expect(await answer).toMatchObject({ status: "answered" });
  });

  it("names in its first record the version by which replies are read (FC-PROTO-0004.R6)", async () => {
    const world = createWorld();
    await world.open().close();
    expect(world.journal.durable()[0]).toMatchObject({ kind: "run.started", body: { protocol: PROTOCOL_VERSION } });
  });

  it("refuses an input after it was closed or stopped", async () => {
    const world = createWorld();
    const run = world.open();
    const closed = run.close();
    await expect(run.submit("a")).rejects.toMatchObject({ code: "FC_RUN_CLOSED" });
    await closed;
    await expect(run.submit("a")).rejects.toMatchObject({ code: "FC_RUN_CLOSED" });
    const other = createWorld().open();
    other.stop("bob", "enough");
    await expect(other.submit("a")).rejects.toMatchObject({ code: "FC_RUN_CLOSED" });
  });

  it("closes for everyone who asks, at any time, as often as they like", async () => {
    const world = createWorld();
    const run = world.open();
    await Promise.all([run.close(), run.close()]);
    await run.close();
    run.stop("bob", "too late");
    await flush();
    expect(world.journal.durable().map(({ kind }) => kind)).toEqual(["run.started", "run.closed"]);
  });

  it("stops a busy run when it is closed, and says so", async () => {
    const world = createWorld();
    const run = world.open();
    const answer = run.submit("a");
    await think(world, call("echo", { text: "a" }));
    const closed = Promise.all([run.close(), run.close()]);
    await act(world, result("half", "cancelled"));
    await closed;
    expect(await answer).toMatchObject({ status: "failed", fault: { code: "FC_RUN_INTERRUPTED" } });
    const stops = world.journal.durable().filter(({ kind }) => kind === "stop.requested");
    expect(stops.map(({ body }) => body)).toEqual([{ during: "CAPABILITY_EXECUTING", who: "caller", why: "the run was closed" }]);
    expect(world.journal.durable().at(-1)).toMatchObject({ kind: "run.closed", body: { cause: "stopped" } });
  });

  it("records who stopped it and why, within bounds and in whole characters", async () => {
    const world = createWorld();
    const run = world.open();
    run.stop("b".repeat(2_000), "\udc00");
    await flush();
    expect(world.journal.durable().find(({ kind }) => kind === "stop.requested")?.body).toEqual({ during: "IDLE", who: "b".repeat(1_000), why: "" });
    expect(run.state().name).toBe("TERMINATED");
  });

  it("still gives the answer that was recorded before the stop", async () => {
    const world = createWorld();
    const run = world.open();
    const answer = run.submit("a");
    await flush();
    world.journal.automatic(false);
    await think(world, message("in time"));
    run.stop("bob", "enough");
    world.journal.automatic(true);
    expect(await answer).toEqual({ status: "answered", content: "in time" });
    await flush();
    expect(run.state().name).toBe("TERMINATED");
  });

  it("gives the brain only what the vocabulary has a word for (G8)", async () => {
    const world = createWorld();
    const run = world.open();
    void run.submit("task");
    await think(world, call("nope", {}));
    await think(world, call("echo", { text: "a" }));
    currentClaw(world).fail(new Error("the secret detail"));
    await flush();
    const request = world.brain[0]?.question;
    expect(request?.context.filter(({ role }) => role === "result")).toEqual([
      { role: "result", trust: "untrusted", outcome: "denied", capability: "nope", output: null, tokens: 2 },
      { role: "result", trust: "untrusted", outcome: "failed", capability: "echo", output: null, tokens: 2 },
    ]);
    expect(JSON.stringify(request)).not.toMatch(/secret|FC_|tests\.yaml|DENIED/);
    expect(request?.tools.map(({ name }) => name)).toEqual(["echo", "file.read", "hop", "once", "risky"]);
  });

  it("keeps two runs on one journal apart", async () => {
    const world = createWorld();
    const [one, two] = [world.open(), world.open(makeRunId(2, new Uint8Array(10)))];
    const answers = Promise.all([one.submit("a"), two.submit("b")]);
    await flush();
    one.stop("bob", "enough");
    world.brain[1]?.answer({ bytes: message("for the other"), usage: null });
    expect(await answers).toMatchObject([{ status: "failed" }, { status: "answered" }]);
    await two.close();
    for (const { id } of [one, two]) {
      const records = world.journal.durable().filter((record) => record.run === id);
      expect(replay(world.definition, id, records)).toMatchObject({ identical: true, closed: true });
    }
  });

  it("leaves no timer behind", async () => {
    const world = createWorld();
    const run = world.open();
    void run.submit("a");
    await think(world, call("echo", { text: "a" }));
    await act(world, result("a"));
    await think(world, message("ok"));
    expect(world.clock.timers()).toBe(0);
    await run.close();
  });
});
