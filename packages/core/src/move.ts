// What a transition hands back to step(): where to go, what changes, what to record, what to do.
import type { Effect } from "./effect.ts";
import type { RecordDraft } from "./record.ts";
import type { RunState, StateName } from "./state.ts";
import type { MachineDefinition } from "./definition.ts";
import type { MachineEvent, Proceed } from "./event.ts";

/** A record without what step() fills in: the time of the event and the run. */
export type Entry = Pick<RecordDraft, "kind" | "body" | "execution">;

export interface Move {
  /** Null stays in the state: something was noted, nothing began or ended. */
  readonly to: StateName | null;
  readonly change?: Partial<Omit<RunState, "name" | "ordinal" | "run">>;
  readonly records?: readonly Entry[];
  /** Gets the ordinal of the last record of this move, for obligations. */
  readonly effects?: (lastOrdinal: number) => readonly Effect[];
  /** True when the next state goes on at once, with no news needed from outside. */
  readonly proceed?: boolean;
}

/** One state's whole behaviour; `state.clock` is the time. Null means that the state does not accept this event. */
export type Transition = (definition: MachineDefinition, state: RunState, event: MachineEvent | Proceed) => Move | null;

export const record = (kind: Entry["kind"], body: Entry["body"], execution: string | null = null): Entry => ({
  kind,
  body,
  execution,
});
