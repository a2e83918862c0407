// FC-CORE-0002 INFERRING: waiting for the brain. Whatever it says is recorded as it came, before anyone reads it.
import { decodeUtf8, encodeBase64, type JsonObject } from "@femtoclaw/protocol";
import { digestOfContextItems } from "../context-digest.ts";
import type { MachineDefinition } from "../definition.ts";
import { failInput, faultBody } from "../fail-input.ts";
import { interruptWork } from "../interruption.ts";
import { record, type Transition } from "../move.ts";
import type { RunState } from "../state.ts";

/** The exact bytes in a form that JSON can carry: as text where they are UTF-8, else in base64. */
export const recordedBytes = (bytes: Uint8Array): JsonObject => {
  const text = decodeUtf8(bytes);
  return text.ok ? { encoding: "utf8", text: text.value } : { encoding: "base64", text: encodeBase64(bytes) };
};

/** A source that does not say what it used is charged what it was shown and what it said: silence is not free (G10). */
const estimated = (definition: MachineDefinition, state: RunState, reply: Uint8Array): number =>
  state.context.reduce((sum, { tokens }) => sum + tokens, definition.estimateTokens(String(recordedBytes(reply)["text"])));

/** FC-MEM-0001.R22: the digest of what the brain was shown. */
const shown = (definition: MachineDefinition, state: RunState): JsonObject =>
  definition.contextRules === undefined ? {} : { context: digestOfContextItems(state.contextItems, definition.sha256) };

export const inferring: Transition = (definition, state, event) => {
  switch (event.type) {
    case "BrainReplied": {
      const usage = event.usage === null ? null : { ...event.usage };
      const replied = record("brain.replied", { step: state.step, raw: recordedBytes(event.bytes), usage, ...shown(definition, state) });
      if (state.failing !== null) return failInput(state, state.failing, [replied]);
      const spent = usage === null ? estimated(definition, state, event.bytes) : usage.inputTokens + usage.outputTokens;
      return {
        to: "PROTOCOL_VALIDATING",
        change: { reply: event.bytes, tokens: state.tokens + spent },
        records: [replied],
        proceed: true,
      };
    }
    case "BrainFailed":
      return failInput(state, state.failing ?? event.fault, [
        record("brain.failed", { step: state.step, fault: faultBody(event.fault), ...shown(definition, state) }),
      ]);
    default:
      return interruptWork(definition, state, event);
  }
};
