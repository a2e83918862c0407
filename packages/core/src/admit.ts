// The one way into the context window: digest, then the window's own rule (FC-MEM-0001).
import { takeIn, type FlowContext, type Label } from "@femtoclaw/gate";
import { canonicalise, type JsonObject, type JsonValue } from "@femtoclaw/protocol";
import type { ContextEntry, OutcomeWord } from "./context.ts";
import type { MachineDefinition } from "./definition.ts";
import type { RunState } from "./state.ts";

type Admitted = Pick<RunState, "context" | "contextDigest" | "flow">;

/** FC-POL-0005: how the policy labels what a capability brings back. What nobody has labelled is not trusted. */
export const labelOfResult = (definition: MachineDefinition, capability: string): Label => {
  const results = definition.policy.capabilities.get(capability)?.results;
  return { source: capability, trust: results?.trust ?? "untrusted", secret: results?.secret ?? false };
};

const admit = (definition: MachineDefinition, state: Admitted, entry: ContextEntry, flow: FlowContext): Admitted => {
  const value: JsonObject = { ...entry };
  return {
    context: definition.window([...state.context, entry]),
    contextDigest: definition.sha256(`${state.contextDigest}\n${canonicalise(value)}`),
    flow,
  };
};

export const admitInput = (definition: MachineDefinition, state: Admitted, content: string): Admitted =>
  admit(
    definition,
    state,
    { role: "input", trust: "trusted", content, tokens: definition.estimateTokens(content) },
    takeIn(state.flow, { source: "input", trust: "trusted", secret: false }, content),
  );

/** What the brain itself said, as it is told again: its intent, or the beginning of what could not be read as one. */
export const admitIntent = (definition: MachineDefinition, state: Admitted, content: string): Admitted =>
  // What it was made of is labelled already; that the brain says it vouches for nothing.
  admit(definition, state, { role: "intent", trust: "untrusted", content, tokens: definition.estimateTokens(content) }, state.flow);

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
    label === null ? state.flow : takeIn(state.flow, label, output),
  );
};
