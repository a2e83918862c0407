// FC-CLAW-0001: the capabilities of a runtime. Explicit, exact names, frozen: nothing joins after the start.
import { canonicalise, digestOf, fail, fault, isToolName, ok, type Fault, type JsonObject, type Result, type Sha256 } from "@femtoclaw/protocol";
import type { Capability, CapabilityDescriptor } from "./capability.ts";

export interface Registry {
  readonly capabilities: ReadonlyMap<string, Capability>;
  /** Digest of each descriptor, by name. */
  readonly digests: { readonly [name: string]: string };
  /** Digest over all of them; recorded, so that a run names what it could have done. */
  readonly digest: string;
}

export const descriptorValue = (descriptor: CapabilityDescriptor): JsonObject => ({
  name: descriptor.name,
  description: descriptor.description,
  args: descriptor.args,
  effects: descriptor.effects,
  resource: { ...descriptor.resource },
  retry: descriptor.retry,
});

/** Copies and freezes what it is given. Two capabilities of one name are a defect of the assembly. */
export const createRegistry = (capabilities: readonly Capability[], sha256: Sha256): Result<Registry, Fault> => {
  const byName = new Map<string, Capability>();
  const digests: { [name: string]: string } = {};
  for (const it of [...capabilities].sort((a, b) => (a.descriptor.name < b.descriptor.name ? -1 : 1))) {
    const { name } = it.descriptor;
    if (!isToolName(name)) return fail(fault("FC_POLICY_CAPABILITY_NAME", "a dotted lower-case name of at most 64 characters", JSON.stringify(name.slice(0, 80))));
    if (byName.has(name)) return fail(fault("FC_POLICY_CAPABILITY_NAME", "each capability registered once", `${name} twice`));
    const value = descriptorValue(it.descriptor);
    canonicalise(value);
    digests[name] = digestOf(value, sha256);
    byName.set(name, Object.freeze({ descriptor: Object.freeze({ ...it.descriptor }), validateArgs: it.validateArgs }));
  }
  return ok(Object.freeze({ capabilities: byName, digests: Object.freeze(digests), digest: digestOf(digests, sha256) }));
};
