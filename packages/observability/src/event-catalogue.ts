/**
 * FC-OBS-0001.R2: every event there is, and all that is told of each. `at` points into the body of the record; what a
 * person or a brain wrote at length is told by its size, never by its text.
 *
 *   value   a number, a truth value or a short text          bytes   the UTF-8 length of a text, or of a value's JSON
 *   count   the length of a list                             reply   the length of the bytes that a brain's record holds
 */
import type { RecordKind } from "@femtoclaw/core";

export const logLevels = ["trace", "debug", "info", "warn", "error", "fatal"] as const;
export type LogLevel = (typeof logLevels)[number];

export interface ShownField {
  readonly at: string;
  readonly as: "value" | "bytes" | "count" | "reply";
}

export interface CatalogueEvent {
  readonly level: LogLevel;
  /** For people; the event's name is what programs go by. */
  readonly message: string;
  readonly fields: Readonly<Record<string, ShownField>>;
  /** A higher level unless the value at the pointer is this one. */
  readonly raised?: { readonly at: string; readonly unless: string; readonly level: LogLevel };
}

const value = (at: string): ShownField => ({ at, as: "value" });
const bytes = (at: string): ShownField => ({ at, as: "bytes" });
const count = (at: string): ShownField => ({ at, as: "count" });
const fault = { code: value("/fault/code"), expected: value("/fault/expected"), found: value("/fault/found") };
const rule = { rule: value("/rule/id"), file: value("/rule/file"), line: value("/rule/line") };

/** The names of events that are not records. */
export const ownEvents = ["transition", "checkpoint", "telemetry.closed"] as const;
export type EventName = RecordKind | (typeof ownEvents)[number];

export const eventCatalogue: Readonly<Record<EventName, CatalogueEvent>> = Object.freeze({
  transition: { level: "debug", message: "state changed", fields: { from: value("/from"), to: value("/to") } },
  checkpoint: {
    level: "info",
    message: "history signed, or not",
    fields: { result: value("/result"), size: value("/size"), root: value("/root"), code: value("/fault/code"), found: value("/fault/found") },
    raised: { at: "/result", unless: "signed", level: "error" },
  },
  "telemetry.closed": { level: "info", message: "telemetry ended", fields: { dropped: value("/dropped") } },

  "runtime.started": { level: "info", message: "runtime started", fields: { version: value("/version"), operator: value("/operator"), policyDigest: value("/policy/digest") } },
  "runtime.recovered": {
    level: "warn",
    message: "journal recovered after a crash",
    fields: { tornBytes: value("/tornBytes") },
  },
  "runtime.stopped": { level: "info", message: "runtime stopped", fields: {} },
  "runtime.migrated": { level: "info", message: "journal or configuration migrated", fields: { who: value("/who"), back: value("/back") } },
  "journal.archived": { level: "info", message: "a beginning of the journal archived", fields: { who: value("/who"), archive: value("/archive"), upTo: value("/seq") } },

  "run.started": {
    level: "info",
    message: "run started",
    fields: {
      brain: value("/brain/kind"),
      policy: value("/policy/name"),
      policyDigest: value("/policy/digest"),
      profile: value("/policy/profile"),
      registryDigest: value("/registry"),
    },
  },
  "run.resumed": { level: "info", message: "run resumed", fields: { policy: value("/policy"), grant: value("/grantDigest") } },
  "run.closed": { level: "info", message: "run closed", fields: { cause: value("/cause") } },

  "input.received": { level: "info", message: "input received", fields: { contentBytes: bytes("/content") } },
  "input.answered": { level: "info", message: "input answered", fields: { contentBytes: bytes("/content"), stateDigest: value("/state") } },
  "input.failed": { level: "error", message: "input failed", fields: fault },

  "brain.replied": {
    level: "info",
    message: "brain replied",
    fields: {
      step: value("/step"),
      replyBytes: { at: "/raw", as: "reply" },
      inputTokens: value("/usage/inputTokens"),
      outputTokens: value("/usage/outputTokens"),
    },
  },
  "brain.failed": { level: "warn", message: "brain failed", fields: { step: value("/step"), ...fault } },
  // What was found is the brain's own text; the code and its place say enough.
  "protocol.rejected": {
    level: "warn",
    message: "brain's output rejected",
    fields: { step: value("/step"), code: value("/fault/code"), offset: value("/fault/at/offset") },
  },

  "context.summarised": { level: "info", message: "context summarised", fields: { who: value("/who"), textBytes: bytes("/text"), replaced: count("/replaces") } },
  "mandate.given": { level: "info", message: "mandate given", fields: { who: value("/who"), name: value("/name"), digest: value("/digest") } },
  "facts.resolved": { level: "debug", message: "facts looked up", fields: { facts: count("/facts") } },
  "grant.requested": { level: "info", message: "further grant requested", fields: { argsBytes: bytes("/args") } },
  "approval.requested": {
    level: "warn",
    message: "approval requested",
    fields: {
      capability: value("/grant/capability"),
      ...rule,
      policyDigest: value("/policy"),
      grantDigest: value("/grantDigest"),
      expiresAtMs: value("/expiresAtMs"),
    },
  },
  "approval.answered": {
    level: "info",
    message: "approval answered",
    fields: { approved: value("/approved"), who: value("/who"), why: value("/why"), grantDigest: value("/grantDigest") },
  },
  decision: {
    level: "info",
    message: "decision",
    fields: {
      verdict: value("/verdict"),
      capability: value("/call/capability"),
      ...rule,
      reasons: count("/reasons"),
      further: value("/further"),
      policyDigest: value("/policy"),
      grantDigest: value("/grantDigest"),
      argsBytes: bytes("/call/args"),
    },
    raised: { at: "/verdict", unless: "AUTHORIZED", level: "warn" },
  },
  outcome: {
    level: "info",
    message: "outcome",
    fields: {
      outcome: value("/outcome"),
      durationMs: value("/measures/durationMs"),
      outputBytes: bytes("/output"),
      code: value("/error/code"),
      stateDigest: value("/state"),
    },
    raised: { at: "/outcome", unless: "ok", level: "warn" },
  },
  "execution.in-doubt": { level: "error", message: "an effect began and its end is not known", fields: { why: value("/why") } },
  "execution.settled": { level: "info", message: "an operator settled what was in doubt", fields: { found: value("/found"), who: value("/who"), why: value("/why") } },

  "deadline.passed": { level: "warn", message: "deadline passed", fields: { during: value("/during"), wallMs: value("/wallMs") } },
  "stop.requested": { level: "warn", message: "stop requested", fields: { during: value("/during"), who: value("/who"), why: value("/why") } },
});
