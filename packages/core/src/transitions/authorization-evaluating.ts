// FC-CORE-0002 AUTHORIZATION_EVALUATING: the gate decides. The core calls it here itself, so that no assembly, and no event
// from outside, can put another verdict in its place.
import { evaluate, takeIn, type Denied, type Evaluation, type Fact, type FlowContext, type Grant } from "@femtoclaw/gate";
import { digestOf, type JsonObject } from "@femtoclaw/protocol";
import { admitResult, labelOfResult } from "../admit.ts";
import type { MachineDefinition } from "../definition.ts";
import { failInput } from "../fail-input.ts";
import { interruptWork } from "../interruption.ts";
import { loseExecution } from "../lose-execution.ts";
import { record, type Entry, type Move, type Transition } from "../move.ts";
import { countExecution, keptBy } from "../usage.ts";
import { stateDigest, type Execution, type RunState } from "../state.ts";

/** What a decision record says: the call, the verdict and its reasons, and exactly what was granted (G1, G2). */
export const decisionRecord = (
  definition: MachineDefinition,
  state: RunState,
  execution: Execution,
  decision: Exclude<Evaluation, { verdict: "APPROVAL_REQUIRED" }>,
): Entry => {
  const call = execution.further ?? execution.call;
  const body: JsonObject = {
    verdict: decision.verdict,
    call: { capability: call.capability, args: call.args },
    further: execution.further !== null,
    rule: decision.rule === null ? null : { ...decision.rule },
    reasons: decision.reasons.map((reason) => ({ ...reason })),
    policy: decision.policyDigest,
    registry: definition.registry.digest,
    state: stateDigest(state, definition.sha256),
    ...(decision.verdict === "AUTHORIZED" ? grantBody(definition, decision.grant) : {}),
    ...("observed" in decision && decision.observed !== undefined
      ? { observed: { verdict: decision.observed.verdict, ...grantBody(definition, decision.observed.grant) } }
      : {}),
  };
  return record("decision", body, execution.id);
};

export const grantBody = (definition: MachineDefinition, grant: Grant): JsonObject => {
  const value: JsonObject = { ...grant };
  return { grant: value, grantDigest: digestOf(value, definition.sha256) };
};

const counted = ({ policy }: MachineDefinition, { usage, clock }: RunState, { capability }: Grant): RunState["usage"] => countExecution(usage, capability, clock, keptBy(policy, capability));

/** What `observe` held back counts as if it had run, so that what a limit would have stopped is recorded as stopped (FC-POL-0001.R20). */
const countedUnder = (definition: MachineDefinition, state: RunState, evaluation: Denied): RunState["usage"] =>
  evaluation.observed?.verdict === "AUTHORIZED" ? counted(definition, state, evaluation.observed.grant) : state.usage;

/** Starts the effect: only after its decision is durable (G1). */
export const beginExecution = (
  definition: MachineDefinition,
  state: RunState,
  execution: Execution,
  grant: Grant,
  records: readonly Entry[],
): Move => ({
  to: "CAPABILITY_EXECUTING",
  change: {
    execution: { ...execution, grant },
    usage: counted(definition, state, grant),
  },
  records,
  effects: (last) => [
    { type: "execute", after: last, execution: execution.id, grant, grantDigest: digestOf({ ...grant }, definition.sha256) },
  ],
});

const afterFurtherCall = (execution: Execution, grant: Grant | null, records: readonly Entry[]): Move => ({
  to: "CAPABILITY_EXECUTING",
  change: { execution: { ...execution, further: null } },
  records,
  effects: (last) => [{ type: "answerClaw", after: last, grant }],
});

const refuseApproval = (evaluation: Exclude<Evaluation, Denied>): Denied => ({
  verdict: "DENIED_POLICY_VIOLATION",
  capability: evaluation.capability,
  rule: evaluation.rule,
  reasons: [
    {
      rule: evaluation.rule?.id ?? null,
      pointer: "",
      expected: "a call that needs no approval, because an effect is already under way",
      found: "a call that needs one",
    },
  ],
  policyDigest: evaluation.policyDigest,
});

/** A running claw asks about what it met on its way, a redirect say: its question is judged as if that had been taken in. */
const flowOf = (definition: MachineDefinition, { flow }: RunState, { further }: Execution): FlowContext =>
  further === null ? flow : takeIn(flow, labelOfResult(definition, further.capability), null);

/** `asked` says whether the host was: then its answer is news and is recorded, even where it knew nothing. */
const judge = (definition: MachineDefinition, state: RunState, execution: Execution, asked: boolean, facts: readonly Fact[]): Move => {
  const seen: readonly Entry[] = asked ? [record("facts.resolved", { facts: facts.map((it) => ({ ...it })) }, execution.id)] : [];
  if (state.failing !== null) {
    // A stop or a deadline came first: nothing new begins. A running claw that asked is told no.
    return execution.further === null ? failInput(state, state.failing, seen) : afterFurtherCall(execution, null, seen);
  }
  const call = execution.further ?? execution.call;
  const evaluation = evaluate(definition.policy, definition.registry, { call, facts, usage: state.usage, atMs: state.clock, flow: flowOf(definition, state, execution), mandate: state.mandate });

  if (execution.further !== null) {
    const decision = evaluation.verdict === "APPROVAL_REQUIRED" ? refuseApproval(evaluation) : evaluation;
    const grant = decision.verdict === "AUTHORIZED" ? decision.grant : null;
    return afterFurtherCall(execution, grant, [...seen, decisionRecord(definition, state, execution, decision)]);
  }
  switch (evaluation.verdict) {
    case "AUTHORIZED":
      return beginExecution(definition, state, { ...execution, rule: evaluation.rule }, evaluation.grant, [
        ...seen,
        decisionRecord(definition, state, execution, evaluation),
      ]);
    case "APPROVAL_REQUIRED": {
      const granted = grantBody(definition, evaluation.grant);
      const expiresAtMs = state.clock + definition.limits.approvalTimeoutMs;
      return {
        to: "AWAITING_APPROVAL",
        change: { execution: { ...execution, grant: evaluation.grant, rule: evaluation.rule, expiresAtMs } },
        records: [
          ...seen,
          record(
            "approval.requested",
            {
              ...granted,
              rule: evaluation.rule === null ? null : { ...evaluation.rule },
              policy: evaluation.policyDigest,
              ...(evaluation.reasons.length === 0 ? {} : { reasons: evaluation.reasons.map((reason) => ({ ...reason })) }),
              expiresAtMs,
            },
            execution.id,
          ),
        ],
        effects: (last) => [
          {
            type: "askApproval",
            after: last,
            execution: execution.id,
            grant: evaluation.grant,
            grantDigest: String(granted["grantDigest"]),
            expiresAtMs,
          },
        ],
      };
    }
    default:
      return {
        to: "MEMORY_COMMITTING",
        change: { ...admitResult(definition, state, "denied", call.capability), execution: null, usage: countedUnder(definition, state, evaluation) },
        records: [...seen, decisionRecord(definition, state, execution, evaluation)],
      };
  }
};

export const authorizationEvaluating: Transition = (definition, state, event) => {
  if (state.execution === null) return null;
  if (event.type === "Proceed") return judge(definition, state, state.execution, false, []);
  if (event.type === "FactsResolved") return judge(definition, state, state.execution, true, event.facts);
  // The effect that asked may be lost meanwhile, in a crash.
  if (event.type === "ClawLost" && state.execution.further !== null) return loseExecution(definition, state, state.execution, event.why);
  return interruptWork(definition, state, event);
};
