// FC-CORE-0004 (G7): a run again, from its records alone. The pure machine gets the recorded news in the recorded order and
// must draft the recorded records, byte for byte. The first one that differs is named, with the place inside it.
//
//   news      a record for which eventOf() has an event: fed to the machine, which must draft that record first
//   derived   every other record: drafted together with news, or with what follows by itself
//   by itself RecordDurable and Responded, supplied here: up to the state in which the next news says it found the run
//   the end   may come anywhere, also inside what was committed together: a crash ends a journal where it likes
import { FemtoClawError, resolvePointer, type JsonObject, type JsonValue, type RunId } from "@femtoclaw/protocol";
import type { MachineDefinition } from "./definition.ts";
import { divergenceCause } from "./divergence-cause.ts";
import type { DerivedEvent, MachineEvent } from "./event.ts";
import { firstDifference } from "./first-difference.ts";
import type { JournalRecord, RecordDraft } from "./record.ts";
import { eventOf } from "./recorded-event.ts";
import { initialState, stateDigest, type RunState } from "./state.ts";
import { step, type Step } from "./step.ts";

export interface Divergence {
  readonly seq: number;
  /** RFC 6901 into the record; empty for the record as a whole. */
  readonly pointer: string;
  readonly cause: string;
  /** What stands at the pointer in the journal, and what the machine puts there; null where there is nothing. */
  readonly recorded: JsonValue;
  readonly replayed: JsonValue;
}

export type Replay =
  | {
      readonly identical: true;
      readonly records: number;
      readonly stateDigest: string;
      /** What was reached: from here a run that waits can go on. */
      readonly state: RunState;
      /** False for a run that a crash cut short, or that still goes on. */
      readonly closed: boolean;
    }
  | { readonly identical: false; readonly records: number; readonly divergence: Divergence };

export interface ReplayOptions {
  /** Called before each recorded event: what the brain saw at a step, say. */
  readonly onState?: (state: RunState, record: JournalRecord) => void;
  /** The last record that counts, by its seq in the journal: the replay ends in the state that the run had there. */
  readonly to?: number;
}

const comparable = ({ time, run, execution, kind, body }: RecordDraft): JsonObject => ({ time, run, execution, kind, body });

/** Where the recorded news found the run, for the two kinds that can come at any moment. */
const foundIn = (it: JournalRecord): JsonValue | undefined =>
  it.kind === "stop.requested" || it.kind === "deadline.passed" ? it.body["during"] : undefined;

/** What happens next by itself; null where the run waits for news. */
const derivedNext = (state: RunState): DerivedEvent | null => {
  switch (state.name) {
    case "MEMORY_COMMITTING":
    case "SHUTDOWN":
      return { type: "RecordDurable", ordinal: state.ordinal };
    case "COMPLETED":
    case "ERROR":
      return { type: "Responded" };
    default:
      return null;
  }
};

interface Place {
  readonly state: RunState;
  /** How many records the machine has drafted again so far. */
  readonly position: number;
}

type Advance = { readonly place: Place } | { readonly position: number; readonly divergence: Divergence };

const diverged = (records: readonly JournalRecord[], position: number, pointer: string, cause: string, replayed: JsonValue): Advance => {
  const record = records[position];
  const recorded = record === undefined ? null : (resolvePointer(comparable(record), pointer) ?? null);
  return { position, divergence: { seq: record?.seq ?? 0, pointer, cause, recorded, replayed } };
};

/** Recovery marks an effect in doubt after whatever a crash left: this record may stand where the rest of a batch is missing. */
const endsTornBatch = (records: readonly JournalRecord[], position: number): boolean =>
  position === records.length - 1 && records[position]?.kind === "execution.in-doubt";

/** Holds what one step drafted against the journal. */
const compare = (records: readonly JournalRecord[], from: number, { records: drafts, state }: Step): Advance => {
  let position = from;
  for (const draft of drafts) {
    const recorded = records[position];
    if (recorded === undefined || (position > from && draft.kind !== recorded.kind && endsTornBatch(records, position))) break;
    const [left, right] = [comparable(recorded), comparable(draft)];
    const pointer = firstDifference(left, right);
    if (pointer !== null) {
      return diverged(records, position, pointer, divergenceCause(pointer), resolvePointer(right, pointer) ?? null);
    }
    position += 1;
  }
  return { place: { state, position } };
};

const advance = (definition: MachineDefinition, records: readonly JournalRecord[], { state, position }: Place, event: MachineEvent): Advance => {
  try {
    const next = step(definition, state, event);
    if (next.defect === null) return compare(records, position, next);
    return diverged(records, position, "/kind", `the machine does not accept ${event.type} in ${state.name}`, next.defect.code);
  } catch (error) {
    const code = error instanceof FemtoClawError ? error.fault.code : "FC_RUN_DEFECT";
    return diverged(records, position, "", `the machine cannot take ${event.type} in ${state.name}`, code);
  }
};

/** Supplies what follows by itself, up to the state in which the next news found the run, or to the next record that this drafts. */
const settle = (definition: MachineDefinition, records: readonly JournalRecord[], place: Place, until: JsonValue | undefined): Advance => {
  let at: Advance = { place };
  // Where a record was drafted, the one after it says how much further the run went by itself.
  while ("place" in at && at.place.position === place.position && at.place.state.name !== until) {
    const event = derivedNext(at.place.state);
    if (event === null) break;
    const next = advance(definition, records, at.place, event);
    // What would be drafted beyond the end never came to be.
    if ("place" in next && next.place.state.ordinal - at.place.state.ordinal > next.place.position - at.place.position) break;
    at = next;
  }
  return at;
};

const takeRecord = (
  definition: MachineDefinition,
  records: readonly JournalRecord[],
  place: Place,
  recorded: JournalRecord,
  options: ReplayOptions,
): Advance => {
  const settled = settle(definition, records, place, foundIn(recorded));
  // Settling may itself have drafted this record: the failure after an outcome, say.
  if ("divergence" in settled || settled.place.position > place.position) return settled;
  const event = eventOf(recorded);
  if (event === null) return diverged(records, place.position, "/kind", "nothing that was recorded leads to this record", null);
  options.onState?.(settled.place.state, recorded);
  const next = advance(definition, records, settled.place, event);
  if ("place" in next && next.place.position === place.position) return diverged(records, place.position, "", "the machine drafts nothing here", null);
  return next;
};

/** `all` are the records of this run alone, in order. */
export const replay = (
  definition: MachineDefinition,
  run: RunId,
  all: readonly JournalRecord[],
  options: ReplayOptions = {},
): Replay => {
  const { to = Number.MAX_SAFE_INTEGER } = options;
  const records = all.filter(({ seq }) => seq <= to);
  let at: Advance = { place: { state: initialState(run), position: 0 } };
  for (;;) {
    const before: Place = at.place;
    const recorded = records[before.position];
    if (recorded === undefined) break;
    const next = takeRecord(definition, records, before, recorded, options);
    if ("divergence" in next) return { identical: false, records: next.position, divergence: next.divergence };
    at = next;
  }
  const torn = at.place.state.ordinal > at.place.position;
  const last = torn ? at : settle(definition, records, at.place, undefined);
  if ("divergence" in last) return { identical: false, records: last.position, divergence: last.divergence };
  const { state, position } = last.place;
  return {
    identical: true,
    records: position,
    stateDigest: stateDigest(state, definition.sha256),
    state,
    closed: records.at(-1)?.kind === "run.closed",
  };
};
