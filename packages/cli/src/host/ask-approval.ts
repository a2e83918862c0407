// FC-POL-0004 (G12): a person at this terminal is shown the exact grant and says yes or no. Who they are is what the operating
// system says, not what they type.
import { userInfo } from "node:os";
import type { ApprovalAnswer, Approver } from "@femtoclaw/core";
import type { JsonObject } from "@femtoclaw/protocol";
import { refuseApprovals } from "@femtoclaw/runtime";
import { formatDuration } from "../quantity.ts";
import { grantLines } from "../timeline.ts";
import type { Io } from "./io.ts";
import type { Screen } from "./screen.ts";

const refusedBy = (who: string, why: string): ApprovalAnswer => ({ approved: false, who, why });

const abortSignalOf = (signal: Parameters<Approver["ask"]>[1]): AbortSignal => {
  const controller = new AbortController();
  if (signal.aborted) controller.abort();
  signal.addEventListener("abort", () => controller.abort(), { once: true });
  return controller.signal;
};

export interface ApproverOptions {
  /** The timeline shows the grant just above the question. Without a timeline the question shows it itself. */
  readonly grantIsShown: boolean;
}

/** How long keys are thrown away before the question stands. */
const settleMs = 100;

/** What was typed before the question was there is no answer to it. */
const discardTyped = async ({ input }: NonNullable<Io["terminal"]>): Promise<void> => {
  const discard = (): void => {};
  input.setRawMode(true);
  input.on("data", discard);
  await new Promise((resolve) => setTimeout(resolve, settleMs));
  input.off("data", discard);
  input.pause();
  input.setRawMode(false);
};

/** Where there is no terminal, the answer is no (G3). */
export const createApprover = (io: Io, screen: Screen, { grantIsShown }: ApproverOptions): Approver => {
  const { terminal } = io;
  if (terminal === null) return refuseApprovals;
  const { input, output } = terminal;
  return {
    ask: async (question, stop) => {
      screen.status(null);
      const { confirm, isCancel, text } = await import("@clack/prompts");
      const who = userInfo().username;
      const signal = abortSignalOf(stop);
      const grant: JsonObject = { ...question.grant };
      if (!grantIsShown) screen.print(grantLines(grant, question.grantDigest));
      const within = formatDuration(Math.max(0, question.expiresAtMs - Date.now()));
      await discardTyped(terminal);
      const approved = await confirm({ message: `Allow it? The question expires in ${within}.`, initialValue: false, input, output, signal });
      if (isCancel(approved)) {
        if (!stop.aborted) io.interrupt();
        return refusedBy(who, "the question was not answered");
      }
      const why = await text({ message: "Why? It is recorded.", placeholder: "no reason given", defaultValue: "no reason given", input, output, signal });
      if (isCancel(why)) return refusedBy(who, "the reason was not answered");
      return { approved, who, why: why.slice(0, 500) };
    },
  };
};
