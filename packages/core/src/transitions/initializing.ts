// FC-CORE-0002 INITIALIZING: nothing has happened yet. The first record names everything that decisions will depend on.
import { PROTOCOL_VERSION } from "@femtoclaw/protocol";
import { record, type Transition } from "../move.ts";

export const initializing: Transition = (definition, _state, event) => {
  if (event.type !== "RunOpened") return null;
  const { policy, registry, limits, protocolLimits } = definition;
  return {
    to: "IDLE",
    records: [
      record("run.started", {
        protocol: PROTOCOL_VERSION,
        brain: event.brain,
        policy: { name: policy.name, file: policy.file, digest: policy.digest, profile: policy.profile },
        registry: registry.digest,
        budgets: { ...policy.budgets },
        limits: { ...limits },
        protocolLimits: { ...protocolLimits },
      }),
    ],
  };
};
