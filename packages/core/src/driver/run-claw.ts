import { canonicalise, fault, FemtoClawError, utf8Length, type JsonObject } from "@femtoclaw/protocol";
import type { Grant } from "@femtoclaw/gate";
import type { Claw, ClawResult, Clock } from "../ports.ts";

export type ClawReport = { readonly result: ClawResult } | { readonly lost: string };

/** JSON around the kept bytes, and escapes in it, may take this many times the limit and this much more. */
const envelope = { factor: 6, bytes: 4_096 };

const defect = (found: string): ClawResult => ({
  outcome: "failed",
  output: null,
  error: fault("FC_CLAW_DEFECT", "a result or an FC_CLAW fault", found),
  measures: {},
});

/** A result the journal can hold, whatever the claw handed back. */
const bounded = (result: ClawResult, grant: Grant): ClawResult => {
  const most = grant.limits.maxOutputBytes * envelope.factor + envelope.bytes;
  try {
    const bytes = utf8Length(canonicalise(result.output)) + utf8Length(canonicalise(result.measures));
    if (bytes <= most) return result;
    return {
      outcome: "output_limit",
      output: null,
      error: fault("FC_CLAW_RESULT_TOO_LONG", `at most ${most} bytes of result`, `${bytes} bytes`),
      measures: { bytes },
    };
  } catch {
    return defect("a result that JSON cannot carry");
  }
};

/**
 * Starts one effect and reports exactly once: its result, or that it was lost. A claw that outlives its deadline and the
 * grace after a cancellation is lost: what it did is unknown, so the effect is in doubt (G4). Returns the cancellation.
 */
export const runClaw = (
  claw: Claw,
  clock: Clock,
  grant: Grant,
  idempotencyKey: string,
  graceMs: number,
  requestGrant: (args: JsonObject) => Promise<Grant | null>,
  report: (it: ClawReport) => void,
): (() => void) => {
  const controller = new AbortController();
  let settled = false;
  let stopGrace = (): void => {};
  const settle = (it: ClawReport): void => {
    if (settled) return;
    settled = true;
    stopDeadline();
    stopGrace();
    report(it);
  };
  const end = (why: string): void => {
    if (settled || controller.signal.aborted) return;
    stopGrace = clock.after(graceMs, () => settle({ lost: `${why}, and it had not ended ${graceMs} ms later` }));
    controller.abort();
  };
  // The claw ends itself at its own deadline; this one is for the claw that does not.
  const stopDeadline = clock.after(grant.limits.timeoutMs + graceMs, () => end("the effect outlived its deadline"));

  let questions: Promise<unknown> = Promise.resolve();
  const ask = (args: JsonObject): Promise<Grant | null> => {
    const answer = questions.then(() => (settled || controller.signal.aborted ? null : requestGrant(args)));
    questions = answer.catch(() => null);
    return answer;
  };
  const running = new Promise<ClawResult>((resolve) =>
    resolve(claw.execute(grant, { signal: controller.signal, idempotencyKey, requestGrant: ask })),
  );
  const finish = (result: ClawResult): void => {
    void questions.then(() => settle({ result: bounded(result, grant) }));
  };
  running.then(finish, (error: unknown) => {
    if (error instanceof FemtoClawError) finish({ outcome: "failed", output: null, error: error.fault, measures: {} });
    else finish(defect(error instanceof Error ? error.name : typeof error));
  });
  return () => end("the effect was cancelled");
};
