import type { ApprovalAnswer, ApprovalQuestion, Approver, Clock } from "../ports.ts";

const no = (why: string): ApprovalAnswer => ({ approved: false, who: "runtime", why });

/** Asks once and reports exactly once. Expiry, cancellation and a broken approver all mean no (G3). */
export const askPerson = (
  approver: Approver,
  clock: Clock,
  question: ApprovalQuestion,
  remainingMs: number,
  report: (answer: ApprovalAnswer) => void,
): (() => void) => {
  const controller = new AbortController();
  let settled = false;
  const settle = (answer: ApprovalAnswer): void => {
    if (settled) return;
    settled = true;
    stopTimer();
    report(answer);
    controller.abort();
  };
  const stopTimer = clock.after(remainingMs, () => settle(no("the question expired")));
  const asking = new Promise<ApprovalAnswer>((resolve) => resolve(approver.ask(question, controller.signal)));
  asking.then(settle, () => settle(no("the question could not be asked")));
  return () => settle(no("the run was stopped"));
};
