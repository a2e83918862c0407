import type { CapabilityDescriptor } from "./capability.ts";
import type { CompiledPolicy } from "./policy/compiled-policy.ts";
import type { Registry } from "./registry.ts";

/** What a brain may be told of: registered, enabled, and with at least one rule that could ever allow it. */
export const visibleCapabilities = (policy: CompiledPolicy, registry: Registry): readonly CapabilityDescriptor[] =>
  [...registry.capabilities.values()]
    .filter(({ descriptor }) => {
      const block = policy.capabilities.get(descriptor.name);
      if (block === undefined || !block.enabled || block.perRun === 0 || block.perMinute === 0 || block.window?.count === 0) return false;
      return block.allow.some(({ exec }) => exec === null || exec.executable !== null);
    })
    .map(({ descriptor }) => descriptor);
