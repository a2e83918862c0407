import type { ApprovalAnswer, ApprovalQuestion, Approver, Clock } from "../ports.ts";
import { readApproval } from "../read-news.ts";
import { detach } from "./detach.ts";
import { shortText } from "./short-text.ts";

const no = (why: string): ApprovalAnswer => ({ approved: false, who: "runtime", why });

const heard = (answer: unknown): ApprovalAnswer => {
  const read = readApproval(detach(answer));
  return read === null ? no("the answer could not be read") : { approved: read.approved, who: shortText(read.who), why: shortText(read.why) };
};

/** Asks once and reports exactly once. Expiry, cancellation and a broken approver all mean no (G3). Returns the cancellation. */
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
  const asking = new Promise<unknown>((resolve) => resolve(approver.ask(question, controller.signal)));
  asking.then(
    (answer) => settle(heard(answer)),
    () => settle(no("the question could not be asked")),
  );
  return () => settle(no("the run was stopped"));
};
