// How a recorded decision would differ under another policy, and the same difference of many decisions as one.
import type { Evaluation, Reason } from "@femtoclaw/gate";
import { canonicalise, type JsonObject, type JsonValue } from "@femtoclaw/protocol";
import { callText } from "./call-text.ts";
import { printable } from "./printable.ts";
import type { RecordedDecision } from "./recorded-decision.ts";
import { continued, dim, labelled, plain, span, type Line, type Span } from "./styled-line.ts";

export interface DecisionChange {
  readonly was: string;
  readonly wouldBe: Evaluation["verdict"];
  readonly capability: string;
  readonly wasRule: string | null;
  readonly rule: string | null;
  /** Members of the grant that would be others, where the verdict stays. */
  readonly grant: readonly string[];
  /** Where what the new policy needs to know was never recorded: what it would say if it were as it seems. Else null. */
  readonly otherwise: Evaluation["verdict"] | null;
  /** Of the first. */
  readonly reason: Reason | null;
  readonly first: RecordedDecision;
  count: number;
}

/** A member that an older record does not have cannot be compared. */
const grantDifferences = (recorded: JsonObject, would: JsonObject): readonly string[] =>
  Object.keys(recorded).filter((key) => canonicalise(recorded[key] ?? null) !== canonicalise(would[key] ?? null)).sort();

/** Null where it would be the same, whatever the host had said. */
export const changeOf = (decision: RecordedDecision, evaluation: Evaluation, otherwise: DecisionChange["otherwise"]): DecisionChange | null => {
  // Where an effect is under way nobody can be asked, and that is a no.
  const wouldBe = decision.further && evaluation.verdict === "APPROVAL_REQUIRED" ? "DENIED_POLICY_VIOLATION" : evaluation.verdict;
  const same = wouldBe === decision.verdict;
  const grant = same && decision.grant !== null && "grant" in evaluation ? grantDifferences(decision.grant, { ...evaluation.grant }) : [];
  if (same && grant.length === 0 && otherwise === null) return null;
  return {
    was: decision.verdict, wouldBe, capability: decision.situation.call.capability, wasRule: decision.rule, rule: evaluation.rule?.id ?? null,
    grant, otherwise, reason: evaluation.reasons[0] ?? null, first: decision, count: 1,
  };
};

/** Not where it only could be one. */
export const isChange = ({ was, wouldBe, grant }: DecisionChange): boolean => was !== wouldBe || grant.length > 0;

export const changeKey = ({ was, wouldBe, capability, wasRule, rule, grant, otherwise }: DecisionChange): string => JSON.stringify([was, wouldBe, capability, wasRule, rule, grant, otherwise]);

const changeSpan = (it: DecisionChange): Span => {
  if (it.grant.length > 0) return span("warn", `${it.was} with other ${it.grant.join(", ")}`);
  if (!isChange(it)) return span("warn", `${it.was} could be ${it.otherwise ?? "another"}`);
  return span(it.wouldBe === "AUTHORIZED" ? "good" : "bad", `${it.was} would be ${it.wouldBe}`);
};

const linesUnder = (label: string, it: DecisionChange, call: string): readonly Line[] => {
  const { capability, wasRule, rule, otherwise, reason } = it;
  return [
    labelled(label, [
      changeSpan(it),
      plain(`  ${printable(capability)}`),
      dim(`${rule === null ? "" : `  by rule ${printable(rule)}`}${wasRule === null || wasRule === rule ? "" : `  was by rule ${printable(wasRule)}`}`),
    ]),
    continued([dim(call)]),
    ...(reason === null ? [] : [continued([dim(printable(`expected ${reason.expected}, found ${reason.found}`))])]),
    ...(otherwise === null ? [] : [continued([dim(`what it needs to know was not recorded; ${otherwise} if each path leads to itself and each name to a public address`)])]),
  ];
};

const callOf = ({ first: { situation } }: DecisionChange): string => callText(situation.call.capability, situation.call.args);

/** Of all that would change alike. */
export const changeLines = (it: DecisionChange): readonly Line[] => linesUnder(`${it.count} x`, it, `first at record ${it.first.seq} of ${it.first.run}: ${callOf(it)}`);

/** Of this one alone. */
export const singleChangeLines = (it: DecisionChange): readonly Line[] => linesUnder(`#${it.first.seq}`, it, callOf(it));

export const changeDocument = ({ first, reason, ...it }: DecisionChange): JsonObject => {
  const { call } = first.situation;
  const shown: JsonValue = reason === null ? null : { ...reason };
  return { ...it, reason: shown, first: { seq: first.seq, run: first.run, call: { capability: call.capability, args: call.args } } };
};
