// FC-MEM-0001.R23, R23: entries of the context replaced by a text. Only where somebody says so, and as a record: a replay asks nobody.
import { canonicalise, fault, isWellFormed, utf8Length, type Fault, type JsonObject } from "@femtoclaw/protocol";
import { itemOf, windowed } from "./admit.ts";
import type { ContextEntry } from "./context.ts";
import { digestOfContextItems } from "./context-digest.ts";
import type { MachineDefinition } from "./definition.ts";
import { record, type Move } from "./move.ts";
import { isPinnedIn } from "./pins.ts";
import { stateDigest, type RunState } from "./state.ts";

export interface SummaryGiven {
  readonly who: string;
  readonly text: string;
  /** Places of units in the context, ascending (`ContextItem.place`). A call goes together with what became of it. */
  readonly replaces: readonly number[];
}

/** The places of all that may be replaced: what is not pinned. */
export const summarisable = ({ context, contextItems }: RunState): readonly number[] => {
  const isPinned = isPinnedIn(context);
  const places = context.flatMap((entry, index) => (isPinned(entry) ? [] : (contextItems[index]?.place ?? [])));
  return [...new Set(places)].filter((place) => place > 0).toSorted((a, b) => a - b);
};

/** Why this is no summary of this run's context; null where it is one. */
export const summaryFault = (definition: MachineDefinition, state: RunState, { text, replaces }: SummaryGiven): Fault | null => {
  const { maxInputBytes } = definition.limits;
  if (text.trim() === "" || !isWellFormed(text) || utf8Length(text) > maxInputBytes) return fault("FC_RUN_SUMMARY", `a text of at most ${maxInputBytes} bytes`, text.trim() === "" ? "none" : "another one");
  if (replaces.length === 0) return fault("FC_RUN_SUMMARY", "something to stand for", "nothing");
  const places = summarisable(state);
  const isAscending = replaces.every((place, index) => index === 0 || place > (replaces[index - 1] ?? 0));
  const wrong = replaces.find((place) => !places.includes(place));
  if (isAscending && wrong === undefined) return null;
  return fault("FC_RUN_SUMMARY", `ascending places out of ${places.join(", ") || "none"}: what is in the context and not pinned`, wrong === undefined ? "another order" : String(wrong));
};

/** Null where it is no summary. */
export const summarise = (definition: MachineDefinition, state: RunState, given: SummaryGiven): Move | null => {
  if (summaryFault(definition, state, given) !== null) return null;
  const { who, text, replaces } = given;
  const entry: ContextEntry = { role: "summary", trust: "untrusted", content: text, tokens: definition.estimateTokens(text) };
  const goes = state.contextItems.map(({ place }) => replaces.includes(place));
  const at = goes.indexOf(true);
  const replaced = state.contextItems.filter((_, index) => goes[index]);
  const stays = <T>(all: readonly T[], instead: T): readonly T[] => all.flatMap((it, index) => (index === at ? [instead] : goes[index] === true ? [] : [it]));
  const item = itemOf(definition, entry, state.ordinal + 1);
  const value: JsonObject = { ...entry, replaces };
  const change = {
    ...windowed(definition, stays(state.context, entry), stays(state.contextItems, item)),
    contextDigest: definition.sha256(`${state.contextDigest}\n${canonicalise(value)}`),
  };
  const after: RunState = { ...state, ...change, ordinal: state.ordinal + 1 };
  return {
    to: null,
    change,
    records: [
      record("context.summarised", {
        who,
        text,
        replaces,
        digest: `sha256:${definition.sha256(text)}`,
        replaced: digestOfContextItems(replaced, definition.sha256),
        state: stateDigest(after, definition.sha256),
      }),
    ],
  };
};
