// The decisions of a journal with all that they were made from, folded from the records in their order: what was known of the host, what
// had been used, what had been taken in. A run's part is forgotten when the run has closed, so memory does not grow with the journal.
import { countExecution, type JournalRecord } from "@femtoclaw/core";
import { isJsonObject, noFlow, noUsage, takeIn, type Call, type Fact, type FlowContext, type Label, type Situation, type Usage } from "@femtoclaw/gate";
import type { JsonObject, JsonValue } from "@femtoclaw/protocol";

export interface RecordedDecision {
  readonly seq: number;
  readonly run: string;
  readonly time: number;
  /** As recorded; APPROVAL_REQUIRED where a person was asked, whatever they said. */
  readonly verdict: string;
  readonly rule: string | null;
  /** A question of a claw whose effect is under way: there an approval cannot be asked, and means no. */
  readonly further: boolean;
  readonly situation: Situation;
}

interface RunSoFar {
  facts: readonly Fact[];
  usage: Usage;
  flow: FlowContext;
  asked: boolean;
  capability: string | null;
}

export type DecisionFold = Map<string, RunSoFar>;

/** Runs that are open at once. */
const mostRuns = 10_000;

const text = (value: JsonValue | undefined): string => (typeof value === "string" ? value : "");

const factsOf = (value: JsonValue | undefined): readonly Fact[] =>
  (Array.isArray(value) ? value : []).filter(isJsonObject).flatMap((it): readonly Fact[] => {
    const { kind, path, real, host, addresses } = it;
    if (kind === "path" && typeof path === "string") return [{ kind, path, real: typeof real === "string" ? real : null }];
    return kind === "host" && typeof host === "string" && Array.isArray(addresses) ? [{ kind, host, addresses: addresses.filter((one) => typeof one === "string") }] : [];
  });

const nothing: JsonObject = {};

/** A record of before there were labels says nothing of trust, so nothing is trusted. */
const labelOf = (value: JsonValue | undefined, capability: string): Label => {
  const { source, trust, secret } = isJsonObject(value) ? value : nothing;
  return { source: typeof source === "string" ? source : capability, trust: trust === "trusted" ? "trusted" : "untrusted", secret: secret === true };
};

const callOf = (value: JsonValue | undefined): Call | null => {
  if (!isJsonObject(value) || typeof value["capability"] !== "string" || !isJsonObject(value["args"])) return null;
  return { capability: value["capability"], args: value["args"] };
};

/** The decision that the record is, with what it was made from; null for every other record. */
export const foldDecision = (fold: DecisionFold, { kind, run, seq, time, body }: JournalRecord): RecordedDecision | null => {
  if (run === null) return null;
  const soFar: RunSoFar = fold.get(run) ?? { facts: [], usage: noUsage, flow: noFlow, asked: false, capability: null };
  fold.set(run, soFar);
  // A run that a crash cut short never closes: the oldest is forgotten first (G10).
  if (fold.size > mostRuns) for (const oldest of [...fold.keys()].slice(0, 1)) fold.delete(oldest);
  switch (kind) {
    case "input.received":
      soFar.flow = takeIn(soFar.flow, { source: "input", trust: "trusted", secret: false }, text(body["content"]));
      return null;
    case "facts.resolved":
      soFar.facts = factsOf(body["facts"]);
      return null;
    case "approval.requested":
      soFar.asked = true;
      return null;
    case "outcome":
      if (body["output"] !== null && body["output"] !== undefined) soFar.flow = takeIn(soFar.flow, labelOf(body["label"], soFar.capability ?? "unknown"), body["output"]);
      return null;
    case "run.closed":
      fold.delete(run);
      return null;
    case "decision": {
      const call = callOf(body["call"]);
      if (call === null) return null;
      const verdict = soFar.asked ? "APPROVAL_REQUIRED" : text(body["verdict"]);
      const rule = isJsonObject(body["rule"]) ? text(body["rule"]["id"]) : null;
      const further = body["further"] === true;
      const found = { seq, run, time, verdict, rule, further, situation: { call, facts: soFar.facts, usage: soFar.usage, atMs: time, flow: soFar.flow } };
      if (body["verdict"] === "AUTHORIZED" && !further) {
        soFar.usage = countExecution(soFar.usage, call.capability, time);
        soFar.capability = call.capability;
      }
      soFar.asked = false;
      soFar.facts = [];
      return found;
    }
    default:
      return null;
  }
};
