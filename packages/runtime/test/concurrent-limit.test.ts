import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineClaw } from "@femtoclaw/claws";
import type { Brain, Claw, ClawResult, JournalRecord } from "@femtoclaw/core";
import { createMemoryJournal } from "@femtoclaw/memory";
import { sha256 } from "@femtoclaw/memory/host";
import { encodeUtf8 } from "@femtoclaw/protocol";
import { createRuntime, Policy } from "@femtoclaw/runtime";
import { afterAll, describe, expect, it } from "vitest";
import { queueClaw } from "../src/queue-claw.ts";

const directory = mkdtempSync(join(tmpdir(), "femtoclaw-concurrent-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Calls once, then says how it went. */
const caller: Brain = {
  description: { kind: "scripted" },
  think: ({ step }) => Promise.resolve({ bytes: encodeUtf8(step === 1 ? `{"tool_call":{"tool":"test.slow","args":{}}}` : `{"message":{"content":"done"}}`), usage: null }),
};

interface Slow {
  readonly claw: Claw;
  /** How each execution that goes on is ended, in the order in which they began. */
  readonly going: (() => void)[];
  /** The most that went on at once. */
  readonly most: () => number;
}

const slowClaw = (fails = false): Slow => {
  const going: (() => void)[] = [];
  let now = 0;
  let most = 0;
  const claw = defineClaw({
    descriptor: { name: "test.slow", description: "Waits.", args: { type: "object", additionalProperties: false, properties: {} }, effects: ["reads"], resource: { kind: "none" }, retry: "never" },
    validateArgs: () => [],
    execute: (_grant, { signal }) => {
      now += 1;
      most = Math.max(most, now);
      return new Promise<ClawResult>((resolve, reject) => {
        const end = (outcome: "ok" | "cancelled") => (): void => {
          now -= 1;
          if (fails) reject(new Error("broken"));
          else resolve({ outcome, output: null, error: null, measures: {} });
        };
        signal.addEventListener("abort", end("cancelled"), { once: true });
        going.push(end("ok"));
      });
    },
  });
  return { claw, going, most: () => most };
};

const runtimeWith = async ({ claw }: Slow, limits: object) => {
  const journal = createMemoryJournal(sha256);
  const policy = Policy.fromText(JSON.stringify({ version: 1, name: "few", capabilities: { "test.slow": { allow: [{ id: "slow" }], limits } } }));
  const runtime = await createRuntime({ brain: caller, claws: [claw], policy, journal, workspace: directory });
  const outcomes = async (): Promise<readonly JournalRecord[]> => {
    const found: JournalRecord[] = [];
    for await (const record of journal.read()) if (record.kind === "outcome") found.push(record);
    return found;
  };
  return { runtime, outcomes };
};

const until = async (holds: () => boolean): Promise<void> => {
  for (let tries = 0; !holds(); tries += 1) {
    if (tries === 2_000) throw new Error("it never came to that");
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
};

describe("limits.concurrent (FC-POL-0002.R20)", () => {
  it("lets so many go on at once over all runs, and the others in turn", async () => {
    const slow = slowClaw();
    const { runtime, outcomes } = await runtimeWith(slow, { concurrent: 2 });
    const answers = Array.from({ length: 5 }, () => runtime.openRun().submit("go"));
    for (let ended = 0; ended < 5; ended += 1) {
      await until(() => slow.going.length > ended);
      slow.going[ended]?.();
    }
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => "answered"));
    expect(slow.most()).toBe(2);
    expect((await outcomes()).map(({ body }) => body["outcome"])).toEqual(Array.from({ length: 5 }, () => "ok"));
    await runtime.close();
  });

  it("lets all go on at once where the policy does not say how many", async () => {
    const slow = slowClaw();
    const { runtime } = await runtimeWith(slow, {});
    const answers = Array.from({ length: 5 }, () => runtime.openRun().submit("go"));
    await until(() => slow.going.length === 5);
    for (const end of slow.going) end();
    await Promise.all(answers);
    expect(slow.most()).toBe(5);
    await runtime.close();
  });

  it("gives the place on when an execution breaks down", async () => {
    const slow = slowClaw(true);
    const { runtime } = await runtimeWith(slow, { concurrent: 1 });
    const answers = Array.from({ length: 3 }, () => runtime.openRun().submit("go"));
    for (let ended = 0; ended < 3; ended += 1) {
      await until(() => slow.going.length > ended);
      slow.going[ended]?.();
    }
    await Promise.all(answers);
    expect(slow.most()).toBe(1);
    await runtime.close();
  });

  it("ends who waits beyond the time limit, and says that it had not begun", async () => {
    const slow = slowClaw();
    const queued = queueClaw(slow.claw, 1);
    const grant = { kind: "call", capability: "test.slow", args: {}, limits: { timeoutMs: 1_000, maxOutputBytes: 1_000 } } as const;
    const begin = (signal: AbortSignal) => queued.execute(grant, { signal, idempotencyKey: "k", requestGrant: () => Promise.resolve(null) });
    const waiting = new AbortController();
    const answers = [begin(new AbortController().signal), begin(waiting.signal), begin(AbortSignal.abort()), begin(new AbortController().signal)];
    await until(() => slow.going.length === 1);
    const notBegun = { outcome: "cancelled", measures: { started: false } };
    expect(await answers[2]).toMatchObject(notBegun);
    waiting.abort();
    expect(await answers[1]).toMatchObject(notBegun);
    expect(slow.going).toHaveLength(1);
    // Who gave up holds no place: the next in turn is the fourth.
    slow.going[0]?.();
    await until(() => slow.going.length === 2);
    slow.going[1]?.();
    expect([(await answers[0])?.outcome, (await answers[3])?.outcome, slow.most()]).toEqual(["ok", "ok", 1]);
  });

  it("ends who waits when the runtime closes", async () => {
    const slow = slowClaw();
    const { runtime, outcomes } = await runtimeWith(slow, { concurrent: 1 });
    const answers = [runtime.openRun().submit("go"), runtime.openRun().submit("go")];
    await until(() => slow.going.length === 1);
    await runtime.close();
    await Promise.all(answers);
    expect((await outcomes()).map(({ body }) => [body["outcome"], body["measures"]])).toHaveLength(2);
    expect((await outcomes()).map(({ body }) => [body["outcome"], body["measures"]])).toContainEqual(["cancelled", { started: false }]);
  });
});
