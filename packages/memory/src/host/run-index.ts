// FC-MEM-0001.R13: run id → summary and place of its first record, folded behind the journal and never in its way. A failure
// or a crash here costs nothing but time: the next opening folds on from where the index stands.
import type { JournalHead, JournalRecord } from "@femtoclaw/core";
import type { Sha256 } from "@femtoclaw/protocol";
import { runOfRecord } from "../run-of-record.ts";
import { concludeRun, foldRun, type RunSummary } from "../run-summary.ts";
import { createUnfinishedFold, type UnfinishedExecution } from "../unfinished-executions.ts";
import { headKey, runKey, runKeyPrefix, sealEntry, unsealHead, unsealRun, type IndexedRun, type IndexHead, type RecordPlace } from "./index-entry.ts";
import type { IndexStore } from "./index-store.ts";

export interface RunIndex {
  /** Takes one durable record. Records come in order, without a gap. */
  add(record: JournalRecord, place: RecordPlace, head: JournalHead): void;
  /** How many records wait to be folded. */
  backlog(): number;
  /** Folds and writes what waits. Never rejects: an index that cannot be written stays behind. */
  flush(): Promise<void>;
  unfinished(): readonly UnfinishedExecution[];
  find(run: string): Promise<IndexedRun | null>;
  /** In the order of run ids. */
  all(): AsyncIterable<RunSummary>;
}

interface Added {
  readonly record: JournalRecord;
  readonly place: RecordPlace;
  readonly head: JournalHead;
}

/** More than this waits only when the index cannot keep up; then it stops following and catches up at the next opening. */
const maxBacklog = 65_536;

export const readIndexHead = async (store: IndexStore, sha256: Sha256): Promise<IndexHead | null> =>
  unsealHead(await store.get(headKey).catch(() => undefined), sha256);

/** `from` is what the store holds already; null begins anew, and the store must then be empty. */
export const createRunIndex = (store: IndexStore, from: IndexHead | null, sha256: Sha256): RunIndex => {
  let waiting: Added[] = [];
  let following = true;
  let runtimeStartedSeq = from?.runtimeStartedSeq ?? 0;
  const unfinished = createUnfinishedFold(from?.unfinished);
  let underWay: Promise<void> = Promise.resolve();

  const write = async (): Promise<void> => {
    const added = waiting;
    const last = added.at(-1);
    if (last === undefined || !following) return;
    waiting = [];
    const state = { runtimeStartedSeq, unfinished: unfinished.list() };
    const runs = new Map<string, IndexedRun | null>();
    for (const { record } of added) {
      const run = runOfRecord(record);
      if (run !== null) runs.set(run, null);
    }
    try {
      for (const run of runs.keys()) {
        const value: string | undefined = await store.get(runKey(run));
        const entry = unsealRun(value, sha256);
        if (entry === null && value !== undefined) throw new Error("an index entry does not match its digest");
        runs.set(run, entry);
      }
      for (const { record, place } of added) {
        const run = runOfRecord(record);
        if (run === null) continue;
        const known = runs.get(run) ?? null;
        const summary = foldRun(known?.summary ?? null, run, record, sha256);
        if (summary !== null) runs.set(run, { summary, segment: known?.segment ?? place.segment, offset: known?.offset ?? place.offset });
      }
      const puts = [...runs].flatMap(([run, entry]) => (entry === null ? [] : [{ key: runKey(run), entry }]));
      const head: IndexHead = { ...last.head, ...last.place, ...state };
      // One batch is atomic: summaries and how far they reach never disagree.
      await store.batch(
        [...puts, { key: headKey, entry: head }].map(({ key, entry }) => ({ type: "put" as const, key, value: sealEntry(entry, sha256) })),
      );
    } catch {
      // Without a head the next opening folds everything anew.
      following = false;
      waiting = [];
      await store.del(headKey).catch(() => {});
    }
  };

  const flush = (): Promise<void> => {
    underWay = underWay.then(write);
    return underWay;
  };

  const concluded = (summary: RunSummary): RunSummary =>
    concludeRun(summary, runtimeStartedSeq, unfinished.list().some(({ run }) => run === summary.run));

  return {
    add: (record, place, head) => {
      if (record.kind === "runtime.started") runtimeStartedSeq = record.seq;
      unfinished.add(record);
      if (!following) return;
      waiting.push({ record, place, head });
      if (waiting.length > maxBacklog) {
        following = false;
        waiting = [];
      }
    },
    backlog: () => waiting.length,
    flush,
    unfinished: () => unfinished.list(),
    find: async (run) => {
      await flush();
      const found = unsealRun(await store.get(runKey(run)), sha256);
      return found === null ? null : { ...found, summary: concluded(found.summary) };
    },
    async *all() {
      await flush();
      for await (const value of store.values({ gte: runKeyPrefix, lt: `${runKeyPrefix}\uffff` })) {
        const found = unsealRun(value, sha256);
        if (found !== null) yield concluded(found.summary);
      }
    },
  };
};
