// G5: a journal that fails stops the run. Nothing waits for ever, nothing more begins, and no rejection goes unheard.
import { fault } from "@femtoclaw/protocol";
import { describe, expect, it } from "vitest";
import type { Journal, JournalRecord } from "../../src/index.ts";
import { call, message } from "../support/definition.ts";
import { createManualJournal } from "../support/manual-journal.ts";
import { createWorld, currentClaw, flush, result, think, type World } from "../support/world.ts";

const full = fault("FC_JOURNAL_FULL", "free space", "none");

/** A whole run of one call; the journal fails at the append with this number, counting from 1. */
const runUntil = async (failing: number): Promise<{ readonly world: World; readonly outcome: unknown; readonly beganLater: number }> => {
  const inner = createManualJournal();
  let count = 0;
  let begun = 0;
  const journal: Journal = {
    ...inner,
    append: (drafts) => {
      count += 1;
      if (count === failing) {
        inner.fail(full);
        begun = world.order.length;
      }
      return inner.append(drafts);
    },
  };
  const world: World = createWorld(undefined, { journal });
  const run = world.open();
  let outcome: unknown = null;
  run.submit("a").then((it) => (outcome = it), (error: unknown) => (outcome = error));
  await flush();
  for (const bytes of [call("risky", { text: "a" }), message("ok")]) {
    await flush();
    world.brain[0]?.answer({ bytes, usage: null });
    await flush();
    world.people[0]?.answer({ approved: true, who: "a", why: "b" });
    await flush();
    world.claws[0]?.answer(result("a"));
    await flush();
  }
  await run.close().catch(() => {});
  return { world, outcome, beganLater: count >= failing ? world.order.length - begun : 0 };
};

describe("a journal that fails", () => {
  it("at any append rejects what waits with that fault, and nothing begins afterwards", async () => {
    for (let failing = 1; failing <= 7; failing += 1) {
      const { world, outcome, beganLater } = await runUntil(failing);
      if (failing <= 6) expect(outcome, `append ${failing}`).toMatchObject({ fault: full });
      else expect(outcome).toMatchObject({ status: "answered" });
      expect(beganLater, `append ${failing}`).toBe(0);
      expect(world.clock.timers(), `append ${failing}`).toBeLessThanOrEqual(1);
    }
  });

  it("refuses everything from then on, with the same fault", async () => {
    const world = createWorld();
    const run = world.open();
    await flush();
    world.journal.fail(full);
    await expect(run.submit("a")).rejects.toMatchObject({ code: "FC_JOURNAL_FULL" });
    await expect(run.submit("b")).rejects.toMatchObject({ code: "FC_JOURNAL_FULL" });
    await expect(run.close()).rejects.toMatchObject({ code: "FC_JOURNAL_FULL" });
    run.stop("bob", "enough");
    await flush();
    expect(world.order).toEqual([]);
  });

  it("tells a claw at work to end, answers its question with no, and rejects everyone who waits", async () => {
    const world = createWorld();
    const run = world.open();
    const answer = run.submit("a");
    await think(world, call("echo", { text: "a" }));
    const { question, signal } = currentClaw(world);
    world.journal.automatic(false);
    const granted = question.context.requestGrant({ text: "b" });
    const closed = Promise.allSettled([run.close(), run.close(), answer]);
    await flush();
    world.journal.fail(full);
    expect(await granted).toBeNull();
    expect(signal.aborted).toBe(true);
    expect((await closed).map((it) => it.status === "rejected" && it.reason.code)).toEqual(["FC_JOURNAL_FULL", "FC_JOURNAL_FULL", "FC_JOURNAL_FULL"]);
    await expect(question.context.requestGrant({ text: "c" })).resolves.toBeNull();
    currentClaw(world).answer(result("late"));
    await flush();
    expect(world.journal.written.at(-1)?.kind).not.toBe("outcome");
  });

  it.each<[string, Journal["append"]]>([
    ["throws at once", () => { throw new Error("no"); }],
    ["rejects with something else", () => Promise.reject("no")],
    ["acknowledges without a receipt", () => Promise.resolve(undefined as never)],
    ["acknowledges other records than it was given", () => Promise.resolve({ records: [] as JournalRecord[] })],
    ["answers with something that is no promise", () => ({}) as never],
  ])("also when it %s", async (_name, append) => {
    const world = createWorld(undefined, { journal: { ...createManualJournal(), append } });
    const run = world.open();
    await expect(run.submit("a")).rejects.toMatchObject({ code: "FC_JOURNAL_WRITE_FAILED" });
    await expect(run.close()).rejects.toMatchObject({ code: "FC_JOURNAL_WRITE_FAILED" });
    expect(world.order).toEqual([]);
  });
});
