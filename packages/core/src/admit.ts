// The one way into the context window: digest, then the window's own rule (FC-MEM-0001).
import { canonicalise, type JsonObject, type JsonValue } from "@femtoclaw/protocol";
import type { ContextEntry, OutcomeWord } from "./context.ts";
import type { MachineDefinition } from "./definition.ts";
import type { RunState } from "./state.ts";

type Admitted = Pick<RunState, "context" | "contextDigest">;

const admit = (definition: MachineDefinition, state: Admitted, entry: ContextEntry): Admitted => {
  const value: JsonObject = { ...entry };
  return {
    context: definition.window([...state.context, entry]),
    contextDigest: definition.sha256(`${state.contextDigest}\n${canonicalise(value)}`),
  };
};

export const admitInput = (definition: MachineDefinition, state: Admitted, content: string): Admitted =>
  admit(definition, state, { role: "input", trust: "trusted", content, tokens: definition.estimateTokens(content) });

/** What the brain itself said, as it is told again: its intent, or the beginning of what could not be read as one. */
export const admitIntent = (definition: MachineDefinition, state: Admitted, content: string): Admitted =>
  admit(definition, state, { role: "intent", trust: "untrusted", content, tokens: definition.estimateTokens(content) });

/** What became of it: a word of the closed vocabulary, and the output of an effect that ran. */
export const admitResult = (
  definition: MachineDefinition,
  state: Admitted,
  outcome: OutcomeWord,
  capability: string | null = null,
  output: JsonValue = null,
): Admitted => {
  const tokens = definition.estimateTokens(output === null ? outcome : canonicalise(output));
  return admit(definition, state, { role: "result", trust: "untrusted", outcome, capability, output, tokens });
};
