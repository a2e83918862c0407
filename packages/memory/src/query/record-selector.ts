// FC-AUDIT-0001: which records a question is about. Every member that is there has to hold; within a member one of its words is enough.
import type { JournalRecord, RecordKind } from "@femtoclaw/core";
import { topicsOf, type LabelWord, type RecordTopics } from "./record-topics.ts";

export interface RecordSelector {
  /** Also a settlement of one of its executions, which no run has made. */
  readonly run?: string;
  readonly execution?: string;
  readonly kinds?: readonly RecordKind[];
  readonly capabilities?: readonly string[];
  /** As recorded; `APPROVAL_REQUIRED` is a question to a person, and `DENIED` any denial. */
  readonly verdicts?: readonly string[];
  /** Ids. */
  readonly rules?: readonly string[];
  readonly labels?: readonly LabelWord[];
  /** The recorded clock, ms: from then on. */
  readonly sinceMs?: number;
  /** Before then. */
  readonly untilMs?: number;
  /** Only records with a higher number. This is how a question goes on where it ended. */
  readonly afterSeq?: number;
  /** The last number that counts. */
  readonly toSeq?: number;
}

export const anyDenial = "DENIED";

const isOneOf = (words: readonly string[] | undefined, word: string | null): boolean => words === undefined || (word !== null && words.includes(word));

const isVerdict = (words: readonly string[] | undefined, verdict: string | null): boolean =>
  isOneOf(words, verdict) || (verdict !== null && verdict.startsWith(`${anyDenial}_`) && isOneOf(words, anyDenial));

/** All that is not asked of the record's place and time. */
const selectsTopics = (it: RecordSelector, topics: RecordTopics): boolean =>
  (it.run === undefined || it.run === topics.run) &&
  (it.execution === undefined || it.execution === topics.execution) &&
  isOneOf(it.kinds, topics.kind) &&
  isOneOf(it.capabilities, topics.capability) &&
  isVerdict(it.verdicts, topics.verdict) &&
  isOneOf(it.rules, topics.rule) &&
  (it.labels === undefined || topics.labels.some((label) => it.labels?.includes(label)));

export const selects = (it: RecordSelector, record: JournalRecord): boolean => {
  const { seq, time } = record;
  if (seq <= (it.afterSeq ?? 0) || seq > (it.toSeq ?? seq)) return false;
  if (time < (it.sinceMs ?? time) || (it.untilMs !== undefined && time >= it.untilMs)) return false;
  return selectsTopics(it, topicsOf(record));
};
