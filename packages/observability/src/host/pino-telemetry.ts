import type { Telemetry } from "@femtoclaw/core";
import type { Logger } from "pino";
import { eventCatalogue, logLevels, type EventName, type LogLevel } from "../event-catalogue.ts";
import { checkpointLine, closedLine, recordLine, transitionLine, type LogLine } from "../log-line.ts";
import type { Redactor } from "../redact.ts";
import { createLineWriter, type LineDestination } from "./line-writer.ts";

export interface PinoTelemetryOptions {
  /** Events below it are not made. */
  readonly level: LogLevel | "silent";
  readonly destination: LineDestination;
  /** Required: there is no log without redaction (FC-OBS-0001.R8). */
  readonly redactor: Redactor;
  /** Of lines that wait to be written; beyond it they are dropped and counted. */
  readonly maxBufferedBytes?: number;
}

export interface PinoTelemetry extends Telemetry {
  /** Resolves when everything so far is written or lost, or after `timeoutMs`. Never rejects. */
  flush(timeoutMs?: number): Promise<void>;
  /** Events that were lost: no room, or a destination that failed. */
  dropped(): number;
  /** Writes `telemetry.closed` with the number of lost events, flushes, and closes the file if it opened one. */
  close(timeoutMs?: number): Promise<void>;
}

/** Lines kept while pino itself is being loaded; beyond it they are dropped and counted. */
const maxEarlyLines = 10_000;
const defaultFlushMs = 2_000;

const highestLevel = (name: EventName): number => {
  const { level, raised } = eventCatalogue[name];
  return Math.max(logLevels.indexOf(level), raised === undefined ? -1 : logLevels.indexOf(raised.level));
};

/**
 * Each event as one line of JSON. Times are those of the events, and neither process id nor host name is written, so two
 * identical runs give identical lines. Pino is loaded at the first line, off the start path. Nothing here throws or waits.
 */
export const createPinoTelemetry = (options: PinoTelemetryOptions): PinoTelemetry => {
  const { redactor } = options;
  const writer = createLineWriter(options.destination, options.maxBufferedBytes ?? 1_048_576);
  const threshold = options.level === "silent" ? logLevels.length : logLevels.indexOf(options.level);
  let logger: Logger | null = null;
  let loading: Promise<void> | null = null;
  let early: LogLine[] = [];
  let dropped = 0;
  let closed = false;
  let lastTimeMs = 0;

  const load = async (): Promise<void> => {
    try {
      const { pino } = await import("pino");
      logger = pino(
        { level: "trace", base: null, timestamp: false, formatters: { level: (label) => ({ level: label }) } },
        { write: (line) => writer.write(line) },
      );
      for (const line of early) logger[line.level](line.fields, line.message);
    } catch {
      dropped += early.length;
    }
    early = [];
  };

  const put = (line: LogLine): void => {
    if (logger !== null) {
      logger[line.level](line.fields, line.message);
      return;
    }
    if (early.length >= maxEarlyLines) {
      dropped += 1;
      return;
    }
    early.push(line);
    loading ??= load();
  };

  const observe = (name: EventName, timeMs: number, make: () => LogLine): void => {
    try {
      // Most events are below the level most of the time: they cost this comparison and nothing else.
      if (highestLevel(name) < threshold) return;
      if (closed) {
        dropped += 1;
        return;
      }
      lastTimeMs = timeMs;
      const line = make();
      if (logLevels.indexOf(line.level) >= threshold) put(line);
    } catch {
      dropped += 1;
    }
  };

  const flush = async (timeoutMs = defaultFlushMs): Promise<void> => {
    await loading;
    await writer.flush(timeoutMs);
  };

  return {
    transition: (event) => observe("transition", event.timeMs, () => transitionLine(event, redactor)),
    record: (record) => observe(record.kind, record.time, () => recordLine(record, redactor)),
    checkpoint: (event) => observe("checkpoint", event.timeMs, () => checkpointLine(event, redactor)),
    flush,
    dropped: () => dropped + writer.dropped(),
    close: async (timeoutMs = defaultFlushMs) => {
      if (closed) return;
      await flush(timeoutMs);
      observe("telemetry.closed", lastTimeMs, () => closedLine(lastTimeMs, dropped + writer.dropped(), redactor));
      closed = true;
      await flush(timeoutMs);
      await writer.close();
    },
  };
};
