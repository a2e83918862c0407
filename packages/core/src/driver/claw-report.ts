// FC-EXEC-0001.R13: whatever a claw hands back, one outcome of its own execution.
import { canonicalise, fault, utf8Length } from "@femtoclaw/protocol";
import type { Grant } from "@femtoclaw/gate";
import type { ClawResult } from "../ports.ts";
import { readClawResult } from "../read-news.ts";
import { detach } from "./detach.ts";
import { kindOf, thrownFault } from "./thrown-fault.ts";

/** Why the runtime told a claw to end; null while it may go on. */
export type Ending = "timed_out" | "cancelled" | null;

/** JSON around the kept bytes, and escapes in it, may take this many times the limit and this much more. */
const envelope = { factor: 6, bytes: 4_096 };

const failed = (error: ClawResult["error"]): ClawResult => ({ outcome: "failed", output: null, error, measures: {} });

/**
 * A claw that was ended says `cancelled`, or throws, because it saw the signal; only the runtime knows whether a stop or the
 * deadline (FC-EXEC-0001.R6) was behind it.
 */
const endedBy = (ending: Ending, grant: Grant, result: ClawResult): ClawResult => {
  if (ending !== "timed_out") return ending === null ? result : { ...result, outcome: "cancelled" };
  return { ...result, outcome: "timed_out", error: fault("FC_CLAW_TIMED_OUT", `an end within ${grant.limits.timeoutMs} ms`, "none") };
};

export const returned = (value: unknown, grant: Grant, ending: Ending, maxResultBytes: number): ClawResult => {
  const copy = detach(value);
  const result = readClawResult(copy);
  if (copy === undefined || result === null) return failed(fault("FC_CLAW_DEFECT", "a result", "something that is none"));
  const most = Math.min(maxResultBytes, grant.limits.maxOutputBytes * envelope.factor + envelope.bytes);
  const bytes = utf8Length(canonicalise(copy));
  if (bytes > most) {
    const error = fault("FC_CLAW_RESULT_TOO_LONG", `at most ${most} bytes of result`, `${bytes} bytes`);
    return { outcome: "output_limit", output: null, error, measures: { bytes } };
  }
  return result.outcome === "cancelled" ? endedBy(ending, grant, result) : result;
};

export const threw = (thrown: unknown, grant: Grant, ending: Ending): ClawResult =>
  endedBy(ending, grant, failed(thrownFault(thrown) ?? fault("FC_CLAW_DEFECT", "a result or an FC_CLAW fault", kindOf(thrown))));

/** A stop came before the decision was durable: the effect never begins. */
export const notStarted: ClawResult = {
  outcome: "cancelled",
  output: null,
  error: fault("FC_CLAW_CANCELLED", "the effect to begin", "a stop before it began"),
  measures: { started: false },
};

/** The registry knows a capability that nobody brought: nothing begins, and the run goes on. */
export const notAssembled = (capability: string): ClawResult => ({
  outcome: "unavailable",
  output: null,
  error: fault("FC_CLAW_DEFECT", `a claw for ${capability}`, "none assembled"),
  measures: { started: false },
});
