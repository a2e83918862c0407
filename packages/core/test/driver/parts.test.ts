// Parts that do not keep to their port: what they do becomes an outcome of their own work, and of nothing else (G11).
import { fault, FemtoClawError } from "@femtoclaw/protocol";
import { describe, expect, it } from "vitest";
import { replay, type Approver, type Brain, type Claw, type JournalRecord, type Resolver, type Telemetry, type ThinkRequest } from "../../src/index.ts";
import { bytesOf, call, capabilities, definition, makeDefinition, message, run as runId } from "../support/definition.ts";
import { act, createWorld, currentClaw, flush, known, resolveHost, result, think, type World } from "../support/world.ts";

const body = (world: World, kind: JournalRecord["kind"]): JournalRecord["body"] | undefined => world.journal.durable().findLast((it) => it.kind === kind)?.body;

/** The run ends well, and its journal replays: nothing got in that cannot be brought again. */
const finish = async (world: World, run: ReturnType<World["open"]>): Promise<void> => {
  await run.close();
  expect(run.state().name).toBe("TERMINATED");
  expect(replay(world.definition, runId, world.journal.durable())).toMatchObject({ identical: true, closed: true });
};

describe("a brain that", () => {
  const withBrain = async (think: Brain["think"]): Promise<{ readonly world: World; readonly code: string }> => {
    const world = createWorld(undefined, { brain: { description: { kind: "bad" }, think } });
    const run = world.open();
    const answer = await run.submit("a");
    await finish(world, run);
    return { world, code: answer.status === "failed" ? answer.fault.code : answer.status };
  };
  const replies = (reply: unknown): Brain["think"] => () => Promise.resolve(reply as never);

  it.each<[string, Brain["think"], string]>([
    ["throws at once", () => { throw new Error("x"); }, "FC_BRAIN_FAILED"],
    ["throws its own fault", () => { throw new FemtoClawError(fault("FC_BRAIN_UNREACHABLE", "a", "b")); }, "FC_BRAIN_UNREACHABLE"],
    ["throws a fault too long to record", () => { throw new FemtoClawError(fault("FC_BRAIN_UNREACHABLE", "a", "b".repeat(5_000))); }, "FC_BRAIN_FAILED"],
    ["throws a fault with half a character", () => { throw new FemtoClawError(fault("FC_BRAIN_UNREACHABLE", "a", "\ud800")); }, "FC_BRAIN_FAILED"],
    ["throws a text", () => Promise.reject("x"), "FC_BRAIN_FAILED"],
    ["replies nothing", replies(undefined), "FC_BRAIN_FAILED"],
    ["replies null", replies(null), "FC_BRAIN_FAILED"],
    ["replies a text for bytes", replies({ bytes: "hi", usage: null }), "FC_BRAIN_FAILED"],
    ["replies too much", replies({ bytes: new Uint8Array(65_537), usage: null }), "FC_BRAIN_REPLY_TOO_LONG"],
    ["replies well", replies({ bytes: message("ok"), usage: null }), "answered"],
  ])("%s leaves a recorded end", async (_name, think, code) => {
    expect((await withBrain(think)).code).toBe(code);
  });

  it("counts its tokens wrongly is not believed", async () => {
    for (const usage of [{ inputTokens: -5, outputTokens: 1 }, { inputTokens: Number.NaN, outputTokens: 1 }, { inputTokens: "1" }, 7, undefined, { inputTokens: 0.5, outputTokens: 0 }]) {
      const { world } = await withBrain(replies({ bytes: message("ok"), usage }));
      expect(body(world, "brain.replied")?.["usage"]).toBeNull();
    }
  });

  it("hangs is left behind at its deadline, and what it says later is not heard", async () => {
    const world = createWorld();
    const run = world.open();
    const answer = run.submit("a");
    await flush();
    const [late] = world.brain;
    // The run's own deadline is nearer than the brain's here, so only a run without one shows the brain's.
    world.clock.advance(59_999);
    await flush();
    expect(late?.signal.aborted).toBe(false);
    world.clock.advance(1);
    expect(await answer).toMatchObject({ status: "failed", fault: { code: "FC_RUN_DEADLINE" } });
    expect(late?.signal.aborted).toBe(true);
    const written = world.journal.written.length;
    late?.answer({ bytes: message("too late"), usage: null });
    await flush();
    expect(world.journal.written.length).toBe(written);
    await finish(world, run);
  });

  it("hangs longer than an inference may take has timed out", async () => {
    const world = createWorld(makeDefinition({ inferenceTimeoutMs: 100 }));
    const run = world.open();
    const answer = run.submit("a");
    await flush();
    world.clock.advance(100);
    expect(await answer).toMatchObject({ status: "failed", fault: { code: "FC_BRAIN_TIMEOUT" } });
    await finish(world, run);
  });

  it("changes the window or the reply it gave changes nothing", async () => {
    const said = message("first");
    const world = createWorld(undefined, {
      brain: {
        description: { kind: "meddler" },
        think: async (request) => {
          (request.context as unknown[]).length = 0;
          setImmediate(() => said.fill(0x20));
          return { bytes: said, usage: null };
        },
      },
    });
    const run = world.open();
    expect(await run.submit("a")).toMatchObject({ content: "first" });
    expect(run.state().context.map(({ role }) => role)).toEqual(["input", "intent"]);
    await finish(world, run);
  });

  it("gives bytes that lie about their length is measured by the bytes", async () => {
    class Lying extends Uint8Array {
      override get length(): number {
        return 1;
      }
    }
    expect((await withBrain(replies({ bytes: new Lying(65_537), usage: null }))).code).toBe("FC_BRAIN_REPLY_TOO_LONG");
    expect((await withBrain(replies({ bytes: new Lying(message("ok")), usage: null }))).code).toBe("answered");
  });

  it("is described by something that is no JSON cannot open a run", async () => {
    const world = createWorld(undefined, { brain: { description: { at: Number.NaN }, think: () => Promise.reject(new Error("x")) } });
    await expect(world.open().submit("a")).rejects.toMatchObject({ code: "FC_RUN_DEFECT" });
    expect(world.journal.written).toEqual([]);
  });
});

describe("a claw that", () => {
  interface Ran {
    readonly world: World;
    readonly outcome: JournalRecord["body"] | undefined;
    /** What the brain was shown. */
    readonly seen: readonly ThinkRequest[];
  }
  const withClaw = async (execute: Claw["execute"]): Promise<Ran> => {
    const claws = new Map(capabilities.map((it): [string, Claw] => [it.descriptor.name, { ...it, execute }]));
    const seen: ThinkRequest[] = [];
    const watched: Brain = {
      description: { kind: "watched" },
      think: async (request) => {
        seen.push(request);
        return { bytes: request.step === 1 ? call("echo", { text: "a" }) : message("ok"), usage: null };
      },
    };
    const world = createWorld(undefined, { claws, brain: watched });
    const run = world.open();
    await run.submit("a");
    await flush();
    await finish(world, run);
    return { world, outcome: body(world, "outcome"), seen };
  };
  const returns = (value: unknown): Claw["execute"] => () => Promise.resolve(value as never);
  const deep = (depth: number): unknown => (depth === 0 ? 1 : [deep(depth - 1)]);

  it.each<[string, Claw["execute"], string, string | null]>([
    ["throws at once", () => { throw new TypeError("hidden word"); }, "failed", "FC_CLAW_DEFECT"],
    ["rejects with a text", () => Promise.reject("hidden word"), "failed", "FC_CLAW_DEFECT"],
    ["throws its own fault", () => { throw new FemtoClawError(fault("FC_CLAW_PATH_MISSING", "a", "b")); }, "failed", "FC_CLAW_PATH_MISSING"],
    ["returns nothing", returns(undefined), "failed", "FC_CLAW_DEFECT"],
    ["returns no promise", (() => result("x")) as never, "ok", null],
    ["invents an outcome", returns({ ...result("x"), outcome: "splendid" }), "failed", "FC_CLAW_DEFECT"],
    ["says that a person refused", returns({ ...result("x"), outcome: "refused" }), "failed", "FC_CLAW_DEFECT"],
    ["leaves out its measures", returns({ outcome: "ok", output: 1, error: null }), "failed", "FC_CLAW_DEFECT"],
    ["gives a fault of no catalogue", returns({ ...result("x"), error: { code: "FC_MINE", expected: "", found: "" } }), "failed", "FC_CLAW_DEFECT"],
    ["returns what JSON cannot carry", returns(result(Number.NaN)), "failed", "FC_CLAW_DEFECT"],
    ["returns half a character", returns(result("\udc00")), "failed", "FC_CLAW_DEFECT"],
    ["returns a date", returns(result(new Date() as never)), "failed", "FC_CLAW_DEFECT"],
    ["returns deeper than a record can hold", returns(result(deep(253) as never)), "failed", "FC_CLAW_DEFECT"],
    ["returns as deep as a record can hold", returns(result(deep(250) as never)), "ok", null],
    ["returns too much", returns(result("x".repeat(20_000))), "output_limit", "FC_CLAW_RESULT_TOO_LONG"],
    ["measures too much", returns({ ...result(1), measures: { x: "x".repeat(20_000) } }), "output_limit", "FC_CLAW_RESULT_TOO_LONG"],
    ["calls it cancelled when nobody did", returns(result("x", "cancelled")), "cancelled", null],
  ])("%s gives an outcome of its own execution", async (_name, execute, outcome, code) => {
    const { outcome: recorded } = await withClaw(execute);
    expect(recorded).toMatchObject({ outcome, error: code === null ? null : { code } });
    expect(JSON.stringify(recorded)).not.toContain("hidden word");
  });

  it("changes what it returned, after it returned it, changes nothing", async () => {
    const output = { said: "one", list: [1] };
    const { world, seen } = await withClaw(async () => {
      setImmediate(() => {
        output.said = "two";
        output.list.push(2);
      });
      return result(output);
    });
    expect(body(world, "outcome")?.["output"]).toEqual({ said: "one", list: [1] });
    expect(seen.at(-1)?.context.at(-1)).toMatchObject({ output: { said: "one", list: [1] } });
  });

  it("is missing where the registry names it starts nothing", async () => {
    const world = createWorld(undefined, { claws: new Map() });
    const run = world.open();
    void run.submit("a");
    await think(world, call("echo", { text: "a" }));
    expect(body(world, "outcome")).toMatchObject({ outcome: "unavailable", error: { code: "FC_CLAW_DEFECT" }, measures: { started: false } });
    await finish(world, run);
  });

  it("ends within the grace after its deadline has timed out, whatever it calls it", async () => {
    for (const end of [(world: World) => currentClaw(world).answer(result("half", "cancelled")), (world: World) => currentClaw(world).fail(new Error("aborted"))]) {
      const world = createWorld();
      const run = world.open();
      void run.submit("a");
      await think(world, call("echo", { text: "a" }));
      world.clock.advance(999);
      expect(currentClaw(world).signal.aborted).toBe(false);
      world.clock.advance(1);
      expect(currentClaw(world).signal.aborted).toBe(true);
      end(world);
      await flush();
      expect(body(world, "outcome")).toMatchObject({ outcome: "timed_out", error: { code: "FC_CLAW_TIMED_OUT" } });
      await finish(world, run);
    }
  });

  it("outlives its deadline and the grace is in doubt, and what it says later is not heard", async () => {
    const world = createWorld();
    const run = world.open();
    void run.submit("a");
    await think(world, call("echo", { text: "a" }));
    world.clock.advance(1_000);
    world.clock.advance(499);
    await flush();
    expect(body(world, "execution.in-doubt")).toBeUndefined();
    world.clock.advance(1);
    await flush();
    expect(body(world, "execution.in-doubt")).toEqual({ why: "the effect outlived its deadline, and it had not ended 500 ms later" });
    const written = world.journal.written.length;
    currentClaw(world).answer(result("late"));
    await flush();
    expect(world.journal.written.length).toBe(written);
    expect(world.brain[0]?.question.context.at(-1)).toMatchObject({ outcome: "unavailable", output: null });
    await finish(world, run);
  });

  it("does not obey a stop is in doubt after the grace", async () => {
    const world = createWorld();
    const run = world.open();
    const answer = run.submit("a");
    await think(world, call("echo", { text: "a" }));
    const closed = run.close();
    expect(currentClaw(world).signal.aborted).toBe(true);
    world.clock.advance(500);
    await closed;
    expect(await answer).toMatchObject({ status: "failed", fault: { code: "FC_RUN_INTERRUPTED" } });
    expect(body(world, "execution.in-doubt")).toBeDefined();
    await finish(world, run);
  });

  it("asks for grants asks one at a time, of the same capability, and not without end", async () => {
    const world = createWorld();
    const run = world.open();
    void run.submit("a");
    await think(world, call("echo", { text: "a" }));
    const { requestGrant } = currentClaw(world).question.context;
    const grants = await Promise.all(Array.from({ length: 40 }, (_, index) => requestGrant({ text: `n${index}` })));
    expect(grants.map((it) => it?.args["text"] ?? null)).toEqual(Array.from({ length: 40 }, (_, index) => (index < 32 ? `n${index}` : null)));
    const asked = world.journal.durable().filter(({ kind }) => kind === "grant.requested");
    expect(asked).toHaveLength(32);
    await act(world, result("a"));
    await finish(world, run);
  });

  it("asks in an improper way is told no", async () => {
    const world = createWorld();
    const run = world.open();
    void run.submit("a");
    await think(world, call("echo", { text: "a" }));
    const { requestGrant } = currentClaw(world).question.context;
    for (const args of [null, "text", [], { text: Number.NaN }, { text: "\ud800" }]) expect(await requestGrant(args as never)).toBeNull();
    expect(body(world, "grant.requested")).toBeUndefined();
    expect(await requestGrant({ wrong: true })).toBeNull();
    expect(body(world, "decision")).toMatchObject({ verdict: "DENIED_ARGUMENT_INVALID", further: true });
    await act(world, result("a"));
    expect(await requestGrant({ text: "after the end" })).toBeNull();
    await finish(world, run);
  });

  it("hangs while its question is open is lost only after the question was answered", async () => {
    const world = createWorld();
    const run = world.open();
    void run.submit("a");
    await think(world, call("hop", { url: "https://status.example.com/v1/a" }));
    await resolveHost(world);
    const granted = currentClaw(world).question.context.requestGrant({ url: "https://status.example.com/v1/b" });
    await flush();
    // Deadline and grace pass while the host still looks the name up.
    world.clock.advance(1_500);
    await flush();
    expect(run.state().name).toBe("AUTHORIZATION_EVALUATING");
    world.host[0]?.answer(known(world.host[0].question));
    expect(await granted).toBeNull();
    await flush();
    expect(body(world, "execution.in-doubt")).toBeDefined();
    await finish(world, run);
  });

  it("returns while its question is open is heard after the question was answered", async () => {
    const world = createWorld();
    const run = world.open();
    void run.submit("a");
    await think(world, call("hop", { url: "https://status.example.com/v1/a" }));
    await resolveHost(world);
    void currentClaw(world).question.context.requestGrant({ url: "https://status.example.com/v1/b" });
    await act(world, result("done"));
    expect(body(world, "outcome")).toBeUndefined();
    await resolveHost(world);
    expect(body(world, "outcome")).toMatchObject({ outcome: "ok" });
    await finish(world, run);
  });
});

describe("an approver that", () => {
  const withApprover = async (ask: Approver["ask"]): Promise<World> => {
    const world = createWorld(undefined, { approver: { ask } });
    const run = world.open();
    void run.submit("a");
    await think(world, call("risky", { text: "a" }));
    await think(world, message("ok"));
    await finish(world, run);
    return world;
  };
  const answers = (value: unknown): Approver["ask"] => () => Promise.resolve(value as never);

  it.each<[string, Approver["ask"], string]>([
    ["throws at once", () => { throw new Error("x"); }, "the question could not be asked"],
    ["rejects", () => Promise.reject(new Error("x")), "the question could not be asked"],
    ["answers nothing", answers(undefined), "the answer could not be read"],
    ["says yes with a word", answers({ approved: "yes", who: "a", why: "b" }), "the answer could not be read"],
    ["says yes with a number", answers({ approved: 1, who: "a", why: "b" }), "the answer could not be read"],
    ["does not say who", answers({ approved: true, why: "b" }), "the answer could not be read"],
  ])("%s means no", async (_name, ask, why) => {
    const world = await withApprover(ask);
    expect(body(world, "approval.answered")).toMatchObject({ approved: false, who: "runtime", why });
    expect(world.order.some((it) => it.startsWith("execute"))).toBe(false);
  });

  it("talks without end is cut", async () => {
    const world = await withApprover(answers({ approved: false, who: "a".repeat(5_000), why: "b".repeat(5_000) }));
    expect(String(body(world, "approval.answered")?.["who"])).toHaveLength(1_000);
  });

  it("never answers means no when the question expires, also when the clock went back", async () => {
    const world = createWorld(makeDefinition({ approvalTimeoutMs: 2_000 }));
    const run = world.open();
    void run.submit("a");
    await flush();
    world.journal.automatic(false);
    await think(world, call("risky", { text: "a" }));
    world.clock.jump(-86_400_000);
    world.journal.automatic(true);
    await flush();
    const [asked] = world.people;
    world.clock.advance(1_999);
    await flush();
    expect(asked?.signal.aborted).toBe(false);
    world.clock.advance(1);
    await flush();
    expect(asked?.signal.aborted).toBe(true);
    expect(body(world, "approval.answered")).toMatchObject({ approved: false, who: "runtime", why: "the question expired" });
    asked?.answer({ approved: true, who: "eve", why: "now" });
    await think(world, message("ok"));
    await finish(world, run);
  });
});

describe("a resolver that", () => {
  const withResolver = async (resolve: Resolver["resolve"]): Promise<World> => {
    const world = createWorld(undefined, { resolver: { resolve } });
    const run = world.open();
    void run.submit("a");
    await think(world, call("file.read", { path: "data/a" }));
    await think(world, message("ok"));
    await finish(world, run);
    return world;
  };

  it.each<[string, Resolver["resolve"]]>([
    ["throws at once", () => { throw new Error("x"); }],
    ["rejects", () => Promise.reject(new Error("x"))],
    ["answers nothing", () => Promise.resolve(undefined as never)],
    ["answers no list", () => Promise.resolve({ kind: "path" } as never)],
    ["answers facts of no form", () => Promise.resolve([{ kind: "path", path: "/work/data/a", real: 7 }, 3, null] as never)],
    ["answers what was not asked", () => Promise.resolve([{ kind: "path", path: "/work/data/b", real: "/real/data/a" }])],
    ["answers with half a character", () => Promise.resolve([{ kind: "path", path: "/work/data/a", real: "/real/data/\ud800" }])],
  ])("%s knows nothing, and that denies", async (_name, resolve) => {
    const world = await withResolver(resolve);
    expect(body(world, "facts.resolved")).toEqual({ facts: [] });
    expect(body(world, "decision")).toMatchObject({ verdict: "DENIED_POLICY_VIOLATION" });
  });

  it("contradicts itself is believed once, by its first word", async () => {
    const first = { kind: "path", path: "/work/data/a", real: "/etc/passwd" } as const;
    const world = await withResolver(() => Promise.resolve([first, { ...first, real: "/real/data/a" }]));
    expect(body(world, "facts.resolved")).toEqual({ facts: [first] });
    expect(body(world, "decision")).toMatchObject({ verdict: "DENIED_POLICY_VIOLATION" });
  });

  it("hangs knows nothing after ten seconds, and at once when the run is stopped", async () => {
    for (const wait of [(world: World) => world.clock.advance(10_000), (_world: World, stop: () => void) => stop()]) {
      const world = createWorld();
      const run = world.open();
      void run.submit("a");
      await think(world, call("file.read", { path: "data/a" }));
      wait(world, () => run.stop("bob", "enough"));
      await flush();
      expect(body(world, "facts.resolved")).toEqual({ facts: [] });
      await finish(world, run);
    }
  });
});

describe("an observer that", () => {
  it.each<[string, Telemetry]>([
    ["throws", { transition: () => { throw new Error("x"); }, record: () => { throw new Error("x"); } }],
    ["rejects", { transition: () => Promise.reject(new Error("x")), record: () => Promise.reject(new Error("x")) } as unknown as Telemetry],
  ])("%s changes nothing", async (_name, telemetry) => {
    const world = createWorld(undefined, { telemetry });
    const run = world.open();
    const answer = run.submit("a");
    await think(world, message("ok"));
    expect(await answer).toMatchObject({ status: "answered" });
    await finish(world, run);
  });

  it("stops the run and submits at once is served in turn", async () => {
    let acted = false;
    let late: Promise<unknown> = Promise.resolve();
    const world = createWorld(undefined, {
      telemetry: {
        record: () => {},
        transition: ({ to }) => {
          if (to !== "IDLE" || acted || world.order.length === 0) return;
          acted = true;
          run.stop("observer", "seen enough");
          late = run.submit("more").catch((error: unknown) => error);
        },
      },
    });
    const run = world.open();
    const answer = run.submit("a");
    await think(world, message("ok"));
    expect(await answer).toMatchObject({ status: "answered" });
    expect(await late).toMatchObject({ code: "FC_RUN_CLOSED" });
    await finish(world, run);
  });
});

describe("a clock that", () => {
  it("is broken stands still", async () => {
    const world = createWorld();
    const run = world.open();
    world.clock.jump(Number.NaN);
    const answer = run.submit("a");
    await think(world, message("ok"));
    expect(await answer).toMatchObject({ status: "answered" });
    expect(new Set(world.journal.durable().map(({ time }) => time)).size).toBe(1);
    await finish(world, run);
  });

  it("throws stops the run", async () => {
    let throwing = false;
    const { clock } = createWorld();
    const nowMs = (): number => {
      if (throwing) throw new Error("no time");
      return 5;
    };
    const world = createWorld(undefined, { clock: { ...clock, nowMs } });
    const run = world.open();
    throwing = true;
    await expect(run.submit("a")).rejects.toMatchObject({ code: "FC_RUN_DEFECT" });
  });

  it("throws before a decision is durable keeps the effect from ever beginning", async () => {
    const { clock } = createWorld();
    let throwing = false;
    const nowMs = (): number => {
      if (throwing) throw new Error("no time");
      return 5;
    };
    const world = createWorld(undefined, { clock: { ...clock, nowMs } });
    const run = world.open();
    const answer = run.submit("a");
    const failed = expect(answer).rejects.toMatchObject({ code: "FC_RUN_DEFECT" });
    await flush();
    world.journal.automatic(false);
    await think(world, call("echo", { text: "a" }));
    expect(world.journal.waiting()).toBe(1);
    throwing = true;
    run.stop("bob", "enough");
    await failed;
    throwing = false;
    world.journal.automatic(true);
    await flush();
    expect(world.order).toEqual(["think 1"]);
  });
});

describe("a window that throws", () => {
  it("stops the run before anything is recorded of that event", async () => {
    const world = createWorld({
      ...definition,
      window: (entries) => {
        if (entries.length > 1) throw new Error("x");
        return entries;
      },
    });
    const run = world.open();
    const answer = run.submit("a");
    const failed = expect(answer).rejects.toMatchObject({ code: "FC_RUN_DEFECT", fault: { found: "Error" } });
    await think(world, bytesOf("nonsense"));
    await failed;
    expect(world.journal.written.map(({ kind }) => kind)).toEqual(["run.started", "input.received"]);
  });
});
