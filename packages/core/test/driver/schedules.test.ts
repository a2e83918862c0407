// Any order in which the world may answer. A seeded scheduler holds every port's answer back and lets one thing happen at a
// time: a flush, a reply, a claw's end or question, a fact, a yes or no, a stop, a close, the passing of time. Whatever the
// order, the same must be true at the end:
//
//   (a) a claw starts only when a durable decision says AUTHORIZED for exactly that grant, and gets further grants so, too
//   (b) at most once for each execution
//   (c) every authorised execution ends with an outcome or in doubt, once the run is over
//   (d) an answer comes only after its record is durable
//   (e) the journal replays identically, also cut off anywhere that the disk had it
//   (f) the run ends
//   (g) nothing begins once a stop or a deadline is recorded for the input, and nobody is asked before the question is durable
import { digestOf, type JsonObject } from "@femtoclaw/protocol";
import { describe, expect, it } from "vitest";
import { replay, type Answer, type ClawResult, type JournalRecord } from "../../src/index.ts";
import { bytesOf, call, makeDefinition, message, run as runId, sha256 } from "../support/definition.ts";
import { createWorld, flush, known, result, type World } from "../support/world.ts";

const schedules = 600;

/** A small generator of even numbers in [0, 1): the same seed, the same schedule. */
const seeded = (seed: number): (() => number) => {
  let state = seed * 2_654_435_761;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const url = (name: string): string => `https://status.example.com/v1/${name}`;

const definitions = [
  makeDefinition({ approvalTimeoutMs: 400, inferenceTimeoutMs: 900, cancelGraceMs: 50 }, "steps: 8, executions: 5, wallMs: 3000, tokens: 90"),
  makeDefinition({ approvalTimeoutMs: 100, inferenceTimeoutMs: 200, cancelGraceMs: 50 }, "steps: 20, executions: 20, wallMs: 100000, tokens: 9000"),
];

interface Played {
  readonly world: World;
  readonly violations: readonly string[];
  readonly ended: boolean;
  readonly kinds: ReadonlySet<string>;
}

const play = async (seed: number): Promise<Played> => {
  const random = seeded(seed);
  const upTo = (count: number): number => Math.floor(random() * count);
  const pick = <T>(list: readonly [T, ...T[]]): T => list[upTo(list.length)] ?? list[0];
  const violations: string[] = [];
  const started = new Map<string, number>();

  const authorised = (world: World, grant: unknown, execution: string, further: boolean): boolean => {
    const digest = digestOf(grant as JsonObject, sha256);
    return world.journal
      .durable()
      .some((it) => it.kind === "decision" && it.execution === execution && it.body["verdict"] === "AUTHORIZED" && it.body["grantDigest"] === digest && it.body["further"] === further);
  };

  const world: World = createWorld(definitions[seed % 2]);
  /** Something began just now. */
  const begun = (what: string): void => {
    const since = world.journal.written.slice(world.journal.written.findLastIndex(({ kind }) => kind === "input.received"));
    if (since.some(({ kind }) => kind === "stop.requested" || kind === "deadline.passed")) violations.push(`(g) ${what} began after an interruption`);
  };
  const { brain, approver } = world.ports;
  const { think } = brain;
  const { ask } = approver;
  Object.assign(brain, { think: (...args: Parameters<typeof think>) => (begun("a thought"), think(...args)) });
  Object.assign(approver, {
    ask: (...args: Parameters<typeof ask>) => {
      begun("a question");
      const { grantDigest } = args[0];
      const asked = world.journal.durable().some(({ kind, body }) => kind === "approval.requested" && body["grantDigest"] === grantDigest);
      if (!asked) violations.push("(g) a person was asked before the question was durable");
      return ask(...args);
    },
  });
  for (const [name, claw] of world.ports.claws) {
    const { execute } = claw;
    Object.assign(claw, {
      name,
      execute: (...args: Parameters<typeof execute>) => {
        const [grant, { idempotencyKey }] = args;
        begun("an effect");
        started.set(idempotencyKey, (started.get(idempotencyKey) ?? 0) + 1);
        if (!authorised(world, grant, idempotencyKey, false)) violations.push(`(a) ${idempotencyKey} began before its decision was durable`);
        return execute(...args);
      },
    });
  }
  const run = world.open();
  world.journal.automatic(false);

  let answered: Answer | "rejected" | null = null;
  let closed = false;
  const submit = (): void => {
    answered = null;
    run.submit(`input ${upTo(100)}`).then(
      (it) => {
        const kind = it.status === "answered" ? "input.answered" : "input.failed";
        const durable = world.journal.durable().filter((record) => record.kind.startsWith("input.")).at(-1)?.kind;
        if (durable !== kind) violations.push(`(d) told of ${kind} while the last on disk was ${durable}`);
        answered = it;
      },
      () => (answered = "rejected"),
    );
  };
  const close = (): void => void run.close().then(() => (closed = true));

  const replies = (): Uint8Array =>
    pick([
      call("echo", { text: "a" }), call("echo", { text: "b" }), call("risky", { text: "a" }), call("file.read", { path: "data/a" }), call("hop", { url: url("a") }),
      call("hop", { url: url("b") }), call("once", { text: "a" }), call("nope", {}), call("off", { text: "a" }), bytesOf("not json"), Uint8Array.of(0xc3), message("done"),
    ]);
  const results = (): ClawResult => pick([result("a"), result({ n: upTo(9) }), result(null, "failed"), result("half", "cancelled"), "rubbish" as never]);

  /** Everything that could happen now. Listed more than once, it is more likely. */
  const possible = (): readonly (() => void)[] => {
    const acts: (() => void)[] = [];
    if (world.journal.waiting() > 0) acts.push(world.journal.release, world.journal.release, world.journal.releaseAll);
    for (const it of world.brain) {
      acts.push(() => it.answer({ bytes: replies(), usage: upTo(2) === 0 ? null : { inputTokens: upTo(20), outputTokens: 1 } }));
      acts.push(() => it.answer({ bytes: replies(), usage: null }));
      if (upTo(8) === 0) acts.push(() => it.fail(new Error("brain")));
    }
    for (const it of world.claws) {
      // A claw that was told to end does so, or it hangs until its grace is over.
      if (!it.signal.aborted || upTo(2) === 0) acts.push(() => it.answer(results()));
      if (upTo(6) === 0) acts.push(() => it.fail(new Error("claw")));
      if (upTo(3) === 0) {
        acts.push(() => {
          const { context, grant } = it.question;
          const args = grant.capability === "hop" ? { url: pick([url("c"), "https://elsewhere.example.com/"]) } : { text: pick(["b", "NO"]) };
          void context.requestGrant(args).then((granted) => {
            if (granted !== null && !authorised(world, granted, context.idempotencyKey, true)) violations.push("(a) a further grant before its decision was durable");
            if (granted !== null && context.signal.aborted) violations.push("a grant for a claw that was told to end");
          });
        });
      }
    }
    for (const it of world.people) acts.push(() => it.answer({ approved: upTo(2) === 0, who: "alice", why: "because" }));
    for (const it of world.host) acts.push(() => it.answer(known(it.question)), () => it.fail(new Error("host")));
    const nextMs = world.clock.nextMs();
    if (nextMs !== null && upTo(4) === 0) acts.push(() => world.clock.advance(nextMs));
    acts.push(() => world.clock.advance(upTo(20)));
    if (upTo(30) === 0) acts.push(() => world.clock.jump(upTo(2) === 0 ? -5_000 : 50));
    if (upTo(25) === 0) acts.push(() => run.stop("bob", "enough"));
    if (upTo(60) === 0) acts.push(close);
    if (upTo(40) === 0) acts.push(submit);
    if (answered !== null) acts.push(submit);
    return acts;
  };

  submit();
  for (let turn = 0; turn < 120 && run.state().name !== "TERMINATED"; turn += 1) {
    const acts = possible();
    acts[upTo(acts.length)]?.();
    if (upTo(3) > 0) await flush();
  }
  // Then the run is closed, and only the disk, the host and time go on: nobody else need ever answer again.
  close();
  for (let turn = 0; turn < 200 && !closed; turn += 1) {
    world.journal.releaseAll();
    await flush();
    const nextMs = world.clock.nextMs();
    if (nextMs !== null && !closed) world.clock.advance(nextMs);
    await flush();
  }

  const durable = world.journal.durable();
  for (const [execution, times] of started) if (times !== 1) violations.push(`(b) ${execution} began ${times} times`);
  for (const execution of new Set(durable.filter((it) => it.kind === "decision" && it.body["verdict"] === "AUTHORIZED").map((it) => it.execution))) {
    const ends = durable.filter((it) => it.execution === execution && (it.kind === "outcome" || it.kind === "execution.in-doubt"));
    if (ends.length !== 1) violations.push(`(c) ${execution} ended ${ends.length} times`);
  }
  violations.push(...replayViolations(world, durable, upTo));
  return { world, violations, ended: closed && run.state().name === "TERMINATED", kinds: new Set(durable.map(({ kind }) => kind)) };
};

const replayViolations = (world: World, records: readonly JournalRecord[], upTo: (count: number) => number): readonly string[] =>
  [records, records.slice(0, upTo(records.length))].flatMap((prefix) => {
    const replayed = replay(world.definition, runId, prefix);
    return replayed.identical ? [] : [`(e) ${JSON.stringify(replayed.divergence)} in ${prefix.map(({ kind }) => kind).join(" ")}`];
  });

describe("every schedule", () => {
  it(`keeps the order, ends, and replays identically, over ${schedules} of them`, async () => {
    const kinds = new Map<string, number>();
    let effects = 0;
    for (let seed = 1; seed <= schedules; seed += 1) {
      const played = await play(seed);
      expect(played.violations, `seed ${seed}`).toEqual([]);
      expect(played.ended, `(f) seed ${seed}`).toBe(true);
      effects += played.world.order.filter((it) => it.startsWith("execute")).length;
      for (const kind of played.kinds) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    // A scheduler that never gets anywhere would keep every promise: each kind of record must be common.
    expect(effects).toBeGreaterThan(schedules / 2);
    if (process.env["SHOW"]) console.log(effects, kinds);
    for (const kind of [
      "input.answered", "input.failed", "protocol.rejected", "facts.resolved", "grant.requested", "approval.requested", "approval.answered", "decision", "outcome",
      "execution.in-doubt", "deadline.passed", "stop.requested", "run.closed", "brain.failed",
    ]) {
      expect(kinds.get(kind) ?? 0, kind).toBeGreaterThan(schedules / 40);
    }
  });
});
