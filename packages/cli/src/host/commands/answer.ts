// femtoclaw approve, femtoclaw refuse: a person's word on one grant. It is recorded with who and why, and the run goes on with it.
import { userInfo } from "node:os";
import { fault, FemtoClawError, isWellFormed } from "@femtoclaw/protocol";
import { exitCodeOf, exitCode } from "../../exit-code.ts";
import { faultDocument, faultLines } from "../../fault-text.ts";
import { blankLine, dim, plain, span } from "../../styled-line.ts";
import { loadRunSettings } from "../brain-settings.ts";
import { openLiveRuntime } from "../live-runtime.ts";
import { repeatedFlags } from "../repeated-flags.ts";
import { programName, shortenPath, type CommandAction } from "../session.ts";

const mostUnits = 1_000;

const answer =
  (approved: boolean): CommandAction =>
  async (session) => {
    const { options, screen, io } = session;
    const [execution = ""] = session.arguments;
    const why = options.text("--why");
    if (why === null || why.trim() === "" || why.length > mostUnits || !isWellFormed(why)) throw new FemtoClawError(fault("FC_USAGE", `--why, as text of 1 to ${mostUnits} characters`, why === null ? "none" : "another text"));
    const config = await loadRunSettings(session);
    const live = await openLiveRuntime(session, config, screen, { suspends: true });
    try {
      const resumed = await live.runtime.answerApproval({ execution, approved, who: userInfo().username, why });
      const ended = await resumed.answer.then((it) => ({ it, suspended: null }), (error: unknown) => {
        if (error instanceof FemtoClawError && error.code === "FC_RUN_SUSPENDED") return { it: null, suspended: error.fault };
        throw error;
      });
      await resumed.run.close();
      if (resumed.voided) session.aside.print([[span("warn", "void"), plain("  the policy is another than when the question was asked: the run was stopped, and nothing was executed")]]);
      const found = ended.suspended ?? (ended.it?.status === "failed" ? ended.it.fault : null);
      if (found !== null) session.aside.print(faultLines(found, "error", shortenPath(io)));
      screen.print([blankLine, [dim(`next  ${programName(io)} audit show ${resumed.run.id}${repeatedFlags(session)}`)]]);
      const document = { run: resumed.run.id, execution, approved, voided: resumed.voided, status: ended.it?.status ?? "suspended", answer: ended.it?.status === "answered" ? ended.it.content : null, fault: found === null ? null : faultDocument(found) };
      return { exitCode: found === null ? exitCode.success : exitCodeOf(found), document };
    } finally {
      await live.runtime.close();
    }
  };

export const approve: CommandAction = answer(true);
export const refuse: CommandAction = answer(false);
