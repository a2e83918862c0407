// FC-EXEC-0001.R12: the first signal ends the work in order, with everything recorded; a second one ends the process at once.
import { exitCodeOfSignal, type StopSignalName } from "../exit-code.ts";
import type { Io } from "./io.ts";

export interface StopSignals {
  /** The first one that came; null while there is none. */
  received(): StopSignalName | null;
  /** Called at the first signal, or at once when it came before. */
  onFirst(act: (signal: StopSignalName) => void): void;
  /** Signals end the process again as they usually do. */
  release(): void;
}

export const watchStopSignals = (io: Io): StopSignals => {
  let first: StopSignalName | null = null;
  let act: ((signal: StopSignalName) => void) | null = null;
  const release = io.onSignal((signal) => {
    if (first !== null) return io.endNow(exitCodeOfSignal(signal));
    first = signal;
    act?.(signal);
  });
  return {
    received: () => first,
    onFirst: (it) => {
      act = it;
      if (first !== null) it(first);
    },
    release,
  };
};
