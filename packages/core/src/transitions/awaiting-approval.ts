// FC-CORE-0002 AWAITING_APPROVAL: a person is asked about exactly one grant (FC-POL-0004). The answer counts once.
import type { Decision } from "@femtoclaw/gate";
import { admitResult } from "../admit.ts";
import { interruptWork } from "../interruption.ts";
import { record, type Transition } from "../move.ts";
import { beginExecution, decisionRecord, grantBody } from "./authorization-evaluating.ts";

export const awaitingApproval: Transition = (definition, state, event) => {
  const { execution } = state;
  if (execution === null || execution.grant === null) return null;
  if (event.type !== "ApprovalAnswered") return interruptWork(definition, state, event);

  const { answer } = event;
  const { grant } = execution;
  const answered = record(
    "approval.answered",
    { approved: answer.approved, who: answer.who, why: answer.why, grantDigest: grantBody(definition, grant)["grantDigest"] ?? null },
    execution.id,
  );
  const judged = { capability: grant.capability, rule: execution.rule, policyDigest: definition.policy.digest };
  if (answer.approved && state.failing === null) {
    const decision: Decision = { ...judged, verdict: "AUTHORIZED", reasons: [], grant };
    return beginExecution(definition, state, execution, grant, [
      answered,
      decisionRecord(definition, state, execution, decision),
    ]);
  }
  const decision: Decision = {
    ...judged,
    verdict: "DENIED_POLICY_VIOLATION",
    reasons: [{ rule: execution.rule?.id ?? null, pointer: "", expected: "approval by a person", found: `refused by ${answer.who}: ${answer.why}` }],
  };
  return {
    to: "MEMORY_COMMITTING",
    change: { ...admitResult(definition, state, "refused", grant.capability), execution: null },
    records: [answered, decisionRecord(definition, state, execution, decision)],
  };
};
