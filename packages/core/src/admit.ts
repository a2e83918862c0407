// The one way into the context window: digest, then the window's own rule (FC-MEM-0001).
import { takeIn, type FlowContext, type Label } from "@femtoclaw/gate";
import { canonicalise, type JsonObject, type JsonValue } from "@femtoclaw/protocol";
import type { ContextEntry, ContextItem, OutcomeWord } from "./context.ts";
import type { MachineDefinition } from "./definition.ts";
import type { RunState } from "./state.ts";

type Admitted = Pick<RunState, "context" | "contextItems" | "contextDigest" | "flow">;

/** FC-POL-0005: how the policy labels what a capability brings back. What nobody has labelled is not trusted. */
export const labelOfResult = (definition: MachineDefinition, capability: string): Label => {
  const results = definition.policy.capabilities.get(capability)?.results;
  return { source: capability, trust: results?.trust ?? "untrusted", secret: results?.secret ?? false };
};

/** The items of the entries that a window kept. It keeps their order; of an entry that it made itself nobody knows the place. */
const itemsOfKept = (entries: readonly ContextEntry[], items: readonly ContextItem[], kept: readonly ContextEntry[]): readonly ContextItem[] => {
  let at = -1;
  return kept.map((entry) => {
    at = entries.indexOf(entry, at + 1);
    return items[at] ?? { place: 0, digest: "" };
  });
};

/** What the window makes of these entries. */
export const windowed = (definition: MachineDefinition, entries: readonly ContextEntry[], items: readonly ContextItem[]): Pick<RunState, "context" | "contextItems"> => {
  const context = definition.window(entries);
  return { context, contextItems: context === entries ? items : itemsOfKept(entries, items, context) };
};

export const itemOf = (definition: MachineDefinition, entry: ContextEntry, place: number): ContextItem => ({ place, digest: definition.sha256(canonicalise({ ...entry })) });

const admit = (definition: MachineDefinition, state: Admitted, entry: ContextEntry, place: number, flow: FlowContext): Admitted => {
  const value: JsonObject = { ...entry };
  return {
    ...windowed(definition, [...state.context, entry], [...state.contextItems, itemOf(definition, entry, place)]),
    contextDigest: definition.sha256(`${state.contextDigest}\n${canonicalise(value)}`),
    flow,
  };
};

export const inputEntry = (definition: MachineDefinition, content: string, isPinned: boolean): ContextEntry => ({
  role: "input",
  trust: "trusted",
  content,
  tokens: definition.estimateTokens(content),
  ...(isPinned ? { pinned: true } : {}),
});

/** What the operator says before the first input. It is in the record that opens the run. */
export const admitInstruction = (definition: MachineDefinition, state: Admitted, content: string): Admitted =>
  admit(
    definition,
    state,
    { role: "instruction", trust: "trusted", content, tokens: definition.estimateTokens(content) },
    1,
    takeIn(state.flow, { source: "instruction", trust: "trusted", secret: false }, content),
  );

export const admitInput = (definition: MachineDefinition, state: Admitted & Pick<RunState, "ordinal">, content: string, isPinned = false): Admitted =>
  admit(
    definition,
    state,
    inputEntry(definition, content, isPinned),
    state.ordinal,
    takeIn(state.flow, { source: "input", trust: "trusted", secret: false }, content),
  );

/** What the brain itself said, as it is told again: its intent, or the beginning of what could not be read as one. */
export const admitIntent = (definition: MachineDefinition, state: Admitted & Pick<RunState, "ordinal">, content: string): Admitted =>
  // What it was made of is labelled already; that the brain says it vouches for nothing.
  admit(definition, state, { role: "intent", trust: "untrusted", content, tokens: definition.estimateTokens(content) }, state.ordinal, state.flow);

/** What became of it: a word of the closed vocabulary, and the output of an effect that ran. */
export const admitResult = (
  definition: MachineDefinition,
  state: Admitted,
  outcome: OutcomeWord,
  capability: string | null = null,
  output: JsonValue = null,
): Admitted => {
  const tokens = definition.estimateTokens(output === null ? outcome : canonicalise(output));
  const label = output === null || capability === null ? null : labelOfResult(definition, capability);
  return admit(
    definition,
    state,
    { role: "result", trust: label?.trust ?? "untrusted", outcome, capability, output, tokens },
    // It belongs to the intent before it, and goes where that goes.
    state.contextItems.at(-1)?.place ?? 0,
    label === null ? state.flow : takeIn(state.flow, label, output),
  );
};
