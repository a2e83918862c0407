// What the index keeps, as text under two kinds of key. Each value begins with its own digest: a value that does not match is
// as good as missing, and the index is then folded again from the journal.
//
//   "head"       IndexHead: how far the index has folded
//   "run/" + id  IndexedRun
import type { Sha256 } from "@femtoclaw/protocol";
import type { RunSummary } from "../run-summary.ts";
import type { UnfinishedExecution } from "../unfinished-executions.ts";

/** Raised with every change of what is folded; an index of another version is folded again. */
const indexVersion = 3;

export interface RecordPlace {
  /** First seq of its segment. */
  readonly segment: number;
  /** Of its frame in the segment. */
  readonly offset: number;
}

export interface IndexHead extends RecordPlace {
  readonly seq: number;
  readonly hash: string;
  readonly runtimeStartedSeq: number;
  readonly unfinished: readonly UnfinishedExecution[];
}

export interface IndexedRun extends RecordPlace {
  readonly summary: RunSummary;
}

export const headKey = "head";
export const runKeyPrefix = "run/";
export const runKey = (run: string): string => `${runKeyPrefix}${run}`;

const digestLength = 64;

export const sealEntry = (entry: IndexHead | IndexedRun, sha256: Sha256): string => {
  const text = JSON.stringify({ version: indexVersion, entry });
  return `${sha256(text)}${text}`;
};

/** The digest proves that the text is what `sealEntry` of this very version wrote, so its type is what went in. */
const unseal = (value: string | undefined, sha256: Sha256): unknown => {
  if (value === undefined || value.length <= digestLength) return null;
  const text = value.slice(digestLength);
  if (sha256(text) !== value.slice(0, digestLength)) return null;
  const { version, entry }: { version: unknown; entry: unknown } = JSON.parse(text);
  return version === indexVersion ? entry : null;
};

export const unsealHead = (value: string | undefined, sha256: Sha256): IndexHead | null => unseal(value, sha256) as IndexHead | null;
export const unsealRun = (value: string | undefined, sha256: Sha256): IndexedRun | null => unseal(value, sha256) as IndexedRun | null;
