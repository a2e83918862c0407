// FC-UPGRADE-0001.R11: under what the journal was written, as a fold of its records: each beginning that differs from the one before, and
// each migration between them.
import type { JournalRecord } from "@femtoclaw/core";
import type { JsonObject, JsonValue } from "@femtoclaw/protocol";
import { textOf, objectOf } from "./record-body.ts";
import { valueDifferences, type ValueDifference } from "./value-differences.ts";

/** What governs, by what can be told apart: the rest of a beginning is in its record. */
export interface Governing {
  readonly version: string;
  readonly operator: string;
  readonly policy: { readonly file: string; readonly digest: string; readonly profile: string };
  readonly registry: string;
  /** Null where a record of before it was kept says nothing, or a runtime was assembled by hand. */
  readonly configuration: { readonly digest: string; readonly value: JsonObject } | null;
}

export type HistoryEntry =
  | { readonly kind: "started"; readonly seq: number; readonly time: number; readonly governing: Governing; starts: number; readonly changes: readonly ValueDifference[] | null }
  | { readonly kind: "migrated"; readonly seq: number; readonly time: number; readonly who: string; readonly why: string; readonly back: boolean };

export interface HistoryFold {
  last: Governing | null;
  /** The oldest are forgotten beyond the bound, and counted. */
  readonly entries: HistoryEntry[];
  forgotten: number;
}

export const beginHistory = (): HistoryFold => ({ last: null, entries: [], forgotten: 0 });

const governingOf = ({ body }: JournalRecord): Governing => {
  const policy = objectOf(body["policy"]);
  const configuration = objectOf(body["configuration"]);
  return {
    version: textOf(body["version"]),
    operator: textOf(body["operator"]),
    policy: { file: textOf(policy["file"]), digest: textOf(policy["digest"]), profile: textOf(policy["profile"]) },
    registry: textOf(objectOf(body["registry"])["digest"]),
    configuration: body["configuration"] === undefined ? null : { digest: textOf(configuration["digest"]), value: objectOf(configuration["value"]) },
  };
};

/** Without the digest of what is told value by value. */
const comparable = ({ configuration, ...it }: Governing): JsonValue => ({ ...it, policy: { ...it.policy }, configuration: configuration?.value ?? null });

/** Entries that are kept; of a journal with more changes than that the first are in its records (G10). */
const mostEntries = 10_000;

const keep = (fold: HistoryFold, entry: HistoryEntry): void => {
  fold.entries.push(entry);
  if (fold.entries.length <= mostEntries) return;
  fold.entries.shift();
  fold.forgotten += 1;
};

/** Adds one record in place. */
export const foldHistory = (fold: HistoryFold, record: JournalRecord): void => {
  const { kind, seq, time, body } = record;
  if (kind === "runtime.migrated") keep(fold, { kind: "migrated", seq, time, who: textOf(body["who"]), why: textOf(body["why"]), back: body["back"] === true });
  if (kind !== "runtime.started") return;
  const governing = governingOf(record);
  const changes = fold.last === null ? null : valueDifferences(comparable(fold.last), comparable(governing));
  const latest = fold.entries.at(-1);
  if (changes?.length === 0 && latest?.kind === "started") latest.starts += 1;
  else keep(fold, { kind: "started", seq, time, governing, starts: 1, changes });
  fold.last = governing;
};
