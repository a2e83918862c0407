import { entry } from "./entry.ts";

/** How a run can end other than with an answer (FC-CORE-0001, FC-EXEC-0001). */
export const runFaults = {
  FC_RUN_BUDGET_STEPS: entry("limit", "FC-EXEC-0001.R9", "the run used up its steps", "Raise budgets.perRun.steps in the policy, or give a smaller task."),
  FC_RUN_BUDGET_EXECUTIONS: entry("limit", "FC-EXEC-0001.R9", "the run used up its executions", "Raise budgets.perRun.executions in the policy, or give a smaller task."),
  FC_RUN_BUDGET_TOKENS: entry("limit", "FC-EXEC-0001.R9", "the run used up its tokens", "Raise budgets.perRun.tokens in the policy, or give a smaller task."),
  FC_RUN_DEADLINE: entry("limit", "FC-EXEC-0001.R9", "the run reached its deadline", "Raise budgets.perRun.wallMs in the policy, or give a smaller task."),
  FC_RUN_REJECTIONS: entry("protocol", "FC-EXEC-0001.R10", "the brain's output was rejected too many times in a row", "See the rejected output with `femtoclaw audit show`, and fix the brain or its prompt."),
  FC_RUN_SUSPENDED: entry("suspended", "FC-POL-0004.R4", "the run waits for a person's answer", "Look at the grant with `femtoclaw approvals`, then say `femtoclaw approve` or `femtoclaw refuse`; the run goes on with it."),
  FC_RUN_INTERRUPTED: entry("interrupted", "FC-EXEC-0001.R12", "the run was stopped before it finished", "Everything recorded so far is durable; start the task again when ready."),
  FC_RUN_ILLEGAL_TRANSITION: entry("internal", "FC-CORE-0001.R4", "the state machine was asked for a transition it does not permit", "This is a defect in the runtime or in an assembled part; report it with the journal.", true),
  FC_RUN_UNEXPECTED_EVENT: entry("internal", "FC-CORE-0001.R5", "an event arrived in a state that does not accept it", "This is a defect in the driver or in an assembled part; report it with the journal.", true),
  FC_RUN_DEFECT: entry("internal", "FC-CORE-0001.R15", "a part of the runtime failed where it must not", "This is a defect in the runtime or in an assembled part; report it with the journal.", true),
  FC_RUN_INPUT_NOT_TEXT: entry("usage", "FC-EXEC-0001", "the input is not whole Unicode text", "Give a string without half surrogate pairs."),
  FC_RUN_INPUT_TOO_LONG: entry("usage", "FC-EXEC-0001", "the input is longer than the run accepts", "Shorten the input, or raise limits.maxInputBytes."),
  FC_RUN_PINNED: entry("limit", "FC-MEM-0001.R21", "what is pinned in the context is more than its window", "Pin less, shorten the instruction or the task, or raise memory.maxTokens and memory.maxEntries."),
  FC_RUN_SUMMARY: entry("usage", "FC-MEM-0001.R23", "this is no summary of what the run was shown", "Name units that are in the context and not pinned, and say in a text what stands for them."),
  FC_RUN_CLOSED: entry("usage", "FC-CORE-0001", "the run is closed", "Open another run for the next input."),
  FC_RUN_CONCURRENT: entry("usage", "FC-EXEC-0001.R11", "the run is already busy with an input", "Wait for the current answer, or start another run."),
  FC_APPROVAL_NOT_PENDING: entry("usage", "FC-POL-0004.R2", "only an execution that waits for a person can be approved or refused, and only once", "See `femtoclaw approvals` for what waits."),
  FC_EXECUTION_IN_DOUBT: entry("in-doubt", "FC-CORE-0001.R9", "an effect started and no outcome was recorded", "Look at what the effect would have changed, then say what you found with `femtoclaw settle`; it is never run again by itself."),
  FC_EXECUTION_NOT_IN_DOUBT: entry("usage", "FC-CORE-0001.R19", "only an execution that is in doubt can be settled, and only once", "See `femtoclaw status` for what is in doubt."),
} as const;
