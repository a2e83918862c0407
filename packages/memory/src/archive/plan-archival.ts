// FC-UPGRADE-0001.R12: how far a journal may be archived, as a fold of its records and a choice among the ends of its segments. Whatever
// is said of how far it should go, some of it always stays.
import type { JournalHead, JournalRecord } from "@femtoclaw/core";
import { runOfRecord } from "../run-of-record.ts";
import type { Frontier } from "../tree/frontier.ts";
import { createUnfinishedFold, type UnfinishedFold } from "../unfinished-executions.ts";

/** Where a segment ends, and what the journal is there. */
export interface SegmentEnd {
  readonly firstSeq: number;
  readonly file: string;
  /** Header and frames. */
  readonly bytes: number;
  readonly head: JournalHead;
  readonly frontier: Frontier;
  /** The latest recorded time up to here: clocks run back. */
  readonly latestMs: number;
}

/** What a run needs of what came before: its own first record, and the start of the runtime that began it. */
interface OpenRun {
  readonly needs: number;
  readonly waiting: boolean;
  readonly doubts: ReadonlySet<string>;
}

export interface NeedsFold {
  readonly runs: Map<string, OpenRun>;
  readonly unfinished: UnfinishedFold;
  startedSeq: number;
}

export const beginNeeds = (): NeedsFold => ({ runs: new Map(), unfinished: createUnfinishedFold(), startedSeq: 0 });

const waitsAfter = (kind: JournalRecord["kind"], before: boolean): boolean => {
  if (kind === "approval.requested") return true;
  return before && !["approval.answered", "input.answered", "input.failed", "run.closed", "stop.requested"].includes(kind);
};

const doubtsAfter = ({ kind, execution }: JournalRecord, before: ReadonlySet<string>): ReadonlySet<string> => {
  if (execution === null) return before;
  if (kind === "execution.in-doubt") return new Set([...before, execution]);
  return kind === "execution.settled" && before.has(execution) ? new Set([...before].filter((it) => it !== execution)) : before;
};

/** Adds one record in place: a journal can be very long, and nobody else holds the fold. What a closed run needs is forgotten. */
export const foldNeeds = (fold: NeedsFold, record: JournalRecord): void => {
  const { kind, seq } = record;
  if (kind === "runtime.started") fold.startedSeq = seq;
  fold.unfinished.add(record);
  const run = runOfRecord(record);
  if (run === null) return;
  const known = fold.runs.get(run) ?? { needs: fold.startedSeq === 0 ? seq : Math.min(seq, fold.startedSeq), waiting: false, doubts: new Set<string>() };
  const next: OpenRun = { needs: known.needs, waiting: waitsAfter(kind, known.waiting), doubts: doubtsAfter(record, known.doubts) };
  if (kind === "run.closed" && next.doubts.size === 0) fold.runs.delete(run);
  else fold.runs.set(run, next);
};

/** The first record that somebody may still go on from; null for none. Nobody writes: what has no end by now is in doubt, and not under way. */
export const neededFrom = ({ runs, unfinished }: NeedsFold): number | null => {
  const open = [...runs.values()].filter(({ waiting, doubts }) => waiting || doubts.size > 0).map(({ needs }) => needs);
  const begun = unfinished.list().map(({ run, seq }) => runs.get(run)?.needs ?? seq);
  return [...open, ...begun].reduce<number | null>((first, it) => Math.min(first ?? it, it), null);
};

/** What holds an archival back. */
export const heldWords = ["asked", "last segment", "checkpoint", "open run", "keep days", "segments at a time"] as const;
export type HeldWord = (typeof heldWords)[number];

export interface ArchivalBounds {
  /** Only records before this number; null for no such bound. */
  readonly beforeSeq: number | null;
  /** Only records of before this time. */
  readonly beforeMs: number | null;
  /** Records from then on stay, whatever is asked. */
  readonly keepFromMs: number;
  /** How many records a stored checkpoint of the journal's key signs. */
  readonly signed: number;
  /** From `neededFrom`. */
  readonly needed: number | null;
  readonly mostSegments: number;
}

export interface ArchivalPlan {
  /** Whole segments, oldest first; none where nothing can be archived. */
  readonly segments: readonly SegmentEnd[];
  /** Why it does not go further. */
  readonly held: HeldWord;
  /** The record that holds it back, or that would be the first to stay. */
  readonly heldAt: number;
}

const heldBy = (end: SegmentEnd, index: number, all: number, bounds: ArchivalBounds): HeldWord | null => {
  const { beforeSeq, beforeMs, keepFromMs, signed, needed, mostSegments } = bounds;
  if ((beforeSeq !== null && end.head.seq >= beforeSeq) || (beforeMs !== null && end.latestMs >= beforeMs)) return "asked";
  if (index === all - 1) return "last segment";
  if (end.latestMs >= keepFromMs) return "keep days";
  if (needed !== null && end.head.seq >= needed) return "open run";
  if (end.head.seq > signed) return "checkpoint";
  return index >= mostSegments ? "segments at a time" : null;
};

/** As many of the first segments as every bound allows. `ends` are all segments that the journal has, in order. */
export const planArchival = (ends: readonly SegmentEnd[], bounds: ArchivalBounds): ArchivalPlan => {
  for (const [index, end] of ends.entries()) {
    const held = heldBy(end, index, ends.length, bounds);
    if (held !== null) return { segments: ends.slice(0, index), held, heldAt: held === "open run" ? (bounds.needed ?? end.firstSeq) : end.firstSeq };
  }
  return { segments: [], held: "last segment", heldAt: ends[0]?.firstSeq ?? 1 };
};
