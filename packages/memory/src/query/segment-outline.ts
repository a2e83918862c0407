/**
 * FC-AUDIT-0001: what the records of one full segment are about, so that whoever asks for something else can pass the segment by. A fold
 * of those records alone, kept beside them: it may be missing, and then the segment is read.
 *
 *   outline/0000000000000001.json = canonical JSON of {digest, outline}, newline;  digest = SHA-256 of the canonical JSON of outline
 *
 * Where there are more names of a sort than an outline holds, it holds none of that sort: null, and any may be there.
 */
import type { JournalHead, JournalRecord } from "@femtoclaw/core";
import { isJsonObject } from "@femtoclaw/gate";
import { canonicalise, parseExecutionId, type JsonObject, type JsonValue, type Sha256 } from "@femtoclaw/protocol";
import { anyDenial, type RecordSelector } from "./record-selector.ts";
import { topicsOf } from "./record-topics.ts";

type Names = readonly string[] | null;

export interface SegmentOutline {
  readonly firstSeq: number;
  /** Hash of the record before the first. */
  readonly prev: string;
  readonly lastSeq: number;
  /** Of the last record. */
  readonly hash: string;
  /** Of the recorded clock, which need not be in the order of the records. */
  readonly minMs: number;
  readonly maxMs: number;
  /** Also those that only an execution names; and an execution that names none, as it is. */
  readonly runs: Names;
  readonly kinds: Names;
  readonly capabilities: Names;
  readonly verdicts: Names;
  readonly rules: Names;
  readonly labels: Names;
}

/** Raised with every change of what is folded; an outline of another version is none. */
const outlineVersion = 1;
const mostNames = 4_096;

interface NameFold {
  add(name: string | null): void;
  names(): Names;
}

const foldNames = (): NameFold => {
  const known = new Set<string>();
  let last: string | null = null;
  return {
    add: (name) => {
      // Mostly it is the one of the record before. One more than may be held says that there are too many.
      if (name === last || name === null || known.size > mostNames) return;
      last = name;
      known.add(name);
    },
    names: () => (known.size > mostNames ? null : [...known].toSorted()),
  };
};

const runOfExecution = (execution: string): string => {
  const parsed = parseExecutionId(execution);
  return parsed.ok ? parsed.value.runId : execution;
};

export interface OutlineFold {
  /** The next record of the segment, and its hash. */
  add(record: JournalRecord, hash: string): void;
  /** Null before there is a record. */
  outline(): SegmentOutline | null;
}

/** `before` is where the journal stood when the segment began. */
export const foldOutline = (before: JournalHead): OutlineFold => {
  const [runs, kinds, capabilities, verdicts, rules, labels] = [foldNames(), foldNames(), foldNames(), foldNames(), foldNames(), foldNames()];
  let [lastSeq, lastHash] = [before.seq, before.hash];
  let lastExecution: string | null = null;
  let [minMs, maxMs] = [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];
  return {
    add: (record, hash) => {
      const topics = topicsOf(record);
      const { execution } = topics;
      runs.add(topics.run);
      if (execution !== null && execution !== lastExecution) {
        runs.add(runOfExecution(execution));
        lastExecution = execution;
      }
      kinds.add(topics.kind);
      capabilities.add(topics.capability);
      verdicts.add(topics.verdict);
      rules.add(topics.rule);
      for (const label of topics.labels) labels.add(label);
      if (record.time < minMs) minMs = record.time;
      if (record.time > maxMs) maxMs = record.time;
      lastSeq = record.seq;
      lastHash = hash;
    },
    outline: () =>
      lastSeq === before.seq
        ? null
        : {
            firstSeq: before.seq + 1,
            prev: before.hash,
            lastSeq,
            hash: lastHash,
            minMs,
            maxMs,
            runs: runs.names(),
            kinds: kinds.names(),
            capabilities: capabilities.names(),
            verdicts: verdicts.names(),
            rules: rules.names(),
            labels: labels.names(),
          },
  };
};

const mayName = (known: Names, words: readonly string[] | undefined): boolean => known === null || words === undefined || words.some((word) => known.includes(word));

const mayDecide = ({ verdicts }: SegmentOutline, words: readonly string[] | undefined): boolean =>
  mayName(verdicts, words) || (words?.includes(anyDenial) === true && verdicts?.some((it) => it.startsWith(`${anyDenial}_`)) === true);

/** False only where no record of the segment can be selected. */
export const mayHold = (outline: SegmentOutline, it: RecordSelector): boolean =>
  outline.lastSeq > (it.afterSeq ?? 0) &&
  outline.firstSeq <= (it.toSeq ?? outline.firstSeq) &&
  outline.maxMs >= (it.sinceMs ?? outline.maxMs) &&
  (it.untilMs === undefined || outline.minMs < it.untilMs) &&
  mayName(outline.runs, it.run === undefined ? undefined : [it.run]) &&
  mayName(outline.runs, it.execution === undefined ? undefined : [runOfExecution(it.execution)]) &&
  mayName(outline.kinds, it.kinds) &&
  mayName(outline.capabilities, it.capabilities) &&
  mayDecide(outline, it.verdicts) &&
  mayName(outline.rules, it.rules) &&
  mayName(outline.labels, it.labels);

const valueOf = (outline: SegmentOutline): JsonObject => ({ version: outlineVersion, ...outline });

export const encodeOutline = (outline: SegmentOutline, sha256: Sha256): string => {
  const value = valueOf(outline);
  return `${canonicalise({ digest: sha256(canonicalise(value)), outline: value })}\n`;
};

const namesIn = (value: JsonValue | undefined): Names => (Array.isArray(value) ? value.filter((it) => typeof it === "string") : null);
const numberIn = (value: JsonValue | undefined): number => (typeof value === "number" ? value : Number.NaN);
const textIn = (value: JsonValue | undefined): string => (typeof value === "string" ? value : "");

/** Null for anything but what `encodeOutline` of this very version wrote. */
export const decodeOutline = (text: string, sha256: Sha256): SegmentOutline | null => {
  let value: JsonValue;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const found = isJsonObject(value) ? value["outline"] : undefined;
  if (found === undefined || !isJsonObject(found)) return null;
  const outline: SegmentOutline = {
    firstSeq: numberIn(found["firstSeq"]),
    prev: textIn(found["prev"]),
    lastSeq: numberIn(found["lastSeq"]),
    hash: textIn(found["hash"]),
    minMs: numberIn(found["minMs"]),
    maxMs: numberIn(found["maxMs"]),
    runs: namesIn(found["runs"]),
    kinds: namesIn(found["kinds"]),
    capabilities: namesIn(found["capabilities"]),
    verdicts: namesIn(found["verdicts"]),
    rules: namesIn(found["rules"]),
    labels: namesIn(found["labels"]),
  };
  try {
    // Written again it must be the same text: so nothing was missing, of another type, or beside it.
    return encodeOutline(outline, sha256) === text ? outline : null;
  } catch {
    return null;
  }
};
