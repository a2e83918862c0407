// FC-CLAW-0001: the capabilities of a runtime. Explicit, exact names, frozen: nothing joins, leaves or changes after the start.
import { digestOf, fail, fault, FemtoClawError, isToolName, ok, type Fault, type JsonObject, type JsonValue, type Result, type Sha256 } from "@femtoclaw/protocol";
import type { Capability, CapabilityDescriptor, MarkedParts } from "./capability.ts";
import { freezeDeep } from "./freeze-deep.ts";
import { frozenMap } from "./frozen-map.ts";
import { isJsonObject } from "./read-document.ts";

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
  ...(descriptor.targets === undefined ? {} : { targets: descriptor.targets }),
  ...(descriptor.secrets === undefined ? {} : { secrets: { ...descriptor.secrets } }),
  retry: descriptor.retry,
});

const copyJson = (value: JsonValue): JsonValue => {
  if (isJsonObject(value)) return copyObject(value);
  return Array.isArray(value) ? value.map(copyJson) : value;
};
const copyObject = (value: JsonObject): JsonObject => Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copyJson(part)]));

const copyMarks = ({ args, output }: MarkedParts): MarkedParts => ({ ...(args === undefined ? {} : { args: [...args] }), ...(output === undefined ? {} : { output: [...output] }) });

/** The author of a capability keeps the original, and could point it at another argument after the policy was checked. */
const frozenCopy = (original: CapabilityDescriptor): CapabilityDescriptor =>
  freezeDeep({
    name: original.name,
    description: original.description,
    args: copyObject(original.args),
    effects: [...original.effects],
    resource: { ...original.resource },
    ...(original.targets === undefined ? {} : { targets: [...original.targets] }),
    ...(original.secrets === undefined ? {} : { secrets: copyMarks(original.secrets) }),
    retry: original.retry,
  });

/** What these mean elsewhere: the input as a source, one that nobody knows, and the proposal of a mandate. */
const reserved: ReadonlySet<string> = new Set(["input", "unknown", "mandate.propose"]);

/** Copies and freezes what it is given. Two capabilities of one name are a defect of the assembly. */
export const createRegistry = (capabilities: readonly Capability[], sha256: Sha256): Result<Registry, Fault> => {
  const byName = new Map<string, Capability>();
  const digests: { [name: string]: string } = {};
  const copies = capabilities.map((it): Capability => Object.freeze({ descriptor: frozenCopy(it.descriptor), validateArgs: it.validateArgs }));
  try {
    for (const it of copies.toSorted((a, b) => (a.descriptor.name < b.descriptor.name ? -1 : 1))) {
      const { name } = it.descriptor;
      if (!isToolName(name)) return fail(fault("FC_POLICY_CAPABILITY_NAME", "a dotted lower-case name of at most 64 characters", JSON.stringify(name.slice(0, 80))));
      if (reserved.has(name)) return fail(fault("FC_POLICY_CAPABILITY_NAME", "a name that means nothing else", name));
      if (byName.has(name)) return fail(fault("FC_POLICY_CAPABILITY_NAME", "each capability registered once", `${name} twice`));
      digests[name] = digestOf(descriptorValue(it.descriptor), sha256);
      byName.set(name, it);
    }
  } catch (thrown) {
    // A descriptor that has no canonical form has no digest, so nobody could say later what was registered.
    if (thrown instanceof FemtoClawError) return fail(thrown.fault);
    throw thrown;
  }
  return ok(Object.freeze({ capabilities: frozenMap(byName), digests: Object.freeze(digests), digest: digestOf(digests, sha256) }));
};
