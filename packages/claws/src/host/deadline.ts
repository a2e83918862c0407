// FC-EXEC-0001.R6, FC-CLAW-0001.R13: the two things that end an effect early, its deadline and the signal, as one.
import { fault, type Fault } from "@femtoclaw/protocol";
import type { StopSignal } from "@femtoclaw/core";

export type Ending = "timed_out" | "cancelled";

export interface Deadline {
  /** Aborted at the end. */
  readonly signal: AbortSignal;
  /** Resolves at the end, and never if the effect finishes before. */
  readonly ended: Promise<Ending>;
  /** Why the effect must end; null as long as it may go on. */
  ending(): Ending | null;
  /** Milliseconds since the start, to the microsecond. */
  elapsedMs(): number;
  /** The effect has finished: nothing may keep the process alive for it. */
  release(): void;
}

/** A longer delay than this makes Node's timers fire at once. */
const LONGEST_TIMEOUT_MS = 2_147_483_647;

export const startDeadline = (timeoutMs: number, stop: StopSignal): Deadline => {
  const startedMs = performance.now();
  const controller = new AbortController();
  let resolve: (why: Ending) => void = () => {};
  const ended = new Promise<Ending>((fulfil) => (resolve = fulfil));
  let ending: Ending | null = null;
  const end = (why: Ending): void => {
    if (ending !== null) return;
    ending = why;
    controller.abort();
    resolve(why);
  };
  const cancel = (): void => end("cancelled");
  const timer = setTimeout(() => end("timed_out"), Math.min(timeoutMs, LONGEST_TIMEOUT_MS));
  stop.addEventListener("abort", cancel, { once: true });
  if (stop.aborted) cancel();
  return {
    signal: controller.signal,
    ended,
    ending: () => ending,
    elapsedMs: () => Math.round((performance.now() - startedMs) * 1000) / 1000,
    release: () => {
      clearTimeout(timer);
      stop.removeEventListener("abort", cancel);
    },
  };
};

export const endingFault = (ending: Ending, timeoutMs: number): Fault =>
  ending === "timed_out"
    ? fault("FC_CLAW_TIMED_OUT", `an end within ${timeoutMs} ms`, "none")
    : fault("FC_CLAW_CANCELLED", "no interruption", "a cancellation");
