// FC-OBS-0001.R4: several observers as one, none of which can hurt another or the run.
import type { Telemetry } from "@femtoclaw/core";

export interface CombinedTelemetry extends Telemetry {
  /** Events that an observer threw away by throwing, over all observers. */
  dropped(): number;
}

export const combineTelemetry = (observers: readonly Telemetry[]): CombinedTelemetry => {
  let dropped = 0;
  const tell = (one: (observer: Telemetry) => void): void => {
    for (const observer of observers) {
      try {
        one(observer);
      } catch {
        dropped += 1;
      }
    }
  };
  return {
    transition: (event) => tell((observer) => observer.transition(event)),
    record: (record) => tell((observer) => observer.record(record)),
    checkpoint: (event) => tell((observer) => observer.checkpoint?.(event)),
    dropped: () => dropped,
  };
};
