import { isJsonObject, type Grant } from "@femtoclaw/gate";
import type { RunLimits } from "../definition.ts";
import type { JsonObject } from "@femtoclaw/protocol";
import type { Claw, ClawResult, Clock } from "../ports.ts";
import { returned, threw, type Ending } from "./claw-report.ts";
import { detach } from "./detach.ts";

export type ClawReport = { readonly result: ClawResult } | { readonly lost: string };

/** Further grants that one effect may ask for (G10): each is a decision on disk. */
const mostQuestions = 32;

/**
 * Starts one effect and reports exactly once: its result, or that it was lost. At its deadline, and on a cancellation, the
 * claw is told to end and has the grace to do so; one that outlives it is lost: what it did is unknown, so the effect is in
 * doubt (G4). Reports only while no question of the claw is open. Returns the cancellation.
 */
export const runClaw = (
  claw: Claw,
  clock: Clock,
  grant: Grant,
  idempotencyKey: string,
  limits: Pick<RunLimits, "cancelGraceMs" | "maxResultBytes">,
  requestGrant: (args: JsonObject) => Promise<Grant | null>,
  report: (it: ClawReport) => void,
): (() => void) => {
  const controller = new AbortController();
  let ending: Ending = null;
  let settled = false;
  let stopTimer = (): void => {};
  let asked = 0;
  let questions: Promise<unknown> = Promise.resolve();

  const finish = (it: ClawReport): void => {
    void questions.then(() => {
      if (settled) return;
      settled = true;
      stopTimer();
      report(it);
    });
  };
  const end = (why: "timed_out" | "cancelled"): void => {
    if (settled || ending !== null) return;
    ending = why;
    stopTimer();
    const cause = why === "timed_out" ? "the effect outlived its deadline" : "the effect was cancelled";
    stopTimer = clock.after(limits.cancelGraceMs, () => finish({ lost: `${cause}, and it had not ended ${limits.cancelGraceMs} ms later` }));
    controller.abort();
  };
  // One question at a time. Whoever is told to end gets no grant, also when the decision was yes.
  const ask = (args: JsonObject): Promise<Grant | null> => {
    const own = detach(args);
    const answer = questions.then(async () => {
      if (settled || ending !== null || asked >= mostQuestions || !isJsonObject(own)) return null;
      asked += 1;
      const granted = await requestGrant(own);
      return ending === null ? granted : null;
    });
    questions = answer.catch(() => null);
    return answer;
  };

  stopTimer = clock.after(grant.limits.timeoutMs, () => end("timed_out"));
  const running = new Promise<unknown>((resolve) =>
    resolve(claw.execute(grant, { signal: controller.signal, idempotencyKey, requestGrant: ask })),
  );
  running.then(
    (value) => finish({ result: returned(value, grant, ending, limits.maxResultBytes) }),
    (thrown: unknown) => finish({ result: threw(thrown, grant, ending) }),
  );
  return () => end("cancelled");
};
