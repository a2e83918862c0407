// FC-AUDIT-0001: what a record is about, told from that record alone: so a query gives the same wherever it begins. What a record does
// not say it is not about; the other records of its execution are found by the execution.
//
//   capability   decision, approval.requested: what was called; outcome: what its label says it came from
//   verdict      decision: its own; approval.requested: APPROVAL_REQUIRED
//   labels       input.received: trusted, as every input is (FC-POL-0005); outcome with an output: as it was labelled
import type { JournalRecord, RecordKind } from "@femtoclaw/core";
import { isJsonObject } from "@femtoclaw/gate";
import type { JsonObject, JsonValue } from "@femtoclaw/protocol";
import { runOfRecord } from "../run-of-record.ts";

export const labelWords = ["trusted", "untrusted", "secret"] as const;
export type LabelWord = (typeof labelWords)[number];

export interface RecordTopics {
  readonly run: string | null;
  readonly execution: string | null;
  readonly kind: RecordKind;
  readonly capability: string | null;
  readonly verdict: string | null;
  /** Id of the rule that decided. */
  readonly rule: string | null;
  readonly labels: readonly LabelWord[];
}

const unlabelled: readonly LabelWord[] = [];
const ofInput: readonly LabelWord[] = ["trusted"];

const memberText = (value: JsonValue | undefined, member: string): string | null => {
  const found = value !== undefined && isJsonObject(value) ? value[member] : undefined;
  return typeof found === "string" ? found : null;
};

/** A record of before there were labels says nothing of trust, so nothing is trusted. */
const labelsOf = ({ output, label }: JsonObject): readonly LabelWord[] => {
  if (output === null || output === undefined) return unlabelled;
  const trust = memberText(label, "trust") === "trusted" ? "trusted" : "untrusted";
  return label !== undefined && isJsonObject(label) && label["secret"] === true ? [trust, "secret"] : [trust];
};

/** On the way of every record that is written: so it makes one object, and no copies of it. */
export const topicsOf = (record: JournalRecord): RecordTopics => {
  const { execution, kind, body } = record;
  const run = runOfRecord(record);
  switch (kind) {
    case "decision":
      return { run, execution, kind, capability: memberText(body["call"], "capability"), verdict: memberText(body, "verdict"), rule: memberText(body["rule"], "id"), labels: unlabelled };
    case "approval.requested":
      return { run, execution, kind, capability: memberText(body["grant"], "capability"), verdict: "APPROVAL_REQUIRED", rule: memberText(body["rule"], "id"), labels: unlabelled };
    case "outcome":
      return { run, execution, kind, capability: memberText(body["label"], "source"), verdict: null, rule: null, labels: labelsOf(body) };
    case "input.received":
      return { run, execution, kind, capability: null, verdict: null, rule: null, labels: ofInput };
    default:
      return { run, execution, kind, capability: null, verdict: null, rule: null, labels: unlabelled };
  }
};
