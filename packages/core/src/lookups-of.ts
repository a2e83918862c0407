import { lookupsFor, type Call, type Lookup } from "@femtoclaw/gate";
import type { MachineDefinition } from "./definition.ts";
import type { RunState } from "./state.ts";

/** What the host has to be asked for the policy to judge the call, and for the mandate: nothing for a call that either rules out. */
export const lookupsOf = ({ policy, registry }: Pick<MachineDefinition, "policy" | "registry">, { mandate }: Pick<RunState, "mandate">, call: Call): readonly Lookup[] => {
  if (mandate === "due") return [];
  const lookups = lookupsFor(policy, registry, call);
  if (mandate === null || lookups.length === 0) return lookups;
  const more = lookupsFor(mandate.policy, registry, call);
  return [...lookups, ...more.filter((it) => !lookups.some((other) => (it.kind === "path" ? other.kind === "path" && other.path === it.path : other.kind === "host" && other.host === it.host)))];
};
