// FC-CORE-0004 (G7): a run again, from its records alone. The pure machine gets the recorded news in the recorded order and
// must draft the recorded records, byte for byte. The first one that differs is named, with the place inside it.
import { canonicalise, type JsonObject, type JsonValue, type RunId } from "@femtoclaw/protocol";
import type { MachineDefinition } from "./definition.ts";
import type { MachineEvent } from "./event.ts";
import type { JournalRecord, RecordDraft } from "./record.ts";
import { eventOf } from "./recorded-event.ts";
import { initialState, stateDigest, type RunState } from "./state.ts";
import { step } from "./step.ts";

export interface Divergence {
  readonly seq: number;
  /** RFC 6901 into the record; empty for the record as a whole. */
  readonly pointer: string;
  readonly cause: string;
  readonly recorded: JsonValue;
  readonly replayed: JsonValue;
}

export type Replay =
  | { readonly identical: true; readonly records: number; readonly stateDigest: string; readonly closed: boolean }
  | { readonly identical: false; readonly records: number; readonly divergence: Divergence };

export interface ReplayOptions {
  /** Called before each recorded event: what the brain saw at a step, say. */
  readonly onState?: (state: RunState, record: JournalRecord) => void;
}

/** The first place at which two values differ, as a pointer; null when they do not. */
export const firstDifference = (a: JsonValue | undefined, b: JsonValue | undefined, pointer = ""): string | null => {
  if (a === b) return null;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return pointer;
  if (Array.isArray(a) !== Array.isArray(b)) return pointer;
  const [left, right] = [Object.entries(a), new Map<string, JsonValue>(Object.entries(b))];
  for (const [key, value] of left) {
    const place = `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    if (!right.has(key)) return place;
    const inside = firstDifference(value, right.get(key), place);
    if (inside !== null) return inside;
    right.delete(key);
  }
  for (const key of right.keys()) return `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  return null;
};

const draftOf = (it: RecordDraft): JsonObject => ({
  time: it.time,
  run: it.run,
  execution: it.execution,
  kind: it.kind,
  body: it.body,
});

/** Where the recorded news found the run, for the two kinds that can come at any moment. */
const foundIn = (it: JournalRecord): JsonValue | undefined =>
  it.kind === "stop.requested" || it.kind === "deadline.passed" ? it.body["during"] : undefined;

export const replay = (
  definition: MachineDefinition,
  run: RunId,
  records: readonly JournalRecord[],
  options: ReplayOptions = {},
): Replay => {
  let state = initialState(run);
  let position = 0;
  const diverge = (pointer: string, cause: string, recorded: JsonValue, replayed: JsonValue): Replay => {
    const seq = records[Math.min(position, records.length - 1)]?.seq ?? 0;
    return { identical: false, records: position, divergence: { seq, pointer, cause, recorded, replayed } };
  };

  /** Feeds one event and holds its records against the journal; null when they agree. */
  const feed = (event: MachineEvent): Replay | null => {
    const result = step(definition, state, event);
    if (result.defect !== null) {
      return diverge("/kind", `the machine does not accept ${event.type} in ${state.name}`, records[position]?.kind ?? null, result.defect.code);
    }
    for (const draft of result.records) {
      const recorded = records[position];
      // A crash can end the journal inside a batch; what is there must still agree.
      if (recorded === undefined) break;
      const pointer = firstDifference(draftOf(recorded), draftOf(draft));
      if (pointer !== null) {
        return diverge(pointer, "the record differs from what the machine drafts", draftOf(recorded), draftOf(draft));
      }
      position += 1;
    }
    state = result.state;
    return null;
  };

  /** Supplies what follows by itself, up to the state in which the next news found the run. */
  const settle = (until: JsonValue | undefined): Replay | null => {
    for (;;) {
      if (state.name === until) return null;
      const waits = state.name === "MEMORY_COMMITTING" || state.name === "SHUTDOWN";
      const responded = state.name === "COMPLETED" || state.name === "ERROR";
      if (!waits && !responded) return null;
      const failed = feed(waits ? { type: "RecordDurable", ordinal: state.ordinal } : { type: "Responded" });
      if (failed !== null) return failed;
    }
  };

  while (position < records.length) {
    const recorded = records[position];
    if (recorded === undefined) break;
    const unsettled = settle(foundIn(recorded));
    if (unsettled !== null) return unsettled;
    // Settling may itself have drafted this record (the failure after an outcome, say).
    if (records[position] !== recorded) continue;
    const event = eventOf(recorded);
    if (event === null) return diverge("/kind", "no recorded event leads to this record", canonicalise(draftOf(recorded)), null);
    options.onState?.(state, recorded);
    const before = position;
    const failed = feed(event);
    if (failed !== null) return failed;
    if (position === before) return diverge("", "the machine drafts nothing here", draftOf(recorded), null);
  }
  const last = settle(undefined);
  if (last !== null) return last;
  return {
    identical: true,
    records: position,
    stateDigest: stateDigest(state, definition.sha256),
    closed: state.name === "TERMINATED",
  };
};
