// Event → what a sink is given: one flat object with the names of the catalogue, redacted before anything is cut (G9).
import type { CheckpointEvent, JournalRecord, TransitionEvent } from "@femtoclaw/core";
import { canonicalise, decodeBase64, resolvePointer, utf8Length, type JsonObject, type JsonValue } from "@femtoclaw/protocol";
import { eventCatalogue, type CatalogueEvent, type EventName, type LogLevel, type ShownField } from "./event-catalogue.ts";
import type { Redactor } from "./redact.ts";

/** A text in a log line is a word, a digest or a short reason. */
const maxShownLength = 256;

export interface LogLine {
  readonly level: LogLevel;
  readonly message: string;
  /** time, event, then run, execution and seq where there are such, then the fields of the catalogue. */
  readonly fields: JsonObject;
}

const isScalar = (value: JsonValue): value is string | number | boolean => value !== null && typeof value !== "object";

const replyBytes = (raw: JsonValue): number | null => {
  const encoding = resolvePointer(raw, "/encoding");
  const text = resolvePointer(raw, "/text");
  if (typeof text !== "string") return null;
  return encoding === "base64" ? (decodeBase64(text)?.length ?? null) : utf8Length(text);
};

/** Null where the record has nothing to show there; then the line does not have the field. */
const show = (body: JsonObject, { at, as }: ShownField): JsonValue => {
  const found = resolvePointer(body, at);
  if (found === undefined || found === null) return null;
  switch (as) {
    case "value":
      return isScalar(found) ? found : null;
    case "count":
      return Array.isArray(found) ? found.length : null;
    case "reply":
      return replyBytes(found);
    case "bytes":
      return utf8Length(typeof found === "string" ? found : canonicalise(found));
  }
};

const cut = (value: JsonValue): JsonValue =>
  typeof value === "string" && value.length > maxShownLength ? `${value.slice(0, maxShownLength)}…` : value;

const isObject = (value: JsonValue): value is JsonObject => value !== null && typeof value === "object" && !Array.isArray(value);

const levelOf = ({ level, raised }: CatalogueEvent, body: JsonObject): LogLevel =>
  raised !== undefined && resolvePointer(body, raised.at) !== raised.unless ? raised.level : level;

const lineOf = (name: EventName, head: readonly (readonly [string, JsonValue])[], body: JsonObject, redact: Redactor): LogLine => {
  const event = eventCatalogue[name];
  const shown = Object.entries(event.fields).map(([field, it]) => [field, show(body, it)] as const);
  // Redacted whole, then cut: a cut first could leave the beginning of a secret that is no longer recognised.
  const redacted = redact(Object.fromEntries([...head, ...shown].filter(([, value]) => value !== null)));
  const fields = isObject(redacted) ? Object.fromEntries(Object.entries(redacted).map(([field, value]) => [field, cut(value)])) : {};
  return { level: levelOf(event, body), message: event.message, fields };
};

export const recordLine = (record: JournalRecord, redact: Redactor): LogLine => {
  const { time, kind, run, execution, seq, body } = record;
  return lineOf(kind, [["time", time], ["event", kind], ["run", run], ["execution", execution], ["seq", seq]], body, redact);
};

export const transitionLine = ({ run, timeMs, from, to }: TransitionEvent, redact: Redactor): LogLine =>
  lineOf("transition", [["time", timeMs], ["event", "transition"], ["run", run]], { from, to }, redact);

export const checkpointLine = ({ timeMs, size, root, fault }: CheckpointEvent, redact: Redactor): LogLine => {
  const told: JsonObject = { result: fault === null ? "signed" : "failed", size, root, fault: fault === null ? null : { code: fault.code, found: fault.found } };
  return lineOf("checkpoint", [["time", timeMs], ["event", "checkpoint"]], told, redact);
};

/** The subsystem's own last word: how many events found no place. `timeMs` is that of the last event. */
export const closedLine = (timeMs: number, dropped: number, redact: Redactor): LogLine =>
  lineOf("telemetry.closed", [["time", timeMs], ["event", "telemetry.closed"]], { dropped }, redact);
