// FC-POL-0004: a person's answer to a run that was left waiting, by this process or by one that is gone. The run goes on from its own
// records; the answer is bound to the grant and the policy that were asked about, counts once, and is void when the policy is another.
import { replay, resumeRun, type Answer, type Approver, type MachineDefinition, type Run, type RunPorts } from "@femtoclaw/core";
import { fault, FemtoClawError, type RunId } from "@femtoclaw/protocol";
import { recordedRun } from "./recorded-run.ts";
import { recordedDefinition } from "./replay-run.ts";

export interface ApprovalWord {
  readonly execution: string;
  readonly approved: boolean;
  readonly who: string;
  readonly why: string;
}

export interface ResumedRun {
  readonly run: Run;
  readonly answer: Promise<Answer>;
  /** True where the policy had changed: the question is void, and the run was stopped. */
  readonly voided: boolean;
}

const notWaiting = (found: string): FemtoClawError => new FemtoClawError(fault("FC_APPROVAL_NOT_PENDING", "an execution that waits for a person", found));

/** Answers this one question; a later one of the same run is for whoever answers then. */
const once = ({ execution, approved, who, why }: ApprovalWord, later: Approver): Approver => {
  let said = false;
  return {
    get suspends() {
      return said && later.suspends === true;
    },
    ask: (question, signal) => {
      if (said || question.execution !== execution) return later.ask(question, signal);
      said = true;
      return Promise.resolve({ approved, who, why });
    },
  };
};

/** Throws FC_APPROVAL_NOT_PENDING where nothing waits under that id, and FC_REPLAY_DIVERGED where the records do not replay. */
export const answerApproval = async (definition: MachineDefinition, ports: RunPorts, runId: RunId, word: ApprovalWord): Promise<ResumedRun> => {
  const { beginning, started, records } = await recordedRun(ports.journal, runId);
  const recorded = await recordedDefinition(beginning, started, [...ports.claws.values()]);
  if (!recorded.ok) throw new FemtoClawError(recorded.fault);
  const replayed = replay(recorded.value, runId, records);
  if (!replayed.identical) throw new FemtoClawError(fault("FC_REPLAY_DIVERGED", "the recorded decisions again", replayed.divergence.cause, { pointer: replayed.divergence.pointer }));
  const { state } = replayed;
  if (state.name !== "AWAITING_APPROVAL") throw notWaiting(`a run in ${state.name}`);
  if (state.execution?.id !== word.execution) throw notWaiting(`another question, about ${state.execution?.id ?? "nothing"}`);
  const voided = definition.policy.digest !== recorded.value.policy.digest || definition.registry.digest !== recorded.value.registry.digest;
  const resumed = resumeRun(recorded.value, { ...ports, approver: voided ? { ask: () => new Promise(() => {}) } : once(word, ports.approver) }, state);
  if (voided) resumed.run.stop("runtime", "the policy is another than when the question was asked");
  return { ...resumed, voided };
};
