// FC-CORE-0002 PROTOCOL_VALIDATING: the bytes are an intent, or they are nothing (FC-PROTO-0001).
import { canonicalise, executionId, fault, intentValue, parseIntent, truncateText, type Fault } from "@femtoclaw/protocol";
import { admitIntent, admitResult } from "../admit.ts";
import { activeMs, executionBudgetFault } from "../budget.ts";
import { failInput, faultBody } from "../fail-input.ts";
import type { MachineDefinition } from "../definition.ts";
import { lookupsOf } from "../lookups-of.ts";
import { proposalTool, proposedMandate } from "../mandate.ts";
import { record, type Move, type Transition } from "../move.ts";
import { stateDigest, type RunState } from "../state.ts";
import { recordedBytes } from "./inferring.ts";

/** As much of a rejected reply as the brain is shown again, so that it can see what it said. */
const shownReplyLength = 1_000;

const reject = (definition: MachineDefinition, state: RunState, reply: Uint8Array, why: Fault): Move => {
  const rejections = state.rejections + 1;
  const rejected = record("protocol.rejected", { step: state.step, fault: faultBody(why) });
  const { maxConsecutiveRejections } = definition.limits;
  if (rejections > maxConsecutiveRejections) {
    const tooMany = fault("FC_RUN_REJECTIONS", `at most ${maxConsecutiveRejections} rejections in a row`, `${rejections}`);
    return failInput(state, tooMany, [rejected]);
  }
  const { text } = recordedBytes(reply);
  const said = admitIntent(definition, state, truncateText(String(text), shownReplyLength));
  return {
    to: "MEMORY_COMMITTING",
    change: { ...admitResult(definition, said, "rejected"), reply: null, rejections },
    records: [rejected],
  };
};

export const protocolValidating: Transition = (definition, state, event) => {
  if (event.type !== "Proceed" || state.reply === null) return null;
  const parsed = parseIntent(state.reply, definition.protocolLimits);
  if (!parsed.ok) return reject(definition, state, state.reply, parsed.fault);

  const intent = parsed.value;
  const said = admitIntent(definition, state, canonicalise(intentValue(intent)));
  if (intent.kind === "message") {
    return {
      to: "COMPLETED",
      change: { ...said, reply: null, rejections: 0, activeMs: activeMs(state), inputAt: null },
      records: [record("input.answered", { content: intent.content, state: stateDigest(state, definition.sha256) })],
      effects: (last) => [
        { type: "stopDeadline", after: 0 },
        { type: "respond", after: last, answer: { status: "answered", content: intent.content } },
      ],
    };
  }
  // Only while it is due: later the name is that of no capability, and the gate says so.
  if (intent.tool === proposalTool && state.mandate === "due") {
    const proposed = proposedMandate(definition, intent.args);
    if (!proposed.ok) return reject(definition, state, state.reply, proposed.fault);
    const { mandate, text } = proposed.value;
    return {
      to: "MEMORY_COMMITTING",
      change: { ...admitResult(definition, said, "ok"), reply: null, rejections: 0, mandate },
      records: [record("mandate.given", { who: "brain", text, digest: mandate.digest, name: mandate.name })],
    };
  }
  const exhausted = executionBudgetFault(definition, state);
  if (exhausted !== null) return failInput(state, exhausted);

  const call = { capability: intent.tool, args: intent.args };
  const executionCount = state.executionCount + 1;
  const execution = { id: executionId(state.run, executionCount), call, grant: null, rule: null, further: null, expiresAtMs: null };
  const lookups = lookupsOf(definition, state, call);
  return {
    to: "AUTHORIZATION_EVALUATING",
    change: { ...said, reply: null, rejections: 0, executionCount, execution },
    effects: () => (lookups.length === 0 ? [] : [{ type: "resolve", after: 0, lookups }]),
    proceed: lookups.length === 0,
  };
};
