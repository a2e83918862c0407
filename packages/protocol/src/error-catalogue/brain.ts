import { entry } from "./entry.ts";

/** What can go wrong between the runtime and an inference system (FC-BRAIN-0001). */
export const brainFaults = {
  FC_BRAIN_CONFIGURATION: entry("configuration", "FC-BRAIN-0001", "the brain is set up in a way that cannot work", "Correct the endpoint, the model or the key in the configuration."),
  FC_BRAIN_UNREACHABLE: entry("brain", "FC-BRAIN-0001", "no connection to the brain could be made", "Check that the server runs and that the endpoint's host and port are right."),
  FC_BRAIN_TIMEOUT: entry("brain", "FC-EXEC-0001.R15", "the brain did not answer within its deadline", "Raise the brain's timeoutMs, or use a faster model."),
  FC_BRAIN_CANCELLED: entry("interrupted", "FC-EXEC-0001.R12", "the call of the brain was stopped before it answered", "Nothing of what it sent so far was used; start the task again when ready."),
  FC_BRAIN_UNAUTHORIZED: entry("brain", "FC-BRAIN-0001", "the brain's server refused the key", "Check the variable or file from which the key is read, and what the key may use."),
  FC_BRAIN_RATE_LIMITED: entry("brain", "FC-BRAIN-0001", "the brain's server asked for fewer requests", "Wait and try again, or raise the limit with the provider."),
  FC_BRAIN_HTTP_STATUS: entry("brain", "FC-BRAIN-0001", "the brain's server answered with an error", "Check the endpoint's path and the model's name, then the server's own log."),
  FC_BRAIN_CLOSED_EARLY: entry("brain", "FC-EXEC-0001.R15", "the connection to the brain broke before the answer was complete", "Look at the server's own log; nothing of the broken answer was used."),
  FC_BRAIN_REPLY_TOO_LONG: entry("brain", "FC-EXEC-0001.R15", "the brain's reply was longer than allowed", "Raise maxReplyBytes, or ask for shorter answers."),
  FC_BRAIN_REPLY_MALFORMED: entry("brain", "FC-BRAIN-0001", "the brain's server answered with something that is not a chat completion", "Check that the endpoint is an OpenAI-compatible one; its base usually ends in /v1."),
  FC_BRAIN_FAILED: entry("brain", "FC-BRAIN-0001", "the brain failed without a code of its own", "This is a defect of the brain's adapter; report it to its author."),
  FC_BRAIN_SCENARIO: entry("brain", "FC-BRAIN-0001", "the scenario has nothing to say here", "Add a step to the scenario, or correct the capture that this step needs."),
  FC_BRAIN_SCENARIO_INVALID: entry("configuration", "FC-BRAIN-0001", "the scenario file has a defect", "Correct the file at the given line; its schema is scenario.schema.json of @femtoclaw/brains."),
  FC_BRAIN_REPLAY_EXHAUSTED: entry("brain", "FC-CORE-0004", "the recorded run has no further answer", "The replayed run asked more often than the recorded one did; compare their records."),
  FC_BRAIN_REPLAY_RECORD: entry("brain", "FC-CORE-0004", "a record from which no answer can be replayed", "Verify the journal, and pass the records of exactly one run."),
} as const;
