import { canonicalise, FemtoClawError, type Fault } from "@femtoclaw/protocol";
import type { Journal, JournalRecord, Receipt } from "../../src/index.ts";
import { sha256 } from "./definition.ts";

interface Append {
  readonly records: readonly JournalRecord[];
  readonly resolve: (receipt: Receipt) => void;
  readonly reject: (error: unknown) => void;
}

export interface ManualJournal extends Journal {
  /** Everything handed over so far, durable or not. */
  readonly written: readonly JournalRecord[];
  /** What is on disk. */
  durable(): readonly JournalRecord[];
  /** Appends that are not on disk yet. */
  waiting(): number;
  /** Makes the oldest append durable. */
  release(): void;
  /** Acknowledges the newest append before those that came earlier. */
  releaseLast(): void;
  releaseAll(): void;
  /** From now on every append is durable at once. */
  automatic(on: boolean): void;
  /** Every append that waits, and every later one, fails. */
  fail(it: Fault): void;
}

export const createManualJournal = (): ManualJournal => {
  const written: JournalRecord[] = [];
  const disk: JournalRecord[] = [];
  const waiting: Append[] = [];
  let hash = "0".repeat(64);
  let auto = true;
  let failure: Fault | null = null;
  const settle = (it: Append | undefined): void => {
    if (it === undefined) return;
    disk.push(...it.records);
    it.resolve({ records: it.records });
  };
  const releaseAll = (): void => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) settle(next);
  };
  return {
    written,
    durable: () => disk,
    waiting: () => waiting.length,
    release: () => settle(waiting.shift()),
    releaseLast: () => settle(waiting.pop()),
    releaseAll,
    automatic: (on) => {
      auto = on;
      if (on) releaseAll();
    },
    fail: (it) => {
      failure = it;
      for (const { reject } of waiting.splice(0)) reject(new FemtoClawError(it));
    },
    append: (drafts) =>
      new Promise((resolve, reject) => {
        if (failure !== null) return reject(new FemtoClawError(failure));
        const records = drafts.map((draft): JournalRecord => {
          const { time, run, execution, kind, body } = draft;
          const text = canonicalise({ seq: written.length + 1, prev: hash, time, run, execution, kind, body });
          const record: JournalRecord = JSON.parse(text);
          hash = sha256(`\u0000${text}`);
          written.push(record);
          return record;
        });
        waiting.push({ records, resolve, reject });
        if (auto) releaseAll();
      }),
    read: async function* (fromSeq = 1) {
      yield* disk.slice(fromSeq - 1);
    },
    head: () => ({ seq: written.length, hash }),
    close: async () => {},
  };
};
