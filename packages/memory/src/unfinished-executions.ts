// FC-MEM-0001.R11 (G4): effects that were allowed to start and of which no end is recorded.
//
//   decision AUTHORIZED         the execution is unfinished, from the first one on; further grants change nothing
//   outcome, execution.in-doubt the execution is finished
//   execution.settled           nothing: only what is recorded as in doubt can be settled, so the record before it said finished
import type { JournalRecord } from "@femtoclaw/core";
import type { JsonObject, JsonValue } from "@femtoclaw/protocol";

export interface UnfinishedExecution {
  readonly run: string;
  readonly execution: string;
  readonly capability: string;
  /** Of the decision that authorised it. */
  readonly seq: number;
  readonly time: number;
  /** Of the run's latest record. What is recorded of the run afterwards is never earlier: its clock does not run back. */
  readonly lastMs: number;
}

/** By execution id, in the order of their decisions. Small: only what runs at one time. */
export type UnfinishedExecutions = ReadonlyMap<string, UnfinishedExecution>;

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const member = (value: JsonValue | undefined, key: string): JsonValue | undefined => (isObject(value) ? value[key] : undefined);

const capabilityOf = (body: JsonObject): string => {
  const name = body["capability"] ?? member(body["grant"], "capability") ?? member(body["call"], "capability");
  return typeof name === "string" ? name : "";
};

export const foldUnfinished = (unfinished: UnfinishedExecutions, record: JournalRecord): UnfinishedExecutions => {
  const { run, time } = record;
  if (run === null) return unfinished;
  const known = [...unfinished.values()];
  if (known.some((it) => it.run === run)) {
    return begunOrEnded(new Map(known.map((it) => [it.execution, it.run === run ? { ...it, lastMs: time } : it])), record);
  }
  return begunOrEnded(unfinished, record);
};

const begunOrEnded = (unfinished: UnfinishedExecutions, { run, execution, kind, body, seq, time }: JournalRecord): UnfinishedExecutions => {
  if (execution === null || run === null) return unfinished;
  if (kind === "decision" && body["verdict"] === "AUTHORIZED") {
    if (unfinished.has(execution)) return unfinished;
    return new Map([...unfinished, [execution, { run, execution, capability: capabilityOf(body), seq, time, lastMs: time }]]);
  }
  if ((kind !== "outcome" && kind !== "execution.in-doubt") || !unfinished.has(execution)) return unfinished;
  return new Map([...unfinished].filter(([id]) => id !== execution));
};
