import type { SuiteApprover } from "../target.ts";
import type { ScriptedApproval } from "../vector.schema.ts";
import { never, pause } from "./pause.ts";

/** The person of a vector. After the last answer of the script, no. */
export const scriptedApprover = (answers: readonly ScriptedApproval[], onQuestion: (execution: string) => void): SuiteApprover => {
  let asked = 0;
  return {
    ask: async ({ execution }) => {
      const { answer, who = "the suite", why = "as the vector says", afterMs } = answers[asked] ?? { answer: "refuse" };
      asked += 1;
      onQuestion(execution);
      await pause(afterMs);
      if (answer === "hang") return never();
      if (answer === "throw") throw new Error("the person's screen broke");
      return { approved: answer === "approve", who, why };
    },
  };
};
