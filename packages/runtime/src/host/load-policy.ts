// A policy source → a policy that can decide on this host, or every defect at once.
import type { Resolver } from "@femtoclaw/core";
import { compilePolicy, readPolicy, type CompiledPolicy, type PolicyFacts, type Profile, type Registry } from "@femtoclaw/gate";
import type { Fault, Sha256 } from "@femtoclaw/protocol";
import type { PolicySource } from "../policy-source.ts";
import { askPolicyFacts } from "./policy-facts.ts";

export interface LoadedPolicy {
  readonly policy: CompiledPolicy;
  readonly facts: PolicyFacts;
  readonly warnings: readonly Fault[];
}

export type PolicyLoading =
  | { readonly loaded: LoadedPolicy; readonly faults: readonly [] }
  | { readonly loaded: null; readonly faults: readonly Fault[]; readonly warnings: readonly Fault[] };

export interface PolicySurroundings {
  readonly registry: Registry;
  /** Real absolute path. */
  readonly workspace: string;
  readonly resolver: Resolver;
  readonly sha256: Sha256;
  readonly profile?: Profile;
  /** What is the runtime's own and no call may touch: journal, configuration, policy, log. Absolute. */
  readonly ownPaths?: readonly string[];
}

export const loadPolicy = async (source: PolicySource, around: PolicySurroundings): Promise<PolicyLoading> => {
  const reading = readPolicy(source.text, source.file);
  if (reading.policy === null) return { loaded: null, faults: reading.faults, warnings: [] };
  const facts = await askPolicyFacts(reading.policy.document, around.workspace, around.resolver, around.ownPaths ?? []);
  const profile = source.profile ?? around.profile;
  const options = profile === undefined ? { sha256: around.sha256 } : { sha256: around.sha256, profile };
  const { policy, faults, warnings } = compilePolicy(reading.policy, around.registry, facts, options);
  return policy === null ? { loaded: null, faults, warnings } : { loaded: { policy, facts, warnings }, faults: [] };
};
