import { lookupsUnder, type Call, type Lookup } from "@femtoclaw/gate";
import type { MachineDefinition } from "./definition.ts";
import type { RunState } from "./state.ts";

/** What the host has to be asked before the call can be decided in this run. */
export const lookupsOf = ({ policy, registry }: Pick<MachineDefinition, "policy" | "registry">, { mandate }: Pick<RunState, "mandate">, call: Call): readonly Lookup[] =>
  lookupsUnder(policy, mandate, registry, call);
