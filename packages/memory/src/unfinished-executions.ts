// FC-MEM-0001.R11 (G4): effects that were allowed to start and of which no end is recorded.
//
//   decision AUTHORIZED         the execution is unfinished, from the first one on; further grants change nothing
//   outcome, execution.in-doubt the execution is finished
//   execution.settled           nothing: only what is recorded as in doubt can be settled, so the record before it said finished
//
// Whoever folds owns a builder, so that a record costs a step or two however many there are: nothing is copied until it is asked for.
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

/** In the order of their decisions. Small: only what runs at one time. */
export interface UnfinishedFold {
  add(record: JournalRecord): void;
  readonly size: number;
  get(execution: string): UnfinishedExecution | undefined;
  /** As it stands now: later records change nothing of it. */
  list(): readonly UnfinishedExecution[];
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const member = (value: JsonValue | undefined, key: string): JsonValue | undefined => (isObject(value) ? value[key] : undefined);

const capabilityOf = (body: JsonObject): string => {
  const name = body["capability"] ?? member(body["grant"], "capability") ?? member(body["call"], "capability");
  return typeof name === "string" ? name : "";
};

interface Begun extends Omit<UnfinishedExecution, "lastMs"> {
  readonly of: RunUnderWay;
}

/** What is recorded of a run moves the time of all its executions at once. */
interface RunUnderWay {
  lastMs: number;
  executions: number;
}

const told = ({ of, ...it }: Begun): UnfinishedExecution => ({ ...it, lastMs: of.lastMs });

/** `from` is what was unfinished where the records begin. */
export const createUnfinishedFold = (from: readonly UnfinishedExecution[] = []): UnfinishedFold => {
  const begun = new Map<string, Begun>();
  const runs = new Map<string, RunUnderWay>();

  const begin = ({ lastMs, ...execution }: UnfinishedExecution): void => {
    if (begun.has(execution.execution)) return;
    const of = runs.get(execution.run) ?? { lastMs, executions: 0 };
    of.lastMs = lastMs;
    of.executions += 1;
    runs.set(execution.run, of);
    begun.set(execution.execution, { ...execution, of });
  };

  const end = (execution: string): void => {
    const known = begun.get(execution);
    if (known === undefined) return;
    begun.delete(execution);
    known.of.executions -= 1;
    if (known.of.executions === 0) runs.delete(known.run);
  };

  for (const it of from) begin(it);
  return {
    add: ({ run, execution, kind, body, seq, time }) => {
      if (run === null) return;
      const underWay = runs.get(run);
      if (underWay !== undefined) underWay.lastMs = time;
      if (execution === null) return;
      if (kind === "decision" && body["verdict"] === "AUTHORIZED") begin({ run, execution, capability: capabilityOf(body), seq, time, lastMs: time });
      else if (kind === "outcome" || kind === "execution.in-doubt") end(execution);
    },
    get size() {
      return begun.size;
    },
    get: (execution) => {
      const known = begun.get(execution);
      return known === undefined ? undefined : told(known);
    },
    list: () => [...begun.values()].map(told),
  };
};
