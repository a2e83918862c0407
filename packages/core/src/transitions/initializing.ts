// FC-CORE-0002 INITIALIZING: nothing has happened yet. The first record names everything that decisions will depend on.
import { PROTOCOL_VERSION } from "@femtoclaw/protocol";
import { admitInstruction } from "../admit.ts";
import { mandateAtOpening } from "../mandate.ts";
import { record, type Transition } from "../move.ts";

export const initializing: Transition = (definition, state, event) => {
  if (event.type !== "RunOpened") return null;
  const { policy, registry, limits, protocolLimits, contextRules } = definition;
  const mandate = mandateAtOpening(definition, event.mandate);
  return {
    to: "IDLE",
    change: { mandate, ...(event.instruction === undefined ? {} : admitInstruction(definition, state, event.instruction)) },
    records: [
      record("run.started", {
        protocol: PROTOCOL_VERSION,
        brain: event.brain,
        policy: { name: policy.name, file: policy.file, digest: policy.digest, profile: policy.profile },
        registry: registry.digest,
        budgets: { ...policy.budgets },
        limits: { ...limits },
        protocolLimits: { ...protocolLimits },
        ...(contextRules === undefined ? {} : { context: { pins: contextRules.pins === null ? null : { ...contextRules.pins } } }),
        ...(event.instruction === undefined ? {} : { instruction: event.instruction }),
        ...(event.mandate === undefined ? {} : { mandate: { ...event.mandate } }),
      }),
    ],
  };
};
