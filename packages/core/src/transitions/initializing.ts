// FC-CORE-0002 INITIALIZING: nothing has happened yet. The first record names everything that decisions will depend on.
import { PROTOCOL_VERSION } from "@femtoclaw/protocol";
import { mandateAtOpening } from "../mandate.ts";
import { record, type Transition } from "../move.ts";

export const initializing: Transition = (definition, _state, event) => {
  if (event.type !== "RunOpened") return null;
  const { policy, registry, limits, protocolLimits } = definition;
  const mandate = mandateAtOpening(definition, event.mandate);
  return {
    to: "IDLE",
    change: { mandate },
    records: [
      record("run.started", {
        protocol: PROTOCOL_VERSION,
        brain: event.brain,
        policy: { name: policy.name, file: policy.file, digest: policy.digest, profile: policy.profile },
        registry: registry.digest,
        budgets: { ...policy.budgets },
        limits: { ...limits },
        protocolLimits: { ...protocolLimits },
        ...(event.mandate === undefined ? {} : { mandate: { ...event.mandate } }),
      }),
    ],
  };
};
