// The decisions of a journal with all that they were made from, folded from the records in their order: what was known of the host, what
// had been used, what had been taken in. A run's part is forgotten when the run has closed, so memory does not grow with the journal.
import { countExecution, type JournalRecord } from "@femtoclaw/core";
import { isJsonObject, noFlow, noUsage, takeIn, type Call, type Fact, type FlowContext, type Label, type Situation, type Usage } from "@femtoclaw/gate";
import type { JsonObject, JsonValue } from "@femtoclaw/protocol";

/** What the run was for, as recorded: a text that has to be compiled, or one that has not been given yet. Null for a run without. */
export type RecordedMandate = { readonly text: string } | "due" | null;

export interface RecordedDecision {
  readonly seq: number;
  readonly run: string;
  readonly time: number;
  /** As recorded; APPROVAL_REQUIRED where a person was asked, whatever they said. */
  readonly verdict: string;
  readonly rule: string | null;
  /** A question of a claw whose effect is under way: there an approval cannot be asked, and means no. */
  readonly further: boolean;
  /** As recorded; null where nothing was granted. */
  readonly grant: JsonObject | null;
  readonly mandate: RecordedMandate;
  /** Whether the records say what it was made from; if not, the worst is assumed. */
  readonly known: boolean;
  /** But for the mandate. */
  readonly situation: Situation;
}

interface RunSoFar {
  /** Of one execution: another one's are another's. */
  facts: { readonly execution: string | null; readonly facts: readonly Fact[] };
  usage: Usage;
  /** Undefined where it cannot be known: then the worst is assumed. */
  flow: FlowContext | undefined;
  mandate: RecordedMandate;
  /** The execution about which a person was asked; its decision was told with the question. */
  asked: string | null;
  capability: string | null;
}

export type DecisionFold = Map<string, RunSoFar>;

/** As far back as any policy's window can look: decisions are made again under another than theirs. */
const widest = { ms: 1_000_000_000, times: 10_000 } as const;

/** Runs that are open at once. */
const mostRuns = 1_000;

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

const mandateOf = (value: JsonValue | undefined): RecordedMandate => {
  if (value === undefined) return null;
  return isJsonObject(value) && value["who"] === "operator" ? { text: text(value["text"]) } : "due";
};

/** What the operator says before the first input is in the words of those who are trusted. */
const instructed = (instruction: JsonValue | undefined): FlowContext =>
  typeof instruction === "string" ? takeIn(noFlow, { source: "instruction", trust: "trusted", secret: false }, instruction) : noFlow;

const begun = (body: JsonObject): RunSoFar => ({ facts: { execution: null, facts: [] }, usage: noUsage, flow: instructed(body["instruction"]), mandate: mandateOf(body["mandate"]), asked: null, capability: null });

/** A run whose beginning is not known, or was forgotten. */
const unknownRun = (): RunSoFar => ({ ...begun({}), flow: undefined, mandate: "due" });

/** A run that a crash cut short never closes: the oldest is forgotten first (G10). */
const remember = (fold: DecisionFold, run: string, soFar: RunSoFar): RunSoFar => {
  fold.set(run, soFar);
  const [oldest] = fold.keys();
  if (fold.size > mostRuns && oldest !== undefined) fold.delete(oldest);
  return soFar;
};

const enter = (soFar: RunSoFar, label: Label, value: JsonValue): void => {
  if (soFar.flow !== undefined) soFar.flow = takeIn(soFar.flow, label, value);
};

/** How a capability's result is labelled, where it was recorded with this label. */
export type Labelling = (capability: string, recorded: Label) => Label;

const asRecorded: Labelling = (_capability, recorded) => recorded;

/** The decision that the record is, with what it was made from; null for every other record. */
export const foldDecision = (fold: DecisionFold, record: JournalRecord, labelling: Labelling = asRecorded): RecordedDecision | null => {
  const { kind, run, execution, seq, time, body } = record;
  if (run === null) return null;
  if (kind === "run.started") remember(fold, run, begun(body));
  const soFar = fold.get(run) ?? remember(fold, run, unknownRun());
  const decided = (call: Call, verdict: string, further: boolean): RecordedDecision => {
    const facts = soFar.facts.execution === execution ? soFar.facts.facts : [];
    const { usage, flow, mandate } = soFar;
    const grant = isJsonObject(body["grant"]) ? body["grant"] : null;
    const rule = isJsonObject(body["rule"]) ? text(body["rule"]["id"]) : null;
    return { seq, run, time, verdict, rule, further, grant, mandate, known: flow !== undefined, situation: { call, facts, usage, atMs: time, ...(flow === undefined ? {} : { flow }) } };
  };
  switch (kind) {
    case "input.received":
      enter(soFar, { source: "input", trust: "trusted", secret: false }, text(body["content"]));
      return null;
    case "mandate.given":
      soFar.mandate = { text: text(body["text"]) };
      return null;
    case "facts.resolved":
      soFar.facts = { execution, facts: factsOf(body["facts"]) };
      return null;
    case "approval.requested": {
      const call = callOf(body["grant"]);
      soFar.asked = execution;
      return call === null ? null : decided(call, "APPROVAL_REQUIRED", false);
    }
    case "outcome": {
      const capability = soFar.capability ?? "unknown";
      if (body["output"] !== null && body["output"] !== undefined) enter(soFar, labelling(capability, labelOf(body["label"], capability)), body["output"]);
      return null;
    }
    case "run.closed":
      fold.delete(run);
      return null;
    case "decision": {
      const call = callOf(body["call"]);
      if (call === null) return null;
      const further = body["further"] === true;
      const found = !further && soFar.asked === execution ? null : decided(call, text(body["verdict"]), further);
      // What `observe` held back counts as if it had run.
      const observed = isJsonObject(body["observed"]) ? body["observed"]["verdict"] : undefined;
      if (observed === "AUTHORIZED" && !further) soFar.usage = countExecution(soFar.usage, call.capability, time, widest);
      if (body["verdict"] === "AUTHORIZED" && !further) {
        soFar.usage = countExecution(soFar.usage, call.capability, time, widest);
        soFar.capability = call.capability;
      }
      soFar.facts = { execution: null, facts: [] };
      return found;
    }
    default:
      return null;
  }
};
