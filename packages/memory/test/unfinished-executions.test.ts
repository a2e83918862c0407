import { expect, test } from "vitest";
import type { JournalRecord } from "@femtoclaw/core";
import { createUnfinishedFold } from "@femtoclaw/memory";

const record = (seq: number, run: string | null, kind: JournalRecord["kind"], execution: string | null = null): JournalRecord => ({
  seq, prev: "", time: seq * 10, run, execution, kind, body: kind === "decision" ? { verdict: "AUTHORIZED", grant: { capability: "shell" } } : {},
});

test("the fold says what began and did not end, with the latest time of its run (FC-MEM-0001.R11)", () => {
  const fold = createUnfinishedFold([{ run: "a", execution: "a/1", capability: "shell", seq: 1, time: 5, lastMs: 7 }]);
  for (const it of [record(2, "b", "decision", "b/1"), record(3, "b", "decision", "b/2"), record(4, "a", "stop.requested"), record(5, "b", "outcome", "b/1"), record(6, null, "runtime.stopped"), record(7, "c", "outcome", "c/1")]) fold.add(it);
  expect(fold.size).toBe(2);
  expect(fold.list()).toEqual([
    { run: "a", execution: "a/1", capability: "shell", seq: 1, time: 5, lastMs: 40 },
    { run: "b", execution: "b/2", capability: "shell", seq: 3, time: 30, lastMs: 50 },
  ]);
  expect(fold.get("b/2")).toEqual(fold.list()[1]);
  expect(fold.get("b/1")).toBeUndefined();
});

test("a list that was asked for is not changed by later records", () => {
  const fold = createUnfinishedFold();
  fold.add(record(1, "a", "decision", "a/1"));
  const [before] = [fold.list()];
  fold.add(record(2, "a", "outcome", "a/1"));
  expect(before).toMatchObject([{ execution: "a/1", lastMs: 10 }]);
  expect(fold.list()).toEqual([]);
});

test("a run that ends its last effect and begins another has the time of the later one", () => {
  const fold = createUnfinishedFold();
  for (const it of [record(1, "a", "decision", "a/1"), record(2, "a", "outcome", "a/1"), record(9, "a", "decision", "a/2")]) fold.add(it);
  expect(fold.list()).toMatchObject([{ execution: "a/2", time: 90, lastMs: 90 }]);
});

/** Every entry that is written into a map, and every walk over one, while `work` runs. */
const mapWork = (work: () => void): number => {
  const { set, values, entries, forEach } = Map.prototype;
  const own = { set, values, entries, forEach, [Symbol.iterator]: Map.prototype[Symbol.iterator] };
  let steps = 0;
  const walked = <T extends Map<unknown, unknown>>(it: T): T => {
    steps += it.size;
    return it;
  };
  Object.assign(Map.prototype, {
    set(this: Map<unknown, unknown>, key: unknown, value: unknown) {
      steps += 1;
      return own.set.call(this, key, value);
    },
    values(this: Map<unknown, unknown>) {
      return own.values.call(walked(this));
    },
    entries(this: Map<unknown, unknown>) {
      return own.entries.call(walked(this));
    },
    forEach(this: Map<unknown, unknown>, each: (value: unknown, key: unknown) => void) {
      own.forEach.call(walked(this), each);
    },
    [Symbol.iterator](this: Map<unknown, unknown>) {
      return own[Symbol.iterator].call(walked(this));
    },
  });
  try {
    work();
  } finally {
    Object.assign(Map.prototype, own);
  }
  return steps;
};

test("two hundred thousand records, with a thousand effects under way, take at most two steps each", () => {
  const [runs, records] = [1_000, 200_000];
  const fold = createUnfinishedFold();
  const steps = mapWork(() => {
    for (let seq = 1; seq <= records; seq += 1) {
      const [run, round] = [seq % runs, Math.floor(seq / runs)];
      const kind = round % 3 === 0 ? "decision" : round % 3 === 1 ? "brain.replied" : "outcome";
      fold.add(record(seq, `r${run}`, kind, `r${run}/${Math.floor(round / 3)}`));
    }
  });
  expect(fold.size).toBeGreaterThan(900);
  expect(steps).toBeLessThanOrEqual(2 * records);
});
