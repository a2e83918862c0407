// FC-CORE-0002 AWAITING_APPROVAL: a person is asked about exactly one grant (FC-POL-0004). The answer counts once.
import type { Decision, Grant } from "@femtoclaw/gate";
import { admitResult } from "../admit.ts";
import { interruptWork } from "../interruption.ts";
import type { MachineDefinition } from "../definition.ts";
import { record, type Move, type Transition } from "../move.ts";
import type { ApprovalAnswer } from "../ports.ts";
import type { Execution, RunState } from "../state.ts";
import { beginExecution, decisionRecord, grantBody } from "./authorization-evaluating.ts";

/** Null for a yes that counts. Whether it came in time is judged here, by the recorded clock, not by whoever brings it. */
const whyNot = ({ clock, execution, failing }: RunState, answer: ApprovalAnswer): string | null => {
  if (!answer.approved) return `refused by ${answer.who}: ${answer.why}`;
  if (failing !== null) return `approved by ${answer.who} after the run was interrupted`;
  const expiresAtMs = execution?.expiresAtMs ?? 0;
  return clock < expiresAtMs ? null : `approved by ${answer.who} after the question expired`;
};

/** The time in which nobody was there is not the run's: its work goes on from where it was left (FC-POL-0004.R5). */
const resume = (definition: MachineDefinition, state: RunState, execution: Execution, grant: Grant): Move => {
  const expiresAtMs = execution.expiresAtMs ?? 0;
  const leftAt = expiresAtMs - definition.limits.approvalTimeoutMs;
  const worked = state.activeMs + (state.inputAt === null ? 0 : Math.max(0, leftAt - state.inputAt));
  const grantDigest = String(grantBody(definition, grant)["grantDigest"]);
  return {
    to: null,
    change: { activeMs: worked, inputAt: state.clock },
    records: [record("run.resumed", { policy: definition.policy.digest, grantDigest }, execution.id)],
    effects: (last) => [
      { type: "startDeadline", after: last, remainingMs: Math.max(0, definition.policy.budgets.wallMs - worked) },
      { type: "askApproval", after: last, execution: execution.id, grant, grantDigest, expiresAtMs },
    ],
  };
};

export const awaitingApproval: Transition = (definition, state, event) => {
  const { execution } = state;
  if (execution === null || execution.grant === null) return null;
  if (event.type === "RunResumed") return resume(definition, state, execution, execution.grant);
  if (event.type !== "ApprovalAnswered") return interruptWork(definition, state, event);

  const { answer } = event;
  const { grant } = execution;
  const answered = record(
    "approval.answered",
    { approved: answer.approved, who: answer.who, why: answer.why, grantDigest: grantBody(definition, grant)["grantDigest"] ?? null, policy: definition.policy.digest },
    execution.id,
  );
  const judged = { capability: grant.capability, rule: execution.rule, policyDigest: definition.policy.digest };
  const found = whyNot(state, answer);
  if (found === null) {
    const decision: Decision = { ...judged, verdict: "AUTHORIZED", reasons: [], grant };
    return beginExecution(definition, state, execution, grant, [
      answered,
      decisionRecord(definition, state, execution, decision),
    ]);
  }
  const decision: Decision = {
    ...judged,
    verdict: "DENIED_POLICY_VIOLATION",
    reasons: [{ rule: execution.rule?.id ?? null, pointer: "", expected: "approval by a person", found }],
  };
  return {
    to: "MEMORY_COMMITTING",
    change: { ...admitResult(definition, state, "refused", grant.capability), execution: null },
    records: [answered, decisionRecord(definition, state, execution, decision)],
  };
};
